# SPDX-License-Identifier: EUPL-1.2
"""Every page that takes a file gets files that nobody meant it to get: never a broken page, always words.

Fast lane: each page gets some of the files. Under ``-m slow`` each gets all of them, and then what Hypothesis
thinks of. The form is filled in as a browser would send it, with what its own page offers.
"""

import gzip
import importlib
import io
import json
import pkgutil
import random
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typst
from django import forms
from django.db import transaction
from django.test import Client
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

import samband
from samband.core.access.rules import INSTALLATION
from samband.engines.instrument import write_xlsform
from samband.engines.microdata import dataset, write_sav
from samband.engines.microdata.tests.questionnaires import answered, feature
from samband.engines.registers.tests.examples import BODS, FTM
from samband.tools.surveys.operations import reopen_wave
from samband.tools.surveys.tests.conftest import NOON, WAVE, answers
from tests.doors.door import Who
from tests.doors.world import World, build, doors
from tests.threats.archives import packed

pytestmark = pytest.mark.django_db
UPLOADS = {
    "collect:add_frame": "FrameForm",
    "collect:quotas": "CellTableForm",
    "collect:returned": "ReturnedForm",
    "dialogue:uses": "UsesFileForm",
    "ethics:cases": "NewCaseForm",
    "ethics:meetings": "AgendaForm",
    "ethics:roles": "RolesFileForm",
    "members:import": "ImportForm",
    "membership:add_model": "ModelForm",
    "membership:buyers": "BuyersForm",
    "people:elections": "TurnoverForm",
    "people:popolo": "PopoloForm",
    "surveys:add_instrument": "InstrumentForm",
    "surveys:answers": "UploadForm",
    "surveys:participants": "ParticipantsForm",
}
"""Name of each page with a form that takes files -> the form. Files with answers: collect's own tests."""
FILLED = {"people:elections": {"begins": "2026-01-01", "ends": "2030-01-01"}}
"""What must fit together to be taken."""
SECONDS = timedelta(seconds=20)


def test_every_form_that_takes_a_file_is_fuzzed():
    for module in pkgutil.walk_packages(samband.__path__, "samband."):
        if ".forms" in module.name and "tests" not in module.name:
            importlib.import_module(module.name)
    found = {
        form.__name__
        for form in _below(forms.Form)
        if form.__module__.startswith("samband.")
        and any(isinstance(field, forms.FileField) for field in form.base_fields.values())
    }
    assert found == set(UPLOADS.values())


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


@pytest.fixture
def world(request, signed_in, home) -> World:
    """The wave takes answers again."""
    made = build(signed_in=signed_in, cast={who: request.getfixturevalue(who.value) for who in Who})
    reopen_wave(wave=WAVE, reason="More files come.", by=INSTALLATION, at=NOON)
    return made


class Sent(io.BytesIO):
    """A file under whatever name a browser may write."""

    name = ""


class Page:
    """A page with an upload, as whoever may open it fills it in."""

    def __init__(self, world: World, name: str) -> None:
        door = next(door for door in doors() if door.name == name and door.get and door.exists)
        self.who = next(iter(sorted(door.get, key=list(Who).index, reverse=True)))
        self.world, self.address = world, world.address(door)
        page = self._browser().get(self.address)
        found = [form for form in html.fromstring(page.content).forms if form.xpath(".//input[@type='file']")]
        assert found, f"{name} shows no form for files to {self.who}"
        self.action = found[0].action or self.address
        self.files = [field.name for field in found[0].xpath(".//input[@type='file']")]
        self.data = dict(_filled(found[0])) | FILLED.get(name, {})

    def _browser(self) -> Client:
        browser = Client()
        browser.cookies["sessionid"] = self.world.sessions[self.who]
        return browser

    def send(self, name: str, content: bytes) -> None:
        """As each of the page's files in turn. Nothing of it stays."""
        for field in self.files:
            with transaction.atomic():
                file = Sent(content)
                file.name = name
                answer = self._browser().post(self.action, {**self.data, field: file}, follow=True)
                transaction.set_rollback(True)
            assert answer.status_code in {200, 400, 404, 413}, (self.address, name, answer.status_code)
            assert b"<h1" in answer.content, (self.address, name)
            assert b"Traceback" not in answer.content


