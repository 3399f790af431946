# SPDX-License-Identifier: EUPL-1.2
"""Open an ask, say whom it is asked of, close it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.models import Ask
from samband.core.collect.queries import AskRecord, NoSuchAsk, ask_record
from samband.core.collect.rules import COLLECT, AskState
from samband.engines.instrument.model import Instrument


class SlugTaken(ValueError):  # noqa: N818  it names the fact
    """Another ask bears that slug."""

    def __init__(self, slug: str) -> None:
        words = gettext("There is already a questionnaire “%(slug)s”. Choose another name.")
        super().__init__(words % {"slug": slug})


class AskIsClosed(ValueError):  # noqa: N818  it names the fact
    """Answers come too late."""

    def __init__(self, slug: str) -> None:
        words = gettext("“%(slug)s” is closed. Reopen it before loading answers.")
        super().__init__(words % {"slug": slug})


class WrongInstrument(ValueError):  # noqa: N818  it names the fact
    """The instrument given is not the one that was asked."""

    def __init__(self, ask: Ask, instrument: Instrument) -> None:
        super().__init__(
            f"“{ask.slug}” asks {ask.instrument_code} {ask.instrument_version}, "
            f"not {instrument.code} {instrument.version}."
        )


@transaction.atomic
def open_ask(
    *,
    slug: str,
    title: Mapping[str, str],
    instrument: Instrument,
    reference_date: date,
    units: Mapping[str, str],
    background: Mapping[str, Sequence[str]],
    by: Actor,
    at: datetime,
) -> AskRecord:
    """Ask an instrument of some units. units: code -> name. background: field -> allowed codes.

    reference_date: the day whose register of members counts. Raises SlugTaken, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    if Ask.objects.filter(slug=slug).exists():
        raise SlugTaken(slug)
    asked = Ask.objects.create(
        slug=slug,
        title=dict(title),
        instrument_code=instrument.code,
        instrument_version=instrument.version,
        instrument_digest=instrument.digest,
        reference_date=reference_date,
        units=dict(units),
        background={name: list(codes) for name, codes in background.items()},
        opened_at=at,
    )
    _tell("collect.ask_opened", asked, by, at, instrument=instrument.digest)
    return ask_record(asked=asked)


@transaction.atomic
def set_units(*, ask: str, units: Mapping[str, str], by: Actor, at: datetime) -> AskRecord:
    """Say anew whom an ask is asked of. Answers of units that are left out stay."""
    require(actor=by, permission=COLLECT)
    asked = open_ask_for_update(slug=ask)
    asked.units = dict(units)
    asked.save(update_fields=["units"])
    _tell("collect.units_set", asked, by, at, units=len(units))
    return ask_record(asked=asked)


@transaction.atomic
def close_ask(*, ask: str, by: Actor, at: datetime) -> AskRecord:
    """Take no more answers. Closing a closed ask does nothing."""
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if asked.state != AskState.CLOSED:
        asked.state, asked.closed_at = AskState.CLOSED, at
        asked.save(update_fields=["state", "closed_at"])
        _tell("collect.ask_closed", asked, by, at, responses=asked.responses.count())
    return ask_record(asked=asked)


@transaction.atomic
def reopen_ask(*, ask: str, by: Actor, at: datetime) -> AskRecord:
    """Take answers again. Reopening an open ask does nothing."""
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if asked.state != AskState.OPEN:
        asked.state, asked.closed_at = AskState.OPEN, None
        asked.save(update_fields=["state", "closed_at"])
        _tell("collect.ask_reopened", asked, by, at)
    return ask_record(asked=asked)


def locked_ask(*, slug: str) -> Ask:
    """The ask, held until the transaction ends, so that imports into it wait for one another."""
    asked = Ask.objects.select_for_update().filter(slug=slug).first()
    if asked is None:
        raise NoSuchAsk(slug)
    return asked


def open_ask_for_update(*, slug: str) -> Ask:
    asked = locked_ask(slug=slug)
    if asked.state != AskState.OPEN:
        raise AskIsClosed(slug)
    return asked


def check_instrument(*, asked: Ask, instrument: Instrument) -> None:
    """Raise WrongInstrument unless this version of this instrument is asked."""
    if (instrument.code, instrument.version) != (asked.instrument_code, asked.instrument_version):
        raise WrongInstrument(asked, instrument)


def _tell(event: str, asked: Ask, by: Actor, at: datetime, **details: object) -> None:
    record(event=event, by=by.reference, at=at, about=f"collect.ask:{asked.slug}", details=details)
