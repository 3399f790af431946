# SPDX-License-Identifier: EUPL-1.2
"""From a file of answers to responses: preview, confirm, load again, discard."""

import io
import os
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from samband.core.access.rules import NOBODY, NotAllowed
from samband.core.audit.queries import events
from samband.core.collect.analysis import AnswerFault
from samband.core.collect.models import Response
from samband.core.collect.operations import (
    AskIsClosed,
    ImportHasEnded,
    NewResponse,
    SlugTaken,
    WrongInstrument,
    close_ask,
    confirm_import,
    discard_import,
    load_responses,
    loading,
    open_ask,
    preview_import,
    recheck_import,
    reopen_ask,
)
from samband.core.collect.queries import (
    NoSuchImport,
    import_run,
    imports,
    response_counts,
    responses,
    responses_digest,
)
from samband.core.collect.rules import ImportState
from samband.core.collect.tests.conftest import ANALYST, CONTACT, NOON
from samband.engines.files import FileFault, Limits, Unreadable

HEADER = "respondent,unit,group,sex,age_group,trust,informed,workload"
FIRST = "1,0301,inhabitants,female,18-29,3,8,"
SECOND = "2,1151,councillors,,,4,4,2"
FAULTY = "3,0301,inhabitants,female,18-29,7,8,"

pytestmark = pytest.mark.usefixtures("wave")


@pytest.fixture
def preview(instrument):
    def run(*lines, by=ANALYST, at=NOON, filename="answers.csv", content=None, **options):
        file = io.BytesIO(content or "\n".join([options.pop("header", HEADER), *lines]).encode())
        given = {"ask": "test-2025", "instrument": instrument, "file": file, "filename": filename}
        return preview_import(**given, by=by, at=at, **options)

    return run


@pytest.fixture
def confirm(instrument):
    def run(previewed, **options):
        return confirm_import(import_id=previewed.id, instrument=instrument, by=ANALYST, at=NOON, **options)

    return run


def uploads(home):
    return list((home / "uploads").iterdir())


def test_a_preview_loads_nothing(preview, home):
    record = preview(FIRST, SECOND, FAULTY)
    assert (record.good, record.faulty, record.state) == (2, 1, ImportState.PREVIEWED)
    assert record.new_by_unit == {("0301", "inhabitants"): 1, ("1151", "councillors"): 1}
    assert Response.objects.count() == 0
    assert [path.stat().st_mode & 0o077 for path in uploads(home)] == [0]