def _filled(form: html.FormElement) -> Iterator[tuple[str, str]]:
    """What a person who fills in everything sends: the first of what is offered, and some text."""
    for field in form.inputs:
        name, kind = field.name, getattr(field, "type", field.tag)
        if not name or kind in ("file", "submit") or name == "csrfmiddlewaretoken":
            continue
        if isinstance(field, html.SelectElement):
            yield name, field.value or next((value for value in field.value_options if value), "")
        elif isinstance(field, html.TextareaElement):
            yield name, field.value or ""
        elif kind in ("checkbox", "radio"):
            if field.checked:
                yield name, field.get("value", "on")
        else:
            yield name, field.get("value") or ("2026-01-01" if kind == "date" else "something")


def agenda_document() -> bytes:
    """An agenda as a word processor writes it."""
    document, kept = Document(), io.BytesIO()
    document.add_paragraph("12/26 Grant to a club")
    document.save(kept)
    return kept.getvalue()


def samples() -> Mapping[str, bytes]:
    """Ending -> a sound file of that kind."""
    instrument = feature("grid")
    with TemporaryDirectory() as folder:
        write_xlsform(instrument=instrument, path=Path(folder) / "a.xlsx")
        write_sav(
            data=dataset(instrument=instrument, answered=answered(instrument)), path=Path(folder) / "a.sav"
        )
        xlsx, sav = (Path(folder, name).read_bytes() for name in ("a.xlsx", "a.sav"))
    return {
        "csv": answers(inhabitants=5),
        "docx": agenda_document(),
        "gz": gzip.compress(FTM.encode(), mtime=0),
        "ics": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:12/26 Grant\r\nEND:VEVENT\r\n",
        "jsonl": json.dumps(BODS).encode(),
        "pdf": typst.compile(b"12/26 Grant to a club\n\n13/26 Budget"),
        "json": b'{"persons": [{"id": "1", "name": "Kari"}], "organizations": [], "memberships": []}',
        "lss": b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>",
        "sav": sav,
        "xlsx": xlsx,
        "yaml": b"code: a\nversion: 1\nvalid_from: 2026-01-01\n",
        "zip": packed(a=b"code: a\n", b=b"\xff"),
    }


