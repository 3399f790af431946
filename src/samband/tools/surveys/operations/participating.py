# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in a wave, and when its council has the results."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.collect.operations import set_units
from samband.core.members.queries import authorities_on
from samband.core.members.rules import AuthorityRecord
from samband.engines.files import Unreadable, check_table_text
from samband.tools.surveys.models import Participation, Wave
from samband.tools.surveys.operations.steps import held, tell
from samband.tools.surveys.queries.rows import adult_cells
from samband.tools.surveys.queries.waves import ParticipantRecord, participants_of
from samband.tools.surveys.rules import WaveState, WrongStep, has_reached

COLUMNS = ("member", "council_seats", "council_date", "embargo")
_YES, _NO = {"yes", "ja", "1", "true"}, {"", "no", "nei", "0", "false"}


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """A member that takes part. council_seats: None when not known; then councillors cannot be estimated."""

    authority: str
    council_seats: int | None = None
    council_date: date | None = None
    has_embargo: bool = False


class BadParticipants(ValueError):  # noqa: N818  it names the fact
    """Members that cannot take part, or a list that cannot be read. faults: each with its remedy."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@transaction.atomic
def add_participants(
    *, wave: str, participants: Sequence[NewParticipant], by: Actor, at: datetime
) -> tuple[ParticipantRecord, ...]:
    """Let members take part, or correct what is known of those that do. Returns all who take part.

    Possible until the wave is closed. Raises BadParticipants with every fault, WrongStep, NoSuchWave,
    NotAllowed; then nothing has changed.
    """
    found = held(slug=wave, by=by)
    if has_reached(state=WaveState(found.state), wanted=WaveState.CLOSED):
        raise WrongStep(WaveState(found.state), WaveState.OPEN)
    known = {authority.code: authority for authority in authorities_on(on=found.reference_date)}
    adults = {
        code: sum(cells.values()) for code, cells in adult_cells(year=found.reference_date.year).items()
    }
    if faults := tuple(_faults(found, participants, known, adults)):
        raise BadParticipants(faults)
    for one in participants:
        _write(found, one, known[one.authority], adults[one.authority])
    taking_part = participants_of(wave=found)
    set_units(ask=found.ask_id, units={one.authority: one.name for one in taking_part}, by=by, at=at)
    tell(event="surveys.participants_added", wave=found, by=by, at=at, members=len(participants))
    return taking_part


def read_participants(*, text: str) -> tuple[NewParticipant, ...]:
    """Participants out of CSV: member, council_seats, council_date (2025-03-31), embargo (yes/no).

    Only the column ``member`` must be there. Comma or semicolon. Raises BadParticipants with every fault.
    """
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    try:
        check_table_text(text=text, delimiter=delimiter)
    except Unreadable as bad:
        raise BadParticipants([fault.words(gettext) for fault in bad.faults]) from None
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    header = [name.strip() for name in reader.fieldnames or ()]
    if "member" not in header or set(header) - set(COLUMNS):
        raise BadParticipants([_wrong_columns(header)])
    reader.fieldnames = header
    faults: list[str] = []
    read = [_line(number, line, faults) for number, line in enumerate(reader, start=2)]
    if faults:
        raise BadParticipants(faults)
    return tuple(read)


def _wrong_columns(header: Sequence[str]) -> str:
    words = gettext("Line 1: the columns must be %(columns)s, at least member. Found: %(found)s.")
    return words % {"columns": ", ".join(COLUMNS), "found": ", ".join(header)}


def _faults(
    wave: Wave,
    participants: Sequence[NewParticipant],
    known: dict[str, AuthorityRecord],
    adults: dict[str, int],
) -> Iterator[str]:
    seen: set[str] = set()
    for one in participants:
        if one.authority in seen:
            yield gettext("%(member)s stands twice. Keep one of the two lines.") % {"member": one.authority}
        elif one.authority not in known:
            yield gettext(
                "%(member)s is not a member on %(day)s. Use its number of that day, for instance 0301."
            ) % {"member": one.authority, "day": wave.reference_date.isoformat()}
        elif not adults.get(one.authority):
            yield gettext("%(member)s: the register has no adults for %(year)s. Load its figures.") % {
                "member": one.authority,
                "year": wave.reference_date.year,
            }
        if one.council_seats is not None and not 0 < one.council_seats < 1_000:
            yield gettext("%(member)s: a council cannot have %(seats)s seats. Correct the number.") % {
                "member": one.authority,
                "seats": one.council_seats,
            }
        seen.add(one.authority)


def _write(wave: Wave, one: NewParticipant, authority: AuthorityRecord, adults: int) -> None:
    Participation.objects.update_or_create(
        wave=wave,
        authority=one.authority,
        defaults={
            "name": authority.name,
            "council_date": one.council_date,
            "has_embargo": one.has_embargo,
            "council_seats": one.council_seats,
            "adults": adults,
            "inhabitants": authority.population or adults,
        },
    )


def _line(number: int, line: dict[str | None, str | None], faults: list[str]) -> NewParticipant:
    cells = {
        str(name): (value or "").strip() for name, value in line.items() if isinstance(value, str | None)
    }
    at = {"line": number}
    seats, day, embargo = (cells.get(name, "") for name in COLUMNS[1:])
    if None in line:
        faults.append(gettext("Line %(line)s: more cells than columns. Remove what is too much.") % at)
    if not cells.get("member"):
        faults.append(
            gettext("Line %(line)s: the member is missing. Write its number, for instance 0301.") % at
        )
    if seats and not seats.isdecimal():
        text = gettext(
            "Line %(line)s, column council_seats: “%(value)s” is not a whole number. Write it as 45."
        )
        faults.append(text % {**at, "value": seats})
    if embargo.casefold() not in _YES | _NO:
        text = gettext("Line %(line)s, column embargo: “%(value)s” is not known. Write yes or no.")
        faults.append(text % {**at, "value": embargo})
    return NewParticipant(
        authority=cells.get("member", ""),
        council_seats=int(seats) if seats.isdecimal() else None,
        council_date=_day(number, day, faults),
        has_embargo=embargo.casefold() in _YES,
    )


def _day(number: int, text: str, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        words = gettext(
            "Line %(line)s, column council_date: “%(value)s” is not a day. Write it as 2025-03-31."
        )
        faults.append(words % {"line": number, "value": text})
        return None
