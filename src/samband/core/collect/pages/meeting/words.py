# SPDX-License-Identifier: EUPL-1.2
"""A session in words, the address that leads to it, and slips to cut."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from samband.core.collect.queries.meeting import MeetingRecord, word_of
from samband.core.collect.rules import COUNCIL, MeetingState
from samband.engines.instrument import Instrument
from samband.engines.questionnaires import Mark, printed, to_pdf
from samband.engines.reports.slips import Slip, SlipSheet, slips_pdf
from samband.engines.reports.squares import square


@dataclass(frozen=True, slots=True)
class Address:
    """Where those present answer. short: to be typed together with a code. svg: the square to scan."""

    url: str
    short: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class Told:
    """state: of the session, in a word. count: how many have answered. share: of those present, 0 to 1."""

    state: str
    colour: str
    count: str
    share: float
    warning: str = ""


def title_in(titles: Mapping[str, str]) -> str:
    """In the reader's language, else in the first there is."""
    language = get_language() or "en"
    return titles.get(language) or titles.get(language.partition("-")[0]) or next(iter(titles.values()), "")


def told_of(record: MeetingRecord) -> Told:
    """The session for its page and for the screen."""
    states = {
        MeetingState.PREPARED: (gettext("Being prepared"), "neutral"),
        MeetingState.OPEN: (gettext("Open for answers"), "accent"),
        MeetingState.CLOSED: (gettext("Closed"), "neutral"),
        MeetingState.CALLED_OFF: (gettext("Called off"), "neutral"),
    }
    words = ngettext(
        "%(answered)d of %(present)d present has answered",
        "%(answered)d of %(present)d present have answered",
        record.answered,
    )
    count = words % {"answered": record.answered, "present": record.present}
    state, colour = states[record.state]
    return Told(state, colour, count, min(record.answered / record.present, 1.0), _warning(record))


def _warning(record: MeetingRecord) -> str:
    if record.answered <= record.present:
        return ""
    return gettext(
        "More have answered than are noted as present. Correct who is present, or find out who has had two "
        "slips before you close."
    )


def address_of(*, record: MeetingRecord, site: str) -> Address:
    """site: address of the start of this installation, ending in a slash."""
    url = site.rstrip("/") + reverse("answering:meeting", args=[word_of(meeting=record.id)])
    return Address(url, _short(site), mark_safe(square(text=url, is_sized=False)))  # noqa: S308  made by segno of an address


def slips_of(*, record: MeetingRecord, codes: Sequence[str], site: str) -> SlipSheet:
    """One slip for each code; they name nobody."""
    word = word_of(meeting=record.id)
    day = date_format(record.on, "DATE_FORMAT")
    return SlipSheet(
        title=gettext("Answer in the council meeting"),
        place=f"{record.name}, {day}",
        label=gettext("Your code"),
        how=gettext("Scan the square with your telephone, or go to %(address)s and type the code.")
        % {"address": _short(site)},
        promise=gettext(
            "Nobody has noted who got this slip. The code answers once and is forgotten when answering ends."
        ),
        square=gettext("Square that leads to the questionnaire"),
        language=get_language() or "en",
        slips=[
            Slip(code, site.rstrip("/") + reverse("answering:meeting_slip", args=[word, code]))
            for code in codes
        ],
    )


def paper_file(*, record: MeetingRecord, instrument: Instrument, sheet: SlipSheet) -> bytes:
    """A copy of the questionnaire for each code, with the code on every page; for who has no telephone."""
    language = instrument.in_language(sheet.language).language
    marks = [Mark(f"{slip.code[:3]} {slip.code[3:]}", slip.address) for slip in sheet.slips]
    content = printed(instrument=instrument, languages=[language], group=COUNCIL)
    return to_pdf(sheet=content, stamp=datetime.combine(record.on, time(), UTC), marks=marks)


def slips_file(sheet: SlipSheet) -> bytes:
    return slips_pdf(sheet=sheet)


def _short(site: str) -> str:
    """As people type it: without the protocol, without the last slash."""
    address = site.rstrip("/") + reverse("answering:entry")
    return address.partition("://")[2].rstrip("/")