def test_confirming_loads_the_good_rows_and_removes_the_file(
    preview, confirm, home, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        record = confirm(preview(FIRST, SECOND, FAULTY))
    assert (record.loaded, record.state) == (2, ImportState.CONFIRMED)
    assert response_counts(ask="test-2025") == {("0301", "inhabitants"): 1, ("1151", "councillors"): 1}
    assert uploads(home) == []


def test_confirming_twice_does_nothing(preview, confirm):
    record = preview(FIRST)
    assert confirm(record) == confirm(record)
    assert Response.objects.count() == 1


def test_answers_come_out_as_they_went_in(preview, confirm):
    confirm(preview(FIRST, SECOND))
    answers = {row.unit: row for row in responses(actor=ANALYST, ask="test-2025")}
    assert answers["0301"].answers == {"trust": 3, "informed": 8}
    assert answers["0301"].background == {"sex": "female", "age_group": "18-29"}
    assert answers["1151"].answers == {"trust": 4, "informed": 4, "workload": 2}


def test_loading_a_longer_file_again_adds_only_what_is_new(preview, confirm):
    confirm(preview(FIRST))
    record = preview(FIRST, SECOND)
    assert (record.good, record.already_here, record.faults) == (1, 1, ())
    assert confirm(record).loaded == 1
    assert Response.objects.count() == 2


def test_two_previews_of_one_file_do_not_double_it(preview, confirm):
    first, second = preview(FIRST, SECOND), preview(FIRST, SECOND)
    assert (confirm(first).loaded, confirm(second).loaded) == (2, 0)


def test_changed_answers_stay_as_they_were_unless_replaced(preview, confirm):
    confirm(preview(FIRST))
    changed = FIRST.replace(",3,8,", ",4,8,")
    record = preview(changed)
    assert (record.changed, record.faults[0].kind) == (1, AnswerFault.CHANGED)
    confirm(record)
    assert Response.objects.get().answers["trust"] == 3
    assert confirm(preview(changed), replace_changed=True).replaced == 1
    assert Response.objects.get().answers["trust"] == 4


def test_no_identity_is_kept(preview, confirm):
    confirm(preview(FIRST.replace("1,", "01017012345,", 1)))
    assert "01017012345" not in str(Response.objects.values().get())


def test_the_same_person_bears_another_digest_in_another_ask(preview, confirm, instrument):
    confirm(preview(FIRST))
    given = {"instrument": instrument, "by": ANALYST, "at": NOON}
    other = {"title": {}, "reference_date": NOON.date(), "units": {"0301": "Oslo"}, "background": {}}
    open_ask(slug="other", **other, **given)
    load_responses(ask="other", responses=[NewResponse("1", "0301", "inhabitants", {}, {})], **given)
    first, second = Response.objects.values_list("respondent_digest", flat=True)
    assert first != second


def test_a_failure_half_way_leaves_nothing(preview, confirm, monkeypatch):
    monkeypatch.setattr(loading, "_BATCH", 1)
    record = preview(FIRST, SECOND)
    real, calls = loading._response, []

    def breaks_at_the_second(*given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the disk is full")
        return real(*given)

    monkeypatch.setattr(loading, "_response", breaks_at_the_second)
    with pytest.raises(RuntimeError), transaction.atomic():
        confirm(record)
    assert Response.objects.count() == 0
    assert import_run(actor=ANALYST, import_id=record.id).state is ImportState.PREVIEWED


def test_the_mapping_is_remembered_for_the_next_file_with_these_columns(preview, confirm, instrument):
    header = "nr,knr,kjonn,sp1"
    record = preview("1,301,kvinne,3", header=header)
    assert {fault.kind for fault in record.faults} == {AnswerFault.UNMAPPED, AnswerFault.NO_ITEMS}
    mapping = type(record.mapping)(
        columns={"respondent": "nr", "unit": "knr", "sex": "kjonn"}, items={"trust": "sp1"},
        group="inhabitants", recodes={"kjonn": {"kvinne": "female"}},
    )  # fmt: skip
    given = {"instrument": instrument, "encoding": "utf-8", "by": ANALYST, "at": NOON}
    confirm(recheck_import(import_id=record.id, mapping=mapping, **given))
    assert preview("2,301,kvinne,4", header=header).good == 1


def test_another_encoding_can_be_chosen_for_the_kept_file(preview, instrument):
    record = preview(content=f"{HEADER}\n{FIRST.replace('0301', 'Tromsø')}".encode("cp1252"))
    assert [fault.kind for fault in record.faults] == [FileFault.ENCODING]
    assert not record.can_be_confirmed
    again = recheck_import(
        import_id=record.id, instrument=instrument, mapping=None, encoding="cp1252", by=ANALYST, at=NOON
    )
    assert again.faults[0].value == "Tromsø"


def test_a_file_that_is_too_large_is_refused_and_not_kept(preview, home):
    record = preview(FIRST, limits=Limits(file_bytes=40))
    assert [fault.kind for fault in record.faults] == [FileFault.TOO_LARGE]
    assert (record.state, uploads(home)) == (ImportState.DISCARDED, [])


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return packed.getvalue()


HOSTILE = {
    "bomb.xlsx": (bomb, FileFault.SPREADSHEET_BOMB),
    "text.xlsx": (lambda: b"respondent,unit", FileFault.NOT_A_SPREADSHEET),
    "damaged.sav": (lambda: b"$FL2" + b"\xff" * 500, FileFault.NOT_A_STATISTICS_FILE),
    "blank.csv": (lambda: b"\n", FileFault.EMPTY_FILE),
    "zero.csv": (lambda: f"{HEADER}\n\0".encode(), FileFault.NUL_BYTE),
    "../../names.csv": (lambda: b"trust,trust\n1,2\n", FileFault.DUPLICATE_HEADER),
    "macro.xlsm": (lambda: b"PK", FileFault.NOT_SUPPORTED),
}


@pytest.mark.parametrize("filename", HOSTILE)
def test_a_hostile_file_has_one_clear_reason_and_leaves_nothing(preview, confirm, home, filename):
    content, reason = HOSTILE[filename]
    record = preview(content=content(), filename=filename)
    assert ([fault.kind for fault in record.faults], record.good) == ([reason], 0)
    assert "/" not in record.filename
    with pytest.raises(Unreadable):
        confirm(record)
    assert (Response.objects.count(), len(uploads(home))) == (0, 1)


def test_an_endless_upload_is_cut_off_at_the_limit(instrument, home):
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size

    file = Endless()
    given = {"ask": "test-2025", "instrument": instrument, "filename": "endless.csv"}
    record = preview_import(file=file, **given, by=ANALYST, at=NOON)
    assert [fault.kind for fault in record.faults] == [FileFault.TOO_LARGE]
    assert (file.given < 60_000_000, uploads(home)) == (True, [])


def test_a_file_refused_as_a_whole_cannot_be_confirmed(preview, confirm):
    record = preview(FIRST, '2,"0301,inhabitants,,,3,3,')
    assert not record.can_be_confirmed
    with pytest.raises(Unreadable):
        confirm(record)
    assert Response.objects.count() == 0


def test_a_discarded_file_is_gone(preview, confirm, home, django_capture_on_commit_callbacks):
    record = preview(FIRST)
    with django_capture_on_commit_callbacks(execute=True):
        discarded = discard_import(import_id=record.id, by=ANALYST, at=NOON)
    assert (discarded.state, uploads(home)) == (ImportState.DISCARDED, [])
    with pytest.raises(ImportHasEnded, match="was discarded"):
        confirm(record)


def test_a_forgotten_file_is_removed_when_the_next_one_comes(preview, home):
    forgotten = preview(FIRST)
    preview(SECOND, at=NOON + timedelta(days=15))
    assert import_run(actor=ANALYST, import_id=forgotten.id).state is ImportState.DISCARDED
    assert len(uploads(home)) == 1


def test_a_file_that_no_import_knows_is_removed_in_time(preview, home):
    preview(FIRST)
    stray = home / "uploads" / "stray"
    stray.write_text("left behind")
    os.utime(stray, (0, 0))
    preview(SECOND)
    assert (stray.exists(), len(uploads(home))) == (False, 2)


def test_answers_after_closing_are_refused(preview, confirm):
    record = preview(FIRST)
    close_ask(ask="test-2025", by=ANALYST, at=NOON)
    with pytest.raises(AskIsClosed, match="Reopen it"):
        confirm(record)
    with pytest.raises(AskIsClosed):
        preview(SECOND)
    reopen_ask(ask="test-2025", by=ANALYST, at=NOON)
    assert confirm(record).loaded == 1


def test_another_instrument_is_refused(preview, instrument):
    with pytest.raises(WrongInstrument, match="asks test 1, not test 2"):
        preview_import(
            ask="test-2025", instrument=replace(instrument, version="2"), file=io.BytesIO(b"x"),
            filename="a.csv", by=ANALYST, at=NOON,
        )  # fmt: skip


def test_a_slug_is_used_once(instrument):
    with pytest.raises(SlugTaken):
        open_ask(
            slug="test-2025", title={}, instrument=instrument, reference_date=NOON.date(), units={},
            background={}, by=ANALYST, at=NOON,
        )  # fmt: skip


@pytest.mark.parametrize("actor", [NOBODY, CONTACT])
def test_outsiders_and_contacts_neither_load_nor_read_answers(preview, actor):
    record = preview(FIRST)
    for refused in (
        lambda: preview(FIRST, by=actor),
        lambda: imports(actor=actor, ask="test-2025"),
        lambda: import_run(actor=actor, import_id=record.id),
        lambda: responses(actor=actor, ask="test-2025"),
        lambda: discard_import(import_id=record.id, by=actor, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_an_import_that_does_not_exist_is_told(confirm):
    with pytest.raises(NoSuchImport):
        import_run(actor=ANALYST, import_id=404)


def test_each_step_is_in_the_audit_log_without_answers(preview, confirm):
    confirm(preview(FIRST))
    log = events(about="collect.ask:test-2025").events
    assert [event.event for event in log] == [
        "collect.import_confirmed", "collect.import_previewed", "collect.ask_opened",
    ]  # fmt: skip
    assert set(log[0].details) == {"import", "file", "loaded", "replaced", "counts"}


def test_the_digest_of_all_answers_does_not_depend_on_the_order_they_came_in(preview, confirm):
    confirm(preview(FIRST, SECOND))
    first = responses_digest(ask="test-2025")
    Response.objects.all().delete()
    confirm(preview(SECOND))
    assert responses_digest(ask="test-2025") != first
    confirm(preview(FIRST))
    assert responses_digest(ask="test-2025") == first
