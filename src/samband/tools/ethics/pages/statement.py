# SPDX-License-Identifier: EUPL-1.2
"""The evidence of a case to keep or print: what was asked, on what, what came out, what was not seen."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from samband.engines.reports import (
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    NoteKind,
    Paragraph,
    Report,
    ReportWords,
    Table,
)
from samband.tools.ethics.pages.cases import DONE, CasePage, HandLine, case_page, money
from samband.tools.ethics.pages.meetings import BASES, MATTERS
from samband.tools.ethics.queries import CheckedCase
from samband.tools.ethics.rules import CaseRecord, OutcomeRecord, PartyChoice

FORM = 1


def statement_file(*, found: CheckedCase) -> str:
    """All of the evidence as JSON. register, agenda: what ``samband screen`` reads; result: what came out."""
    case = found.case
    told = {
        "statement": FORM,
        "case": {
            "reference": case.reference, "title": case.item.title, "type": case.item.matter,
            "day": case.day.isoformat(), "member": case.authority, "body": case.body_name or None,
            "amount": str(case.amount) if case.amount is not None else None,
            "currency": case.currency or None,
        },
        "checked": {"at": found.screened_at.isoformat(), "by": found.by, "known_at": str(found.known_at)},
        "not_checked": [{"what": one.kind.value, "about": one.about} for one in found.gaps],
        "outcomes": [_outcome(one) for one in found.outcomes.values()],
        "closed": _closed(case),
        "register": json.loads(found.register),
        "agenda": json.loads(found.agenda),
        "result": json.loads(found.kept),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def statement(*, found: CheckedCase, by: str, at: datetime) -> Report:
    """by: name of whoever checked it last."""
    page = case_page(found=found)
    return Report(
        title=gettext("Statement of a check"),
        subject=f"{found.case.reference}, {found.case.item.title}",
        language=get_language() or "en",
        publisher=settings.SAMBAND_ASSOCIATION,
        created=at,
        blocks=tuple(_blocks(found, page, by)),
        words=ReportWords(
            contents=gettext("Contents"),
            table=gettext("Table"),
            page=gettext("Page {page} of {pages}"),
            summary=gettext("Summary"),
        ),
    )


def _blocks(found: CheckedCase, page: CasePage, by: str) -> Iterator[Block]:
    yield Paragraph(gettext("Nobody is found disqualified: people decide."))
    yield Facts(tuple((name, value) for name, value in _facts(found, by) if value))
    yield Heading(gettext("Whom the case is about"))
    yield _parties(found.case)
    yield Heading(gettext("Not checked"))
    yield Bullets((
        *(f"{words} {names}".strip() for words, names in page.gaps), *page.missing,
        gettext("Family and friends stand in no register: that question everybody answers alone."),
    ))  # fmt: skip
    yield Heading(gettext("Who deals with the case"))
    rows = tuple((one.name, one.place, one.told) for one in page.everybody)
    header = (gettext("Name"), gettext("As what"), gettext("What came out"))
    yield Table(gettext("Who deals with the case"), header, rows)
    for one in page.asked:
        yield from _asked(one)
    if found.outcomes:
        yield Heading(gettext("What was done about each"))
        yield Facts(tuple((one.name, one.done) for one in page.asked if one.done))
    if found.case.done is not None:
        yield Heading(gettext("What was done"))
        yield Facts(tuple((name, value) for name, value in _done(found.case) if value))
    if not found.result["law"]["reviewed"]:
        words = gettext(
            "These rules are written down in our own words and wait for a lawyer. The law itself goes first."
        )
        yield Note(NoteKind.CAUTION, found.result["law"]["title"], words)


def _facts(found: CheckedCase, by: str) -> Iterator[tuple[str, str]]:
    case, result = found.case, found.result
    yield gettext("Case"), f"{case.reference}, {case.item.title}"
    yield gettext("Kind of case"), str(MATTERS.get(case.item.matter, case.item.matter))
    yield gettext("Amount"), money(amount=case.amount, currency=case.currency)
    yield gettext("The case began on"), date_format(case.item.begun) if case.item.begun else ""
    yield gettext("Day of the decision"), date_format(case.day)
    yield gettext("Checked"), f"{date_format(localtime(found.screened_at), 'DATETIME_FORMAT')}, {by}"
    yield gettext("Interests as they were known on"), date_format(found.known_at)
    yield gettext("Law"), f"{result['law']['title']} ({result['law']['digest'][:16]})"
    yield gettext("Fingerprint of the register"), result["register"]["digest"][:16]
    yield gettext("Fingerprint of the question"), result["agenda"]["digest"][:16]
    yield gettext("Run again for this statement"), _again(is_same=found.is_same)


def _again(*, is_same: bool | None) -> str:
    if is_same is None:
        return gettext("The file of the law has changed since: this is what was kept then.")
    if is_same:
        return gettext("The same came out.")
    return gettext("Run again, something else came out than was kept: the program has changed.")


def _parties(case: CaseRecord) -> Table:
    rows = tuple(
        (one.name, one.number, str(BASES[one.basis]), _choice(one.choice))
        for one in case.item.parties
        if one.choice is not PartyChoice.NO
    )
    header = (gettext("Name"), gettext("Number"), gettext("How it was found"), gettext("Identity"))
    return Table(gettext("Whom the case is about"), header, rows)


def _choice(choice: PartyChoice) -> str:
    return gettext("Perhaps another of that name") if choice is PartyChoice.PERHAPS else gettext("Confirmed")


def _asked(one: HandLine) -> Iterator[Block]:
    yield Heading(f"{one.name}: {one.told}", 3)
    for party in one.parties:
        for finding in party.findings:
            said = f"{finding['title']} ({finding['citation']}). {finding['words']}"
            yield Paragraph(f"{party.party}: {said}" if party.party else said)
            told = (
                *([finding["possible_identity"]] if finding["possible_identity"] else ()),
                *(tie["words"] for tie in finding["path"]),
                *(missing["words"] for missing in finding["missing"]),
                *(f"{tried['title']}: {tried['words']}" for tried in finding["exceptions"]),
            )
            if told:
                yield Bullets(told)
    yield Paragraph(one.decided_by)


def _done(case: CaseRecord) -> Iterator[tuple[str, str]]:
    yield gettext("What was done"), str(DONE[case.done]) if case.done else ""
    yield gettext("Who decided it"), case.done_by
    yield gettext("Reasons"), case.done_reason
    yield gettext("Recorded"), date_format(localtime(case.closed_at)) if case.closed_at else ""


def _outcome(one: OutcomeRecord) -> dict[str, str]:
    """person: as the register of the statement calls that one."""
    return {
        "person": f"p{one.person}", "done": one.done.value, "reason": one.reason,
        "at": one.recorded_at.isoformat(),
    }  # fmt: skip


def _closed(case: CaseRecord) -> dict[str, str] | None:
    if case.done is None or case.closed_at is None:
        return None
    return {
        "done": case.done.value, "by": case.done_by, "reason": case.done_reason,
        "at": case.closed_at.isoformat(),
    }  # fmt: skip
