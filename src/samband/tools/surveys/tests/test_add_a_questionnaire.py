# SPDX-License-Identifier: EUPL-1.2
"""An association adds its own questionnaire in the browser, and a wave asks it."""

import io
import stat
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.core.collect.queries import response_counts
from samband.engines.instrument import load_instrument, read_xlsform, unpack_bundle, write_xlsform
from samband.tools.surveys import operations, queries
from samband.tools.surveys.queries.instruments import FOLDER
from samband.tools.surveys.tests.conftest import NOON, answers

ADD = "/surveys/instruments/add/"
LIST = "/surveys/instruments/"
SHIPPED = FOLDER / "local_democracy"
SHIPPED_CODES = {path.name for path in FOLDER.iterdir() if path.is_dir()}


def form_of(path: Path, **header: str) -> bytes:
    """The XLSForm of the shipped version of 2021, as somebody would change its settings in a spreadsheet."""
    from python_calamine import CalamineWorkbook
    from xlsxwriter import Workbook

    write_xlsform(instrument=load_instrument(SHIPPED / "2021.yaml"), path=path)
    shipped = CalamineWorkbook.from_path(path)
    with Workbook(path) as book:
        for name in shipped.sheet_names:
            rows = shipped.get_sheet_by_name(name).to_python()
            if name == "settings":
                rows[1] = [header.get(column, value) for column, value in zip(*rows, strict=True)]
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return path.read_bytes()


@pytest.fixture
def own_form(tmp_path: Path) -> bytes:
    return form_of(tmp_path / "own.xlsx", form_id="our_survey", version="2026.1", source="Our office")


def archive(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def shipped_parts(**changed: str) -> dict[str, bytes]:
    """Structure and words of 2021. changed: line of the header -> its new value."""
    parts = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("2021*.yaml")}
    for key, value in changed.items():
        before = next(line for line in parts["2021.yaml"].splitlines() if line.startswith(f"{key}:"))
        parts["2021.yaml"] = parts["2021.yaml"].replace(before, f"{key}: {value}")
    return {name: text.encode() for name, text in parts.items()}


def send(client, content: bytes, name: str = "form.xlsx", **fields: object):
    return client.post(ADD, {"file": SimpleUploadedFile(name, content), "groups": ["inhabitants"], **fields})


def page(response) -> str:
    return response.content.decode()


def faults_of(client, content: bytes, name: str) -> list[str]:
    response = send(client, content, name)
    assert response.status_code == 400
    return [str(fault) for fault in response.context["faults"]]


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


@pytest.fixture
def added(desk, own_form):
    """The association's questionnaire, sent and confirmed."""
    desk.post(send(desk, own_form).url)
    return desk


def test_an_xlsform_is_looked_at_and_then_added(desk, own_form):
    sent = send(desk, own_form)
    assert "Everything in the file was taken over." in page(desk.get(sent.url))
    assert ("our_survey", "2026.1") not in queries.own_instruments()
    done = desk.post(sent.url)
    assert done.url == "/surveys/instruments/our_survey/2026.1/"
    ours = queries.instrument(code="our_survey", version="2026.1")
    assert (len(ours.items), ours.source) == (13, "Our office")
    assert "Waves can ask it from now on." in page(desk.get(done.url))
    assert desk.get(sent.url).status_code == 404


def test_a_structure_file_and_an_archive_do_as_well(desk):
    sent = send(desk, archive(shipped_parts(instrument="ours", version="'7'")), "ours.zip")
    desk.post(sent.url)
    assert queries.instrument(code="ours", version="7").languages == (
        "en",
        "bg",
        "ka",
        "nb",
        "nn",
        "ro",
        "se",
    )
    text = "instrument: tiny\nversion: a\nvalid_from: 2026-01-01\nsource: us\ngroups: [inhabitants]\n"
    text += "scales: {s: {codes: [1, 2]}}\nitems: [{code: q, scale: s}]\nwords:\n  nb: {title: Liten, "
    text += "groups: {inhabitants: Innbyggere}, items: {q: Bra?}, scales: {s: {1: nei, 2: ja}}}\n"
    desk.post(send(desk, text.encode(), "tiny.yaml").url)
    assert queries.instrument(code="tiny", version="a").words["nb"].items == {"q": "Bra?"}


