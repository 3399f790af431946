# SPDX-License-Identifier: EUPL-1.2
"""A file of people: looked at with all its faults, drawn from, removed. Nothing changes before the draw."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.drawing import (
    UNIT,
    CannotDraw,
    DrawWish,
    draw_rules,
    drawn_by_unit,
    in_one_unit,
    sizes_for,
    stratum_name,
)
from samband.core.collect.analysis.invitations import FrameState
from samband.core.collect.models import Ask, SampleFrame
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.cases import NewCase, insert_cases
from samband.core.collect.queries.asks import find_ask
from samband.core.collect.queries.frames import FrameRecord, NoSuchFrame, frame_record
from samband.core.collect.rules import KEEP_UPLOADS_DAYS, MANAGE_CASES
from samband.engines.files import Unreadable, keep, read_table
from samband.engines.sampling import (
    FRAME_LIMITS,
    BadFrame,
    Frame,
    FrameColumns,
    FrameRead,
    Sample,
    SampleSize,
    TooFew,
    draw,
    read_frame,
    suggest_frame_columns,
)

MOST_FAULTS_KEPT: Final = 200
LARGEST_SEED: Final = 2**63


class FrameHasEnded(ValueError):  # noqa: N818  it names the fact
    """It was drawn from or discarded before."""

    def __init__(self, frame: SampleFrame) -> None:
        words = {
            FrameState.DRAWN: gettext("A sample is drawn from %(file)s already."),
            FrameState.DISCARDED: gettext("The file %(file)s was discarded. Upload it again."),
        }
        super().__init__(words[FrameState(frame.state)] % {"file": frame.filename})


class NotDrawn(ValueError):  # noqa: N818  it names the fact
    """The sample cannot be drawn so. The text says why and what to do."""


def frames_folder() -> Path:
    """Where files of people lie until they are drawn from, readable by the program alone."""
    folder = Path(settings.SAMBAND_HOME) / "uploads" / "frames"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@transaction.atomic
def preview_frame(
    *, ask: str, group: str, file: BinaryIO, filename: str, by: Actor, at: datetime
) -> FrameRecord:
    """Read a file of people (.csv, .xlsx) and keep it, privately, until it is drawn from or discarded.

    group: whom they answer as. A file that cannot be read gives a record whose faults say why.
    Raises NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    remove_old_frames(at=at)
    asked = find_ask(slug=ask)
    frame = SampleFrame(ask=asked, group=group, filename=Path(filename).name[:200], uploaded_at=at)
    try:
        frame.upload = keep(file=file, folder=frames_folder(), limits=FRAME_LIMITS).name
    except Unreadable as reason:
        _note_unreadable(frame, reason)
        frame.state, frame.ended_at = FrameState.DISCARDED, at
    else:
        _look(frame, None)
    return _saved(frame, "collect.frame_previewed", by, at)


@transaction.atomic
def recheck_frame(
    *, frame_id: int, chosen: FrameColumns | None, encoding: str, group: str, by: Actor, at: datetime
) -> FrameRecord:
    """Read the kept file again with other columns. Raises FrameHasEnded, NoSuchFrame, NotAllowed."""
    require(actor=by, permission=MANAGE_CASES)
    frame = _waiting(frame_id)
    frame.encoding, frame.group = encoding, group
    _look(frame, chosen)
    return _saved(frame, "collect.frame_previewed", by, at)


@transaction.atomic
def discard_frame(*, frame_id: int, by: Actor, at: datetime) -> FrameRecord:
    """Forget a file. Raises FrameHasEnded, NoSuchFrame, NotAllowed."""
    require(actor=by, permission=MANAGE_CASES)
    frame = _waiting(frame_id)
    frame.state, frame.ended_at = FrameState.DISCARDED, at
    _remove(frame)
    return _saved(frame, "collect.frame_discarded", by, at)


