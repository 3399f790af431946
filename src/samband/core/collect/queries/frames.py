# SPDX-License-Identifier: EUPL-1.2
"""Files of people and what was drawn from them. Nobody's name stands here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.invitations import FrameState
from samband.core.collect.models import SampleFrame
from samband.core.collect.rules import MANAGE_CASES
from samband.engines.files import Fault, fault_from_json
from samband.engines.files.faults import FileFault
from samband.engines.sampling import FrameColumns
from samband.engines.sampling.frame_faults import FrameFault


@dataclass(frozen=True, slots=True)
class FrameRecord:
    """people: good rows. likenesses: groups of persons with the same phone or e-mail. contacts: name, email …
    -> how many people have it. strata: columns that a draw can be shared out over. draw: empty until drawn;
    its ``units`` are member -> people in the file and drawn of them.
    """

    id: int
    ask: str
    group: str
    filename: str
    encoding: str
    columns: tuple[str, ...]
    chosen: FrameColumns
    rows: int
    people: int
    likenesses: int
    contacts: Mapping[str, int]
    strata: tuple[str, ...]
    by_unit: Mapping[str, int]
    faults: tuple[Fault, ...]
    fault_count: int
    state: FrameState
    draw: Mapping[str, Any]
    uploaded_at: datetime


class NoSuchFrame(LookupError):  # noqa: N818  it names the fact
    """There is no such file."""


def sample_frame(*, actor: Actor, ask: str, frame_id: int) -> FrameRecord:
    """Raises NoSuchFrame, NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = SampleFrame.objects.filter(ask__slug=ask, pk=frame_id).select_related("ask").first()
    if found is None:
        raise NoSuchFrame(frame_id)
    return frame_record(frame=found)


def sample_frames(*, actor: Actor, ask: str) -> tuple[FrameRecord, ...]:
    """The latest first. Raises NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = SampleFrame.objects.filter(ask__slug=ask).select_related("ask").order_by("-uploaded_at", "pk")
    return tuple(frame_record(frame=one) for one in found)


def frame_record(*, frame: SampleFrame) -> FrameRecord:
    counts = frame.counts
    return FrameRecord(
        id=frame.pk,
        ask=frame.ask.slug,
        group=frame.group,
        filename=frame.filename,
        encoding=frame.encoding,
        columns=tuple(frame.columns),
        chosen=FrameColumns(**frame.chosen),
        rows=counts.get("rows", 0),
        people=counts.get("people", 0),
        likenesses=counts.get("likenesses", 0),
        contacts=counts.get("contacts", {}),
        strata=tuple(counts.get("strata", ())),
        by_unit=frame.by_unit,
        faults=tuple(fault_from_json(kept=kept, kinds=(FileFault, FrameFault)) for kept in frame.faults),
        fault_count=frame.fault_count,
        state=FrameState(frame.state),
        draw=frame.draw,
        uploaded_at=frame.uploaded_at,
    )