def test_adding_leaves_one_event(added, analyst):
    (event,) = events(about="surveys.instrument:our_survey/2026.1").events
    ours = queries.instrument(code="our_survey", version="2026.1")
    assert (event.event, event.details["digest"]) == ("surveys.instrument_added", ours.digest)


def test_a_discarded_file_leaves_nothing(desk, own_form, home):
    sent = send(desk, own_form)
    assert desk.post(f"{sent.url}discard/").url == LIST
    assert not list((home / "instruments-received").iterdir())
    assert queries.own_instruments() == frozenset()


def test_all_faults_are_shown_with_place_and_remedy(desk):
    broken = shipped_parts()
    broken["2021.yaml"] = broken["2021.yaml"].replace(b"scale: fit4", b"scale: fit5", 2)
    broken["2021.nb.yaml"] = broken["2021.nb.yaml"].replace(b"  good_control:", b"  #", 1)
    response = send(desk, archive(broken), "mine.zip")
    told = "Item no_power_abuse: the scale “fit5” is unknown. Did you mean fit4?"
    assert told in page(response)
    assert "The file has 3 faults. Nothing was added." in page(response)
    assert any("2021.nb.yaml" in str(fault) for fault in response.context["faults"])


def test_an_ordinary_form_says_what_was_left_out_and_who_is_asked(desk, tmp_path):
    from xlsxwriter import Workbook

    sheets = {
        "survey": [
            ("type", "name", "label"),
            ("select_one s", "Q1", "Er det bra?"),
            ("geopoint", "why", "Hvorfor?"),
        ],
        "choices": [("list_name", "name", "label"), ("s", 1, "nei"), ("s", 2, "ja")],
        "settings": [("form_id", "default_language"), ("town", "Bokmål (nb)")],
    }
    with Workbook(tmp_path / "town.xlsx") as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    sent = send(desk, (tmp_path / "town.xlsx").read_bytes(), "town.xlsx")
    shown = page(desk.get(sent.url))
    assert "survey:3: why: places on a map are not asked for. It is left out." in shown
    assert "The file does not say who is asked; inhabitants are taken." in shown
    desk.post(sent.url)
    assert queries.instrument(code="town", version="1").words["nb"].groups == {"inhabitants": "Innbyggere"}


def test_a_version_is_never_overwritten(added, own_form, tmp_path):
    again = send(added, own_form)
    assert again.status_code == 400
    assert "is here already, word for word" in page(again)
    other = form_of(tmp_path / "d.xlsx", form_id="local_democracy", source="Others")
    assert "a changed wording is a new version" in page(send(added, other))
    assert queries.instrument(code="local_democracy", version="2021").source.startswith("KS")


def test_what_was_added_meanwhile_is_not_overwritten_either(desk, tmp_path):
    first = send(desk, form_of(tmp_path / "a.xlsx", form_id="ours", version="1", source="first"))
    second = send(desk, form_of(tmp_path / "b.xlsx", form_id="ours", version="1", source="second"))
    desk.post(first.url)
    refused = desk.post(second.url)
    assert refused.status_code == 200
    assert "a changed wording is a new version" in page(refused)
    assert queries.instrument(code="ours", version="1").source == "first"


def test_what_a_wave_has_asked_is_not_given_another_meaning(added, members, analyst, home, tmp_path):
    create("w", analyst)
    for path in (home / "instruments" / "our_survey").iterdir():
        path.unlink()
    other = form_of(tmp_path / "b.xlsx", form_id="our_survey", version="2026.1", source="Others")
    assert "a changed wording is a new version" in page(send(added, other))


def create(slug: str, analyst):
    return operations.create_wave(
        slug=slug, title={"en": slug}, year=2021, instrument_code="our_survey", instrument_version="2026.1",
        reference_date=date(2021, 1, 1), by=analyst, at=NOON,
    )  # fmt: skip


def test_a_wave_asks_it_and_takes_its_answers(added, members, load_into, analyst):
    new = added.get(reverse("surveys:create"))
    assert ("our_survey/2026.1", "Local democracy survey (2026.1)") in new.context["form"].fields[
        "questionnaire"
    ].choices
    entry = {
        "title": "Ours",
        "questionnaire": "our_survey/2026.1",
        "year": 2021,
        "reference_date": "2021-01-01",
    }
    assert added.post(reverse("surveys:create"), entry).url == "/surveys/ours/manage/"
    seats = {"1151": 11, "4643": 19, "0301": 59}
    participants = [operations.NewParticipant(code, number) for code, number in seats.items()]
    step = {"wave": "ours", "by": analyst, "at": NOON}
    operations.add_participants(participants=participants, **step)
    operations.open_wave(**step)
    load_into("ours", answers())
    assert sum(response_counts(ask="surveys-ours").values()) == 3 * 40 + 9 + 17 + 52
    operations.close_wave(**step)
    operations.estimate_wave(**step)
    table = queries.estimates(actor=analyst, wave="ours")
    assert table.get(measure="equal_treatment", group="councillors", unit="1151").n == 9