@transaction.atomic
def draw_sample(*, frame_id: int, wish: DrawWish, seed: int, by: Actor, at: datetime) -> FrameRecord:
    """Draw, keep those drawn as cases with their inclusion probabilities, and remove the file.

    The same file, columns, wish and seed give the same sample; ``FrameRecord.draw`` tells all but the file.
    Raises NotDrawn, FrameHasEnded, NoSuchFrame, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    frame = _waiting(frame_id)
    asked = locked_ask(slug=frame.ask.slug)
    frame = _waiting(frame_id)
    people = _people(frame, asked)
    sample = _drawn(people, wish, seed, asked)
    _keep_cases(frame, people, sample, by, at)
    frame.draw = _told(sample, wish)
    frame.state, frame.ended_at = FrameState.DRAWN, at
    _remove(frame)
    return _saved(frame, "collect.sample_drawn", by, at, people=len(sample), seed=str(seed))


def would_draw(*, frame_id: int, wish: DrawWish, by: Actor) -> dict[str, SampleSize | int]:
    """Member -> how many would be drawn, with the margin where one is wanted; nobody is drawn.

    Raises NotDrawn, NoSuchFrame, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    frame = SampleFrame.objects.filter(pk=frame_id).select_related("ask").first()
    if frame is None:
        raise NoSuchFrame(frame_id)
    try:
        return sizes_for(people=frame.by_unit, wish=wish)
    except CannotDraw as too_many:
        raise _too_many(frame.ask, too_many) from None


def remove_old_frames(*, at: datetime) -> int:
    """Discard files that nobody drew from in time; return how many."""
    old = SampleFrame.objects.filter(
        state=FrameState.PREVIEWED, uploaded_at__lt=at - timedelta(days=KEEP_UPLOADS_DAYS)
    )
    for frame in old:
        frame.state, frame.ended_at = FrameState.DISCARDED, at
        _remove(frame)
        frame.save()
    return len(old)


def _waiting(frame_id: int) -> SampleFrame:
    frame = SampleFrame.objects.select_for_update().filter(pk=frame_id).first()
    if frame is None:
        raise NoSuchFrame(frame_id)
    if frame.state != FrameState.PREVIEWED:
        raise FrameHasEnded(frame)
    return frame


def _look(frame: SampleFrame, chosen: FrameColumns | None) -> None:
    """Fill in what the file holds. chosen: None to guess."""
    try:
        frame.columns = _header(frame)
        chosen = chosen or suggest_frame_columns(columns=frame.columns)
        frame.chosen = chosen.as_json()
        read = _read(frame, chosen)
    except Unreadable as reason:
        _note_unreadable(frame, reason)
        return
    frame.faults = [fault.as_json() for fault in read.faults[:MOST_FAULTS_KEPT]]
    frame.fault_count = read.fault_count
    people = read.frame
    frame.counts = {
        "rows": read.rows,
        "people": len(people) if people else 0,
        "likenesses": len(read.likenesses),
        "contacts": _reachable(people) if people else {},
        "strata": [name for name in people.columns if name != UNIT] if people else [],
    }
    frame.by_unit = _by_unit(people, frame.ask) if people else {}


def _header(frame: SampleFrame) -> list[str]:
    with _folder() as folder:
        table = read_table(
            path=frame.path, filename=frame.filename, folder=folder, encoding=frame.encoding,
            limits=FRAME_LIMITS,
        )  # fmt: skip
        return list(table.columns)


def _read(frame: SampleFrame, chosen: FrameColumns) -> FrameRead:
    with _folder() as folder:
        return read_frame(
            path=frame.path, filename=frame.filename, folder=folder, columns=chosen,
            units=tuple(frame.ask.units), encoding=frame.encoding,
        )  # fmt: skip


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=frames_folder()) as name:
        yield Path(name)


def _reachable(people: Frame) -> dict[str, int]:
    return {name: sum(map(bool, texts)) for name, texts in people.contacts.items()}


def _by_unit(people: Frame, asked: Ask) -> dict[str, int]:
    if UNIT not in people.columns:
        return {next(iter(asked.units)): len(people)} if len(asked.units) == 1 else {}
    return {label[0]: count for label, count in people.strata(by=(UNIT,)).sizes.items()}


