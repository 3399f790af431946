# SPDX-License-Identifier: EUPL-1.2
"""Councils that answer in their meetings: how many are present and have answered. Never who, never what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from samband.core.access.rules import Actor, may, require
from samband.core.collect.analysis.meeting import Figure, figure_of
from samband.core.collect.analysis.sealing import code_digest, meeting_word
from samband.core.collect.models import Ask, Case, Meeting
from samband.core.collect.queries.asks import NoSuchAsk
from samband.core.collect.queries.forms import AskedForm, asked_form
from samband.core.collect.rules import COUNCIL, HOLD_MEETING, AskState, Beside, MeetingState, Mode
from samband.core.people.queries import bodies, held_in_bodies
from samband.core.people.rules import BodyKind
from samband.core.web.queries import cards

_EARLY: Final = (MeetingState.PREPARED, MeetingState.OPEN)


class NoSuchMeeting(LookupError):  # noqa: N818  it names the fact
    """There is no such session."""


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """codes: handed out. answered: with one of them; counted for good when it closes.

    figures: what may be shown, None while it is open and when too few answered. heard: everybody of the
    council who has answered by then, by whatever way.
    """

    id: int
    ask: str
    unit: str
    name: str
    on: date
    seats: int
    members: int
    substitutes: int
    codes: int
    answered: int
    state: MeetingState
    heard: int = 0
    figures: tuple[Figure, ...] | None = None

    @property
    def present(self) -> int:
        return self.members + self.substitutes

    @property
    def is_early(self) -> bool:
        return self.state in _EARLY


@dataclass(frozen=True, slots=True)
class CouncilToAsk:
    """A council that may be asked in its meeting. meetings: sessions so far, the latest first."""

    ask: str
    title: dict[str, str]
    unit: str
    name: str
    seats: int | None
    meetings: tuple[MeetingRecord, ...]

    @property
    def has_result(self) -> bool:
        return any(one.figures is not None for one in self.meetings)

    @property
    def current(self) -> MeetingRecord | None:
        """The session that is prepared or open."""
        return next((one for one in self.meetings if one.is_early), None)


def meeting(*, actor: Actor, meeting: int) -> MeetingRecord:
    """Raises NoSuchMeeting, NotAllowed."""
    found = Meeting.objects.select_related("ask").filter(pk=meeting).first()
    if found is None:
        raise NoSuchMeeting(meeting)
    require(actor=actor, permission=HOLD_MEETING, authority=found.unit)
    return meeting_record(found=found)


def council_to_ask(*, actor: Actor, ask: str, unit: str, on: date) -> CouncilToAsk:
    """on: the day whose council counts. Raises NoSuchAsk where no council is asked so, NotAllowed."""
    require(actor=actor, permission=HOLD_MEETING, authority=unit)
    asked = Ask.objects.filter(slug=ask).first()
    if asked is None or unit not in asked.units or not _asks_councils(asked):
        raise NoSuchAsk(ask)
    return _council(actor, asked, unit, on)


def meetings_of(*, actor: Actor, ask: str) -> tuple[MeetingRecord, ...]:
    """All sessions of an ask by unit, for whoever may hold them everywhere. Raises NotAllowed."""
    require(actor=actor, permission=HOLD_MEETING)
    found = Meeting.objects.select_related("ask").filter(ask__slug=ask).order_by("unit", "-on", "pk")
    return tuple(meeting_record(found=one) for one in found)


def asks_for_councils(*, actor: Actor, on: date) -> tuple[CouncilToAsk, ...]:
    """What this actor's own councils may answer in a meeting now."""
    own = [
        code
        for code in sorted(actor.authorities)
        if may(actor=actor, permission=HOLD_MEETING, authority=code)
    ]
    if not own:
        return ()
    asks = [one for one in Ask.objects.filter(state=AskState.OPEN).order_by("slug") if _asks_councils(one)]
    return tuple(_council(actor, asked, code, on) for asked in asks for code in own if code in asked.units)


def meeting_form(*, ask: str) -> AskedForm:
    """What is asked. Unguarded: facts of the questionnaire. Raises NoSuchAsk."""
    return asked_form(ask=ask)