def test_one_that_asks_others_is_shown_but_no_wave_asks_it(desk, members, analyst):
    parts = shipped_parts(instrument="our_survey", version="'2026.1'")
    parts = {name: text.replace(b"councillors", b"managers") for name, text in parts.items()}
    done = desk.post(send(desk, archive(parts), "x.zip").url)
    assert "A wave cannot ask this version" in page(desk.get(done.url))
    choices = desk.get(reverse("surveys:create")).context["form"].fields["questionnaire"].choices
    assert "our_survey/2026.1" not in dict(choices)
    with pytest.raises(operations.UnfitInstrument, match="cannot be asked in a wave"):
        create("w", analyst)


def test_everybody_reads_questionnaires_in_two_languages_at_once(client, db):
    listed = page(client.get(LIST))
    assert "Local democracy survey</a></h2>" in listed
    assert "4 of 13 statements are verified." in listed
    shown = page(client.get(f"{LIST}local_democracy/2021/?language=en&beside=nb"))
    for text in (
        "Special interests get their way here rather than the common interest",
        "Negative statement: shown raw",
        "To be verified against the primary source.",
        "vet ikke / har ingen mening",
        "don&#x27;t know",
        "when at least 2 of them are valid",
    ):
        assert text in shown, text
    assert client.get(f"{LIST}local_democracy/1999/").status_code == 404


def test_downloads_come_back_as_they_were(client, db, tmp_path):
    shipped = queries.instrument(code="local_democracy", version="2021")
    for kind in ("xlsx", "zip"):
        response = client.get(f"{LIST}local_democracy/2021/questionnaire.{kind}")
        assert f'filename="local_democracy-2021.{kind}"' in response["Content-Disposition"]
        (tmp_path / f"form.{kind}").write_bytes(response.getvalue())
    form = read_xlsform(tmp_path / "form.xlsx").instrument
    assert (form.items, form.scales, form.indices) == (shipped.items, shipped.scales, shipped.indices)
    (tmp_path / "inside").mkdir()
    bundle = unpack_bundle(path=tmp_path / "form.zip", folder=tmp_path / "inside")
    assert load_instrument(bundle.structure) == shipped
    assert bundle.crosswalk.read_text(encoding="utf-8") == (SHIPPED / "crosswalk.yaml").read_text(
        encoding="utf-8"
    )


def test_a_new_version_of_a_shipped_one_comes_with_its_crosswalk(desk):
    shipped = queries.instrument(code="local_democracy", version="2021")
    rows = "".join(
        f"      - {{from: {one.code}, to: {one.code}, status: identical}}\n" for one in shipped.items
    )
    step = f'  - from: "2021"\n    to: "2026"\n    rows:\n{rows}'.encode()
    crosswalk = (SHIPPED / "crosswalk.yaml").read_bytes() + step
    parts = shipped_parts(version="'2026'") | {"crosswalk.yaml": crosswalk}
    sent = send(desk, archive(parts), "new.zip")
    assert "The archive holds a crosswalk" in page(desk.get(sent.url))
    assert queries.crosswalk(code="local_democracy").versions[-1] == "2021"
    desk.post(sent.url)
    assert queries.crosswalk(code="local_democracy").versions == ("2010", "2017", "2021", "2026")


def test_a_crosswalk_of_something_else_is_refused(desk):
    parts = shipped_parts(instrument="ours", version="'2026'")
    parts["crosswalk.yaml"] = (SHIPPED / "crosswalk.yaml").read_bytes()
    faults = faults_of(desk, archive(parts), "new.zip")
    assert any("There is no version “2010”" in fault for fault in faults)


