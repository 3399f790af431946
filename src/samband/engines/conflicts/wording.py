# SPDX-License-Identifier: EUPL-1.2
"""Findings in plain sentences of the reader's language. None of them says that anybody is disqualified."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from samband.engines import catalogues
from samband.engines.catalogues import Translate, gettext_noop
from samband.engines.charts.days import day_text
from samband.engines.charts.numbers import Number, number_text
from samband.engines.conflicts.facts import Register, Tie, TieKind
from samband.engines.conflicts.law import Outcome, Who
from samband.engines.conflicts.results import Attendance, Missing, MissingKind, Voters, Why

DECIMALS: Final = 4
"""Of a share in percent."""
_FOLDER: Final = Path(__file__).parent / "locale"


def words_in(*, language: str) -> Translate:
    """English text -> text in the language, or in what it is a variant of; English where it has none."""
    return catalogues.words_in(folder=_FOLDER, language=language)


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MANDATORY: gettext_noop("must be raised: the rule leaves no choice if the facts are right"),
    Outcome.ASSESS: gettext_noop("must be assessed"),
    Outcome.UNKNOWN: gettext_noop("cannot be said: something is not known"),
    Outcome.NOTE: gettext_noop("worth knowing"),
    Outcome.EXEMPT: gettext_noop("an exception holds"),
    Outcome.NONE: gettext_noop("nothing found"),
}
DECIDERS: Mapping[Who, str] = {
    Who.BODY: gettext_noop("The body decides, without the person."),
    Who.SELF: gettext_noop("The person decides; the superior does when asked."),
    Who.SUPERIOR: gettext_noop("The superior decides."),
    Who.ANNOUNCES: gettext_noop("The person announces it and does not vote."),
}
REASONS: Mapping[Why, str] = {
    Why.HOLDS: gettext_noop("it holds"),
    Why.ANOTHER_ROLE: gettext_noop("it is for other roles"),
    Why.ANOTHER_MATTER: gettext_noop("it is for other kinds of cases"),
    Why.ANOTHER_STAGE: gettext_noop("it is for another step of the case"),
    Why.ANOTHER_DATE: gettext_noop("it does not hold on this day"),
    Why.NOT_SHOWN: gettext_noop("nothing known makes it hold"),
    Why.NO_REASONS: gettext_noop("nobody has given reasons for it"),
    Why.POSSIBLE_IDENTITY: gettext_noop("it would rest on a possible identity"),
    Why.DATA_MISSING: gettext_noop("it cannot be said, something is not known"),
}
MISSING: Mapping[MissingKind, str] = {
    MissingKind.KIND: gettext_noop("Not known: what kind of organisation {about} is."),
    MissingKind.SHARE: gettext_noop("Not known: how large a part of {about} is owned."),
    MissingKind.BEGUN: gettext_noop("Not known: when the case began."),
    MissingKind.PATRIMONIAL: gettext_noop("Not known: whether the case has an effect in money."),
    MissingKind.DECLARATION: gettext_noop("{about} has not declared any interests."),
    MissingKind.PARTY: gettext_noop("Not recognised: {about}."),
    MissingKind.APPEALED: gettext_noop("Not known: which decision is appealed."),
}
VOTERS: Mapping[Voters, str] = {
    Voters.OTHERS: gettext_noop("Those about whom there is a question do not vote on it."),
    Voters.ALL: gettext_noop("All present vote on the question: without them the body could not decide."),
    Voters.NOBODY: gettext_noop("There is no vote on the question."),
}
ATTENDANCE_KEPT = gettext_noop("{present} of {base} can decide, {spare} more than needed.")
ATTENDANCE_JUST = gettext_noop("{present} of {base} can decide, just as many as needed.")
ATTENDANCE_ONE_MORE = gettext_noop("{present} of {base} can decide, one more than needed.")
ATTENDANCE_LOST = gettext_noop("Only {present} of {base} can decide, {lacking} too few.")
ALL_ASIDE = gettext_noop("If those who must be assessed step aside too:")
STEPS_IN = gettext_noop("{deputy} steps in for {member}.")
PASSED_OVER = gettext_noop("{deputy} is passed over: there is a question about {deputy} too.")
BOUNDED = gettext_noop("Only a possible identity: confirm first that it is the same person.")
TIES: Mapping[tuple[TieKind, str], str] = {
    (TieKind.PARENT_OF, "biological"): gettext_noop("{who} is a parent of {to}"),
    (TieKind.PARENT_OF, "adoptive"): gettext_noop("{who} is an adoptive parent of {to}"),
    (TieKind.PARENT_OF, "foster"): gettext_noop("{who} is a foster parent of {to}"),
    (TieKind.MARRIED_TO, ""): gettext_noop("{who} and {to}: married"),
    (TieKind.REGISTERED_PARTNER_OF, ""): gettext_noop("{who} and {to}: registered partners"),
    (TieKind.ENGAGED_TO, ""): gettext_noop("{who} and {to}: engaged"),
    (TieKind.COHABITS_WITH, ""): gettext_noop("{who} and {to}: living together"),
    (TieKind.CLOSE_TO, "close_friend"): gettext_noop("{who} and {to}: close friends"),
    (TieKind.CLOSE_TO, "enemy"): gettext_noop("{who} and {to}: open conflict"),
    (TieKind.CLOSE_TO, "business_partner"): gettext_noop("{who} and {to}: business partners"),
    (TieKind.CLOSE_TO, "neighbour"): gettext_noop("{who} and {to}: neighbours"),
    (TieKind.CLOSE_TO, "acquaintance"): gettext_noop("{who} and {to}: acquainted"),
    (TieKind.CLOSE_TO, "party_colleague"): gettext_noop("{who} and {to}: members of one party"),
    (TieKind.CLOSE_TO, "same_household"): gettext_noop("{who} and {to}: one household"),
    (TieKind.CLOSE_TO, "dependant"): gettext_noop("{who} and {to}: one supports the other"),
    (TieKind.CLOSE_TO, "personally_close"): gettext_noop("{who} and {to}: personally close"),
    (TieKind.REPRESENTS, "guardian"): gettext_noop("{who} is guardian of {to}"),
    (TieKind.REPRESENTS, "representative"): gettext_noop("{who} represents {to}"),
    (TieKind.POST, "chair"): gettext_noop("{who} chairs {to}"),
    (TieKind.POST, "board"): gettext_noop("{who} sits on the board of {to}"),
    (TieKind.POST, "deputy"): gettext_noop("{who} is a deputy on the board of {to}"),
    (TieKind.POST, "corporate_assembly"): gettext_noop("{who} sits in the corporate assembly of {to}"),
    (TieKind.POST, "manager"): gettext_noop("{who} manages {to}"),
    (TieKind.POST, "leading"): gettext_noop("{who} has a leading post in {to}"),
    (TieKind.POST, "employee"): gettext_noop("{who} is employed by {to}"),
    (TieKind.POST, "elected"): gettext_noop("{who} holds an elected office in {to}"),
    (TieKind.POST, "auditor"): gettext_noop("{who} audits {to}"),
    (TieKind.POST, "other"): gettext_noop("{who} has a post in {to}"),
    (TieKind.OWNS, ""): gettext_noop("{who} owns a part of {to} ({share})"),
    (TieKind.INCOME_FROM, ""): gettext_noop("{who} has income from {to}"),
    (TieKind.DEBTOR_OF, ""): gettext_noop("{who} owes money to {to}"),
    (TieKind.MEMBER_OF, ""): gettext_noop("{who} is a member of {to}"),
    (TieKind.PAID_BY, "gift"): gettext_noop("{who} was given a gift by {to}"),
    (TieKind.PAID_BY, "travel"): gettext_noop("{who} had a journey paid by {to}"),
    (TieKind.PAID_BY, "expenses"): gettext_noop("{who} had expenses paid by {to}"),
    (TieKind.PAID_BY, "sponsorship"): gettext_noop("{who} was sponsored by {to}"),
    (TieKind.TOOK_PART, "elected"): gettext_noop("{who} took part in case {to} as an elected member"),
    (TieKind.TOOK_PART, "employee"): gettext_noop("{who} took part in case {to} as an employee"),
    (TieKind.TOOK_PART, "deputy"): gettext_noop("{who} took part in case {to} as a deputy"),
    (TieKind.TOOK_PART, "adviser"): gettext_noop("{who} took part in case {to} as an adviser"),
    (TieKind.SUPERIOR_OF, ""): gettext_noop("{who} is the superior of {to}"),
}
_PLAIN = {kind: text for (kind, _), text in reversed(list(TIES.items()))}
"""For ties that do not say of which kind they are."""
SINCE = gettext_noop("since {day}")
UNTIL = gettext_noop("until {day}")
SOURCE = gettext_noop("source: {source}")
DECLARED, WRITTEN_DOWN = "declared", "written_down"
SOURCES: Mapping[str, str] = {
    DECLARED: gettext_noop("declared by the person"),
    WRITTEN_DOWN: gettext_noop("written down by the contact person"),
}
"""Codes in place of a source that has no name; told with the day on which the tie was recorded."""
NO_SHARE = gettext_noop("share not known")


def tie_sentence(*, tie: Tie, register: Register, language: str) -> str:
    """Who has which tie to whom, since and until when (the last day), by which source."""
    translate = words_in(language=language)
    text = translate(TIES.get((tie.kind, tie.detail)) or _PLAIN[tie.kind])
    share = translate(NO_SHARE) if tie.share is None else share_text(share=tie.share, language=language)
    said = text.format(who=register.name_of(tie.who), to=register.name_of(tie.to), share=share)
    more = "; ".join(_particulars(tie, language, translate))
    return f"{said} ({more})" if more else said


def share_text(*, share: Fraction, language: str) -> str:
    """``33.3333%``, ``30 %`` in Norwegian: of at most four decimals as many as there are."""
    percent = round(float(share) * 100, DECIMALS)
    decimals = next(places for places in range(DECIMALS + 1) if round(percent, places) == percent)
    return number_text(number=Number(percent / 100, decimals=decimals, is_share=True), language=language)


def _particulars(tie: Tie, language: str, translate: Translate) -> Iterator[str]:
    if tie.valid_from:
        yield translate(SINCE).format(day=day_text(day=tie.valid_from, language=language))
    if tie.valid_to:
        yield translate(UNTIL).format(day=day_text(day=tie.valid_to, language=language))
    if tie.source:
        yield translate(SOURCE).format(source=", ".join(_source(tie, language, translate)))


def _source(tie: Tie, language: str, translate: Translate) -> Iterator[str]:
    if tie.source not in SOURCES:
        yield tie.source
        return
    yield translate(SOURCES[tie.source])
    if tie.recorded:
        yield day_text(day=tie.recorded, language=language)


def missing_sentence(*, missing: Missing, register: Register, translate: Translate) -> str:
    """What is not known, and of whom or what."""
    return translate(MISSING[missing.kind]).format(about=register.name_of(missing.about))


def _attendance(attendance: Attendance) -> str:
    if not attendance.is_kept:
        return ATTENDANCE_LOST
    return {0: ATTENDANCE_JUST, 1: ATTENDANCE_ONE_MORE}.get(attendance.spare, ATTENDANCE_KEPT)


def attendance_sentences(
    *, attendance: Attendance, register: Register, translate: Translate
) -> tuple[str, ...]:
    """How many are left to decide, and which deputies step in or are passed over."""
    counts = {"present": attendance.present, "base": attendance.base, "spare": attendance.spare}
    text = _attendance(attendance)
    name = register.name_of
    calls = [
        translate(STEPS_IN).format(deputy=name(call.deputy), member=name(call.member))
        for call in attendance.called
    ]
    over = [translate(PASSED_OVER).format(deputy=name(one)) for one in attendance.passed_over]
    return (translate(text).format(**counts, lacking=-attendance.spare), *calls, *over)
