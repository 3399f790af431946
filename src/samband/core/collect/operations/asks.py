# SPDX-License-Identifier: EUPL-1.2
"""Prepare an ask, open it, say whom it is asked of, close it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.models import Ask
from samband.core.collect.operations.box import empty_box
from samband.core.collect.operations.planning import (
    Plan,
    check_ready,
    check_same_questions,
    form_of,
    plan_of,
    set_form,
    set_plan,
)
from samband.core.collect.queries import AskRecord, NoSuchAsk, ask_record, find_ask
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
def draft_ask(
    *,
    slug: str,
    title: Mapping[str, str],
    instrument: Instrument,
    reference_date: date,
    units: Mapping[str, str],
    background: Mapping[str, Sequence[str]],
    plan: Plan | None = None,
    by: Actor,
    at: datetime,
) -> AskRecord:
    """Prepare an ask that nobody can answer yet: ``start_ask`` opens it. Arguments as of ``open_ask``.

    Raises SlugTaken, NotAsPlanned, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    asked = _new(slug, title, reference_date, units, background)
    set_form(asked=asked, instrument=instrument)
    set_plan(asked=asked, plan=plan or Plan(), instrument=instrument)
    asked.save()
    _tell("collect.ask_drafted", asked, by, at, instrument=instrument.digest)
    return ask_record(asked=asked)


@transaction.atomic
def change_ask(
    *, ask: str, plan: Plan, instrument: Instrument | None = None, by: Actor, at: datetime
) -> AskRecord:
    """Set up anew how an ask may be answered.

    instrument: another version of the questionnaire, while the ask is a draft; later only the same questions
    in more languages. Raises NotAsPlanned, WrongInstrument, NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if instrument is not None:
        check_same_questions(asked=asked, instrument=instrument)
        set_form(asked=asked, instrument=instrument)
    set_plan(asked=asked, plan=plan, instrument=instrument or form_of(asked=asked))
    if instrument is not None and asked.state == AskState.OPEN:
        check_ready(asked=asked)
    asked.revision += 1
    asked.save()
    _tell("collect.ask_changed", asked, by, at)
    return ask_record(asked=asked)


def present_plan(*, ask: str, by: Actor) -> Plan:
    """The plan as it is, for whoever is going to change a part of it. Raises NoSuchAsk, NotAllowed."""
    require(actor=by, permission=COLLECT)
    return plan_of(asked=find_ask(slug=ask))


@transaction.atomic
def start_ask(*, ask: str, by: Actor, at: datetime) -> AskRecord:
    """Let people answer. Starting an open ask does nothing.

    Raises NotAsPlanned when the questionnaire lacks words in a language it may be answered in, or would shut
    somebody out; AskIsClosed after it was closed (reopen it instead).
    """
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if asked.state == AskState.CLOSED:
        raise AskIsClosed(ask)
    if asked.state == AskState.DRAFT:
        check_ready(asked=asked)
        _start(asked, by, at)
    return ask_record(asked=asked)


@transaction.atomic
def open_ask(
    *,
    slug: str,
    title: Mapping[str, str],
    instrument: Instrument,
    reference_date: date,
    units: Mapping[str, str],
    background: Mapping[str, Sequence[str]],
    plan: Plan | None = None,
    by: Actor,
    at: datetime,
) -> AskRecord:
    """Ask an instrument of some units. units: code -> name. background: field -> allowed codes.

    reference_date: the day whose register of members counts. plan: in which languages and ways it may be
    answered; without one in every language that is complete, and in every way. Obstacles to answering do not
    stop it here: where people are to answer, make a draft and ``start_ask``.
    Raises SlugTaken, NotAsPlanned, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    asked = _new(slug, title, reference_date, units, background)
    set_form(asked=asked, instrument=instrument)
    set_plan(asked=asked, plan=plan or Plan(), instrument=instrument)
    _start(asked, by, at)
    return ask_record(asked=asked)


def _new(
    slug: str,
    title: Mapping[str, str],
    reference_date: date,
    units: Mapping[str, str],
    background: Mapping[str, Sequence[str]],
) -> Ask:
    if Ask.objects.filter(slug=slug).exists():
        raise SlugTaken(slug)
    return Ask(
        slug=slug,
        title=dict(title),
        reference_date=reference_date,
        units=dict(units),
        background={name: list(codes) for name, codes in background.items()},
        state=AskState.DRAFT,
    )


def _start(asked: Ask, by: Actor, at: datetime) -> None:
    asked.state, asked.opened_at, asked.revision = AskState.OPEN, at, asked.revision + 1
    asked.save()
    _tell("collect.ask_opened", asked, by, at, instrument=asked.instrument_digest)


@transaction.atomic
def set_units(*, ask: str, units: Mapping[str, str], by: Actor, at: datetime) -> AskRecord:
    """Say anew whom an ask is asked of. Answers of units that are left out stay."""
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if asked.state == AskState.CLOSED:
        raise AskIsClosed(ask)
    asked.units, asked.revision = dict(units), asked.revision + 1
    asked.save(update_fields=["units", "revision"])
    _tell("collect.units_set", asked, by, at, units=len(units))
    return ask_record(asked=asked)


@transaction.atomic
def close_ask(*, ask: str, by: Actor, at: datetime) -> AskRecord:
    """Take no more answers and open the ballot box. Closing a closed ask does nothing."""
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if asked.state != AskState.CLOSED:
        asked.state, asked.closed_at, asked.revision = AskState.CLOSED, at, asked.revision + 1
        asked.save(update_fields=["state", "closed_at", "revision"])
        empty_box(asked=asked, by=by, at=at)
        _tell("collect.ask_closed", asked, by, at, responses=asked.responses.count())
    return ask_record(asked=asked)


@transaction.atomic
def reopen_ask(*, ask: str, by: Actor, at: datetime) -> AskRecord:
    """Take answers again. Reopening an open ask does nothing."""
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    if asked.state != AskState.OPEN:
        asked.state, asked.closed_at, asked.revision = AskState.OPEN, None, asked.revision + 1
        asked.save(update_fields=["state", "closed_at", "revision"])
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