def test_another_home_does_not_see_them(added, settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path / "other"
    assert {one.code for one in queries.instruments()} == SHIPPED_CODES
    with pytest.raises(queries.UnknownInstrument):
        queries.instrument(code="our_survey", version="2026.1")


def test_a_file_damaged_by_hand_does_not_hide_the_others(added, home):
    (home / "instruments" / "our_survey" / "2026.1.yaml").write_text("broken: [", encoding="utf-8")
    assert {one.code for one in queries.instruments()} == SHIPPED_CODES
    assert added.get(LIST).status_code == 200
    assert added.get(f"{LIST}our_survey/2026.1/").status_code == 404


@pytest.mark.parametrize("who", ["outsider", "secretary", "councillor"])
def test_others_do_not_learn_that_one_can_add(signed_in, who, request, own_form, desk):
    sent = send(desk, own_form).url
    client = signed_in(request.getfixturevalue(who))
    assert "Add a questionnaire" not in page(client.get(LIST))
    assert {client.get(ADD).status_code, client.post(ADD).status_code, client.get(sent).status_code} == {404}
    assert {client.post(sent).status_code, client.post(f"{sent}discard/").status_code} == {404}
    assert queries.own_instruments() == frozenset()


def test_nobody_is_sent_to_sign_in(client, db):
    for address in (ADD, f"{ADD}{'a' * 32}/"):
        assert client.get(address).url.startswith("/accounts/login/")


def test_only_analysts_add(secretary, db):
    shipped = queries.instrument(code="local_democracy", version="2021")
    with pytest.raises(NotAllowed):
        operations.add_instrument(instrument=shipped, by=secretary, at=NOON)
    with pytest.raises(NotAllowed):
        operations.receive_instrument(file=io.BytesIO(b""), filename="x.yaml", by=secretary, at=NOON)


def linked() -> bytes:
    target = io.BytesIO(archive(shipped_parts()))
    link = ZipInfo("2021.sv.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(target, "a") as opened:
        opened.writestr(link, "/etc/passwd")
    return target.getvalue()


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def many() -> bytes:
    return archive({f"{number}.yaml": b"" for number in range(1000)})


HOSTILE = {
    "a bomb": (lambda: archive({"2021.yaml": b"0" * 20_000_001}), "x.zip", "larger than 20,000,000 bytes"),
    "a way out": (lambda: archive({"../../x.yaml": b"x: 1"}), "x.zip", "points out of the archive"),
    "a link": (linked, "x.zip", "is a link"),
    "a thousand files": (many, "x.zip", "more than 200 parts"),
    "a billion laughs": (lambda: LAUGHS.encode(), "x.yaml", "The alias *a is not allowed."),
    "deep nesting": (lambda: b"a: " + b"[" * 5000, "x.yaml", "nested more than 12 deep"),
    "windows letters": (lambda: "source: Tromsø".encode("cp1252"), "x.yaml", "The text is not UTF-8."),
    "no workbook": (lambda: b"hello", "x.xlsx", "not an intact .xlsx file"),
    "a picture": (lambda: b"\x89PNG", "x.png", "Files ending in “.png” cannot be read."),
    "a name with a path": (lambda: b"hello", "..\\..\\x.xlsx", "x.xlsx:1: This is not an intact"),
    "a version called like a language": (
        lambda: archive(shipped_parts(version="2026.nb")), "x.zip", "would be taken for words in a language"
    ),
}  # fmt: skip
"""What somebody sends -> its name, and what is said."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_means_harm_is_refused_in_words(desk, kind, home):
    make, name, why = HOSTILE[kind]
    assert any(why in fault for fault in faults_of(desk, make(), name))
    assert not (home / "instruments").exists()
    assert not list((home / "instruments-received").glob("*"))


def test_a_file_that_is_far_too_large_is_refused(desk):
    response = send(desk, b"x" * 5_000_001, "x.yaml")
    assert "The file is too large for a questionnaire." in page(response)


def test_a_wave_is_not_called_like_the_questionnaires(desk, members, analyst):
    entry = {
        "title": "Instruments", "questionnaire": "local_democracy/2021", "year": 2021,
        "reference_date": "2021-01-01",
    }  # fmt: skip
    assert "“Instruments” alone is taken" in page(desk.post(reverse("surveys:create"), entry))
    with pytest.raises(operations.WaveSlugTaken):
        operations.create_wave(
            slug="instruments", title={"en": "x"}, year=2021, instrument_code="local_democracy",
            instrument_version="2021", reference_date=date(2021, 1, 1), by=analyst, at=NOON,
        )  # fmt: skip