SAMPLES = samples()
ENDINGS = (
    "csv", "txt", "tsv", "xlsx", "sav", "lss", "yaml", "json", "jsonl", "zip", "gz", "pdf", "docx", "ics",
    "exe", "",
)  # fmt: skip
HOSTILE: Mapping[str, bytes] = {
    "nothing.csv": b"",
    "only a mark.csv": b"\xef\xbb\xbf",
    "zeros.csv": bytes(50_000),
    "zeros among letters.csv": b"unit,name\n1151,U\x00tsira\n",
    "sixteen bits.csv": "unit;navn\n1151;Årdal\n".encode("utf-16"),
    "thirty-two bits.yaml": "code: å\n".encode("utf-32"),
    "old letters.csv": "unit;navn\n1151;Årdal\n".encode("cp1252"),
    "cyrillic.csv": "unit;name\n1151;София\n".encode("koi8-r"),
    "half a letter.txt": "Årdal".encode()[:1],
    "a huge row.csv": b"unit," * 100_000 + b"\n1151",
    "a long cell.csv": b'unit\n"' + b"x" * 400_000,
    "many rows.csv": b"unit,name\n" + b"1151,x\n" * 40_000,
    "no end of quotes.csv": b'unit\n"' * 2_000,
    "deep.json": b"[" * 100_000,
    "wide.json": b'{"persons": [' + b"1," * 50_000 + b"1]}",
    "numbers.json": b"1e999999",
    "deep.yaml": b"a: " + b"[" * 20_000,
    "entities.yaml": b"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n",
    "a program.yaml": b"!!python/object/apply:os.system ['true']",
    "deep.lss": b"<a>" * 50_000,
    "unfolds.xlsx": packed(xl__workbook=bytes(30_000_000)),
    "unfolds.zip": packed(a=bytes(30_000_000)),
    "climbs.zip": packed(**{"..__..__etc__passwd": b"x"}),
    "cut.zip": SAMPLES["zip"][:-30],
    "cut.pdf": SAMPLES["pdf"][: len(SAMPLES["pdf"]) // 2],
    "a scan.pdf": typst.compile(b"#rect()"),
    "circle.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R 1 0 R]>>endobj",
    "cut.docx": SAMPLES["docx"][: len(SAMPLES["docx"]) // 2],
    "unfolds.json.gz": gzip.compress(bytes(130_000_000)),
    "wrong values.jsonl": b'{"schema": [], "properties": 3, "id": {}}\n{"recordType": 1, "recordId": []}',
    "cut.xlsx": SAMPLES["xlsx"][: len(SAMPLES["xlsx"]) // 2],
    "cut.sav": SAMPLES["sav"][: len(SAMPLES["sav"]) // 2],
    "a workbook called a list.csv": SAMPLES["xlsx"],
    "a list called a workbook.xlsx": SAMPLES["csv"],
    "a list called answers.sav": SAMPLES["csv"],
    "../../etc/passwd.csv": SAMPLES["csv"],
    "x" * 300 + ".csv": SAMPLES["csv"],
    "\u202evsc.exe": SAMPLES["csv"],
}


def test_t09_no_page_breaks_on_a_file_that_nobody_meant(world):
    """Every page gets a few of the files, so that every file comes to some page."""
    names = list(HOSTILE)
    for place, upload in enumerate(UPLOADS):
        page = Page(world, upload)
        for name in names[place :: len(UPLOADS)]:
            page.send(name, HOSTILE[name])


@pytest.mark.slow
@pytest.mark.parametrize("upload", UPLOADS)
def test_t09_no_page_breaks_on_any_of_the_files(world, upload):
    page = Page(world, upload)
    for name, content in {
        **HOSTILE,
        **{f"sound.{ending}": content for ending, content in SAMPLES.items()},
    }.items():
        page.send(name, content)


def torn(content: bytes, seed: int) -> bytes:
    """The file with some bytes changed, taken out or doubled."""
    drawn, out = random.Random(seed), bytearray(content)
    for _change in range(drawn.randint(1, 8)):
        at = drawn.randrange(len(out) + 1)
        match drawn.randrange(3):
            case 0:
                out[at : at + drawn.randint(1, 20)] = b""
            case 1:
                out[at:at] = out[: drawn.randint(1, 200)]
            case _:
                out[at : at + 1] = bytes([drawn.randrange(256)])
    return bytes(out)


TABLES = st.lists(
    st.lists(
        st.sampled_from(
            ["unit", "1151", "group", "", "=1+1", "respondent", "0", "x", "2026-01-01", "é", "\x00"]
        )
    ),
    max_size=6,
).map(lambda rows: "\n".join(",".join(row) for row in rows).encode())
CONTENTS = (
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | TABLES
    | st.builds(torn, st.sampled_from(sorted(SAMPLES.values())), st.integers(0, 2**32))
)
NAMES: st.SearchStrategy[str] = st.builds(
    lambda stem, ending: f"{stem}.{ending}" if ending else stem,
    st.sampled_from(["a", "å b", "..", "con", "a.b", "'; drop"]),
    st.sampled_from(ENDINGS),
)


@pytest.mark.slow
@pytest.mark.parametrize("upload", UPLOADS)
def test_t09_no_page_breaks_on_what_chance_thinks_of(world, upload):
    page = Page(world, upload)

    @settings(max_examples=60, deadline=SECONDS, suppress_health_check=list(HealthCheck))
    @given(name=NAMES, content=CONTENTS)
    def sends(name: str, content: bytes) -> None:
        page.send(name, content)

    sends()