def ask_of_code(*, code: str) -> str | None:
    """Slug of the ask in which somebody may answer with this code now; None when it opens nothing.

    Unguarded: whoever holds the code is the one. Whoever asks must count wrong tries.
    """
    keys = settings.SAMBAND_BOX_KEYS
    asks = Ask.objects.filter(meetings__state=MeetingState.OPEN).distinct().values_list("slug", flat=True)
    digests = {code_digest(ask=slug, code=code, keys=keys): slug for slug in asks}
    found = Case.objects.filter(token_digest__in=digests).values_list("token_digest", flat=True).first()
    return digests[found] if found else None


def meeting_of_word(*, word: str) -> MeetingRecord | None:
    """The open session whose word this is: it stands on slips and on the screen, and cannot be guessed.

    Unguarded: it tells of nobody.
    """
    found = Meeting.objects.select_related("ask").filter(state=MeetingState.OPEN)
    return next((meeting_record(found=one) for one in found if word_of(meeting=one.pk) == word), None)


def word_of(*, meeting: int) -> str:
    """The word of a session: kept nowhere, since the installation's key makes it anew each time."""
    return meeting_word(meeting=meeting, keys=settings.SAMBAND_BOX_KEYS)


def code_in(*, meeting: MeetingRecord, code: str) -> bool:
    """Whether somebody may answer, or has answered, with this code in this session. Count wrong tries."""
    digest = code_digest(ask=meeting.ask, code=code, keys=settings.SAMBAND_BOX_KEYS)
    handed_out = Meeting.objects.filter(pk=meeting.id).values("handed_out__case")
    return Case.objects.filter(pk__in=handed_out, token_digest=digest).exists()


def beside(*, ask: str, unit: str) -> Beside:
    """What the tools know of this ask in this unit: rules of disclosure, published figures of others.

    Unguarded: it holds what everybody may see.
    """
    queries = (import_string(card.beside_meeting) for card in cards() if card.beside_meeting)
    return next((one for query in queries if (one := query(ask=ask, unit=unit)) is not None), Beside())


def meeting_record(*, found: Meeting) -> MeetingRecord:
    kept = found.result
    return MeetingRecord(
        id=found.pk,
        ask=found.ask.slug,
        unit=found.unit,
        name=found.ask.units.get(found.unit, found.unit),
        on=found.on,
        seats=found.seats,
        members=found.members,
        substitutes=found.substitutes,
        codes=found.codes,
        answered=_answered(found) if found.answered is None else found.answered,
        state=MeetingState(found.state),
        heard=kept["answered"] if kept else 0,
        figures=tuple(figure_of(kept=one) for one in kept["figures"]) if kept else None,
    )


def _answered(found: Meeting) -> int:
    cases = found.handed_out.values("case")
    return Case.objects.filter(pk__in=cases, answered_on__isnull=False).count()


def _asks_councils(asked: Ask) -> bool:
    if Mode.MEETING not in asked.channels or asked.form_id is None:
        return False
    return COUNCIL in asked_form(ask=asked.slug).instrument.groups


def _council(actor: Actor, asked: Ask, unit: str, on: date) -> CouncilToAsk:
    found = Meeting.objects.select_related("ask").filter(ask=asked, unit=unit, group=COUNCIL)
    records = tuple(meeting_record(found=one) for one in found.order_by("-on", "pk"))
    open_ones = sorted(records, key=lambda one: not one.is_early)
    return CouncilToAsk(
        asked.slug,
        asked.title,
        unit,
        asked.units[unit],
        _seats(actor, unit, on) or beside(ask=asked.slug, unit=unit).seats,
        (*open_ones,),
    )


def _seats(actor: Actor, unit: str, on: date) -> int | None:
    """How many are in the council on the day; None when the register of people knows none."""
    kinds: Collection[BodyKind] = (BodyKind.COUNCIL,)
    councils = {one.code for one in bodies(actor=actor, authority=unit, on=on, kinds=kinds)}
    held = held_in_bodies(actor=actor, authority=unit, on=on)
    return max((number for code, number in held.items() if code in councils), default=0) or None


__all__ = [
    "Beside",
    "CouncilToAsk",
    "MeetingRecord",
    "NoSuchMeeting",
    "ask_of_code",
    "asks_for_councils",
    "beside",
    "code_in",
    "council_to_ask",
    "meeting",
    "meeting_form",
    "meeting_of_word",
    "meeting_record",
    "meetings_of",
    "word_of",
]
