# SPDX-License-Identifier: EUPL-1.2
"""Batches of numbered sheets, and what was keyed in of them. Guarded for the authority of the batch."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db.models import Count

from samband.core.access.rules import Actor, NotAllowed, may, require
from samband.core.collect.analysis.paper import differences, fields_of, from_json
from samband.core.collect.analysis.sealing import unseal
from samband.core.collect.models import Ask, PaperBatch, PaperSheet
from samband.core.collect.queries.asks import find_ask
from samband.core.collect.queries.forms import AskedForm, asked_form
from samband.core.collect.rules import KEY_SHEETS, AskState, Mode, SheetState
from samband.engines.instrument import Value


class NoSuchSheet(LookupError):  # noqa: N818  it names the fact
    """There is no such batch or sheet."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """counts: state -> sheets."""

    id: int
    ask: str
    number: int
    unit: str
    name: str
    group: str
    language: str
    made_on: date
    counts: Mapping[str, int]

    @property
    def sheets(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """serial: as printed. is_same_person: both entries were keyed by one person. is_mine: the first by me."""

    id: int
    batch: int
    serial: str
    state: SheetState
    is_same_person: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """Two entries of a sheet. unlike: keys in which they differ."""

    first: Mapping[str, Value]
    second: Mapping[str, Value]
    unlike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperPlaces:
    """Where the actor may key sheets in. units: code -> name."""

    form: AskedForm
    units: Mapping[str, str]


def paper_places(*, actor: Actor, ask: str) -> PaperPlaces:
    """Raises NoSuchAsk; NotAllowed where the actor may not key in anything of this ask."""
    find_ask(slug=ask)
    form = asked_form(ask=ask)
    units = {
        code: name
        for code, name in sorted(form.units.items(), key=lambda one: one[1])
        if may(actor=actor, permission=KEY_SHEETS, authority=code)
    }
    if not units:
        raise NotAllowed(actor, KEY_SHEETS, "")
    return PaperPlaces(form, units)


@dataclass(frozen=True, slots=True)
class PaperAsk:
    """An ask whose sheets the actor may key in now. sheets: made there and not finished."""

    slug: str
    title: Mapping[str, str]
    closes_at: datetime | None
    sheets: int


def asks_on_paper(*, actor: Actor, at: datetime) -> tuple[PaperAsk, ...]:
    """Open asks that take paper: those of the actor's own authorities, and for whoever keys in for the
    association those in which sheets lie unfinished. By slug.
    """
    own = [code for code in actor.authorities if may(actor=actor, permission=KEY_SHEETS, authority=code)]
    is_for_all = may(actor=actor, permission=KEY_SHEETS)
    if not (own or is_for_all):
        return ()
    found = (_paper_ask(one, own, is_for_all=is_for_all) for one in _taking_paper(at))
    return tuple(one for one in found if one is not None)


def _taking_paper(at: datetime) -> Iterator[Ask]:
    for asked in Ask.objects.filter(state=AskState.OPEN, form__isnull=False).order_by("slug"):
        is_now = (asked.opens_at is None or asked.opens_at <= at) and (
            asked.closes_at is None or at < asked.closes_at
        )
        if is_now and Mode.PAPER in asked.channels:
            yield asked


def _paper_ask(asked: Ask, own: Sequence[str], *, is_for_all: bool) -> PaperAsk | None:
    here = [code for code in own if code in asked.units]
    waiting = PaperSheet.objects.filter(batch__ask=asked).exclude(state__in=_FINISHED)
    number = waiting.count() if is_for_all else waiting.filter(batch__unit__in=here).count()
    return PaperAsk(asked.slug, asked.title, asked.closes_at, number) if here or number else None


_FINISHED: Final = (SheetState.STORED, SheetState.ASIDE)


def batches(*, actor: Actor, ask: str) -> tuple[BatchRecord, ...]:
    """Those the actor may key in, the latest first. Raises NoSuchAsk, NotAllowed."""
    places = paper_places(actor=actor, ask=ask)
    rows = PaperBatch.objects.filter(ask__slug=ask, unit__in=places.units).select_related("ask")
    return tuple(batch_record(batch=row) for row in rows.order_by("-number"))


def batch(*, actor: Actor, batch: int) -> BatchRecord:
    """Raises NoSuchSheet."""
    row = PaperBatch.objects.filter(pk=batch).select_related("ask").first()
    if row is None:
        raise NoSuchSheet(batch)
    require(actor=actor, permission=KEY_SHEETS, authority=row.unit)
    return batch_record(batch=row)


def sheets(*, actor: Actor, batch: int) -> tuple[SheetRecord, ...]:
    """In the order of their numbers. Raises NoSuchSheet."""
    rows = PaperSheet.objects.filter(batch=_guarded(actor, batch)).select_related("batch")
    return tuple(sheet_record(sheet=row, actor=actor) for row in rows.order_by("place"))


def sheet(*, actor: Actor, sheet: int) -> SheetRecord:
    """Raises NoSuchSheet."""
    return sheet_record(sheet=_sheet(actor, sheet), actor=actor)


def next_sheet(*, actor: Actor, batch: int, is_second: bool) -> SheetRecord | None:
    """What to key in next; for the second time what somebody else has keyed in comes first."""
    state = SheetState.ONCE if is_second else SheetState.WAITING
    waiting = [one for one in sheets(actor=actor, batch=batch) if one.state is state]
    return min(waiting, key=lambda one: (is_second and one.is_mine, one.serial), default=None)


def entries(*, actor: Actor, sheet: int) -> Entries:
    """Both entries of a sheet on which they differ or which cannot be stored as it is. Raises NoSuchSheet."""
    row = _sheet(actor, sheet)
    if row.first is None or row.second is None:
        raise NoSuchSheet(sheet)
    asked = row.batch.ask
    first, second = entry_of(asked=asked, sealed=row.first), entry_of(asked=asked, sealed=row.second)
    fields = fields_of(instrument=asked_form(ask=asked.slug).instrument, group=row.batch.group)
    return Entries(first, second, differences(fields=fields, first=first, second=second))


def entry_of(*, asked: Ask, sealed: bytes | memoryview) -> dict[str, Value]:
    """What was keyed in. Raises CannotOpen."""
    content = unseal(sealed=bytes(sealed), ask=asked.slug, keys=settings.SAMBAND_BOX_KEYS)
    return from_json(answers=content["answers"])


def batch_record(*, batch: PaperBatch) -> BatchRecord:
    counted = batch.sheets.order_by().values_list("state").annotate(number=Count("pk"))
    return BatchRecord(
        id=batch.pk,
        ask=batch.ask.slug,
        number=batch.number,
        unit=batch.unit,
        name=batch.ask.units.get(batch.unit, batch.unit),
        group=batch.group,
        language=batch.language,
        made_on=batch.made_on,
        counts=Counter(dict(counted)),
    )


def sheet_record(*, sheet: PaperSheet, actor: Actor) -> SheetRecord:
    return SheetRecord(
        id=sheet.pk,
        batch=sheet.batch_id,
        serial=serial_of(batch=sheet.batch.number, place=sheet.place),
        state=SheetState(sheet.state),
        is_same_person=sheet.is_same_person,
        is_mine=sheet.first_by == actor.reference,
    )


def serial_of(*, batch: int, place: int) -> str:
    """As it is printed on every page of the sheet."""
    return f"{batch:02}-{place:03}"


def _guarded(actor: Actor, number: int) -> PaperBatch:
    batch(actor=actor, batch=number)
    return PaperBatch.objects.get(pk=number)


def _sheet(actor: Actor, number: int) -> PaperSheet:
    row = PaperSheet.objects.filter(pk=number).select_related("batch__ask").first()
    if row is None:
        raise NoSuchSheet(number)
    require(actor=actor, permission=KEY_SHEETS, authority=row.batch.unit)
    return row