def _people(frame: SampleFrame, asked: Ask) -> Frame:
    """The good rows, with the member each person belongs to. Raises NotDrawn."""
    try:
        people = _read(frame, FrameColumns(**frame.chosen)).frame
    except (Unreadable, OSError):
        people = None
    if people is None:
        raise NotDrawn(gettext("No row of the file can be used. Correct it and upload it again."))
    if UNIT not in people.columns and len(asked.units) != 1:
        raise NotDrawn(gettext("Choose the column that tells which member each person belongs to."))
    return in_one_unit(frame=people, unit=next(iter(asked.units)))


def _drawn(people: Frame, wish: DrawWish, seed: int, asked: Ask) -> Sample:
    if not 0 <= seed < LARGEST_SEED:
        raise NotDrawn(gettext("The seed must be a whole number from 0 on."))
    try:
        sample = draw(frame=people, rules=draw_rules(frame=people, wish=wish), seed=seed)
    except CannotDraw as too_many:
        raise _too_many(asked, too_many) from None
    except (BadFrame, TooFew, ValueError) as fault:
        raise NotDrawn(str(fault)) from None
    if not len(sample):
        raise NotDrawn(gettext("Nobody would be drawn. Raise the number or lower the margin."))
    return sample


def _too_many(asked: Ask, refusal: CannotDraw) -> NotDrawn:
    words = gettext("%(unit)s has %(people)d people in the file, but %(wanted)d are to be drawn.")
    unit = asked.units.get(refusal.unit, refusal.unit)
    return NotDrawn(words % {"unit": unit, "people": refusal.population, "wanted": refusal.wanted})


def _keep_cases(frame: SampleFrame, people: Frame, sample: Sample, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            insert_cases(ask=frame.ask.slug, cases=_cases(frame, people, sample), by=by, at=at)
    except IntegrityError:
        words = gettext(
            "Somebody in this file is in the sample already, by the same key. Give people of another file "
            "other keys."
        )
        raise NotDrawn(words) from None


def _cases(frame: SampleFrame, people: Frame, sample: Sample) -> Iterator[NewCase]:
    for row, stratum, probability, batch in zip(
        sample.rows.tolist(), sample.stratum.tolist(), sample.probability.tolist(), sample.batch.tolist(),
        strict=True,
    ):  # fmt: skip
        contact = {name: texts[row] for name, texts in people.contacts.items() if texts[row]}
        yield NewCase(
            unit=people.columns[UNIT][row],
            group=frame.group,
            number=people.key(row),
            language=contact.pop("language", "")[:12],
            stratum=stratum_name(label=sample.strata[stratum].label),
            inclusion_probability=probability,
            batch=batch,
            contact=contact,
            known={name: column[row] for name, column in people.columns.items() if name != UNIT},
        )


def _told(sample: Sample, wish: DrawWish) -> dict[str, Any]:
    units: Mapping[str, Sequence[int]] = drawn_by_unit(sample=sample)
    return {
        "way": str(wish.way),
        "margin": wish.margin,
        "response": wish.response,
        "seed": sample.seed,
        "frame": sample.frame_digest,
        "digest": sample.digest,
        "generator": sample.generator,
        "rules": sample.rules.as_json(),
        "units": {unit: list(numbers) for unit, numbers in units.items()},
        "strata": [[*one.label, one.population, one.drawn] for one in sample.strata],
    }


def _note_unreadable(frame: SampleFrame, reason: Unreadable) -> None:
    frame.columns, frame.fault_count = [], len(reason.faults)
    frame.faults = [fault.as_json() for fault in reason.faults]
    frame.counts, frame.by_unit = {"rows": 0, "people": 0, "likenesses": 0}, {}


def _remove(frame: SampleFrame) -> None:
    """The file, and what its faults cite of it."""
    frame.faults = []
    if frame.upload:
        path = frame.path
        transaction.on_commit(lambda: path.unlink(missing_ok=True))
        frame.upload = ""


def _saved(frame: SampleFrame, event: str, by: Actor, at: datetime, **details: object) -> FrameRecord:
    frame.save()
    about = f"collect.ask:{frame.ask.slug}"
    record(event=event, by=by.reference, at=at, about=about, details=details)
    return frame_record(frame=frame)


__all__ = [
    "FrameHasEnded",
    "NotDrawn",
    "discard_frame",
    "draw_sample",
    "preview_frame",
    "recheck_frame",
    "remove_old_frames",
]
