# SPDX-License-Identifier: EUPL-1.2
"""Submissions whose senders are looked up: held against their questionnaire, and sealed."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from samband.core.collect.analysis.deciding import Wish
from samband.core.collect.analysis.sealing import NONCE_BYTES, draft_id, seal
from samband.core.collect.analysis.validity import Valid, validated
from samband.core.collect.operations.intake.holders import Holder, holders, spent
from samband.core.collect.operations.intake.preparing import Begun
from samband.core.collect.operations.intake.refusals import NotTaken, Reason
from samband.core.collect.queries import AskedForm, NoForm
from samband.engines.instrument import Extent


@dataclass(frozen=True, slots=True)
class Receipt:
    """number: what the respondent may note; kept nowhere. is_repeat: the same submission was taken before."""

    number: str
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """Ready to be written. wish: what it would take. day: no more of the time is kept.

    at: when it came, to see which places in the quotas are kept for others then. Never written.
    """

    wish: Wish
    receipt: str
    group: str
    unit: str
    mode: str
    language: str
    day: date
    sealed: bytes
    draft: str
    at: datetime


def finished(*, begun: Sequence[Begun]) -> list[Prepared | Receipt | Exception]:
    """One for each: ready to be written, the receipt where it was taken before, or why it is not taken.

    What is wrong with one stays with that one. Raises DatabaseError when nothing could be looked up.
    """
    found = holders(begun=begun)
    late = {one.mark for one, holder in zip(begun, found, strict=True) if holder and _is_late(one, holder)}
    marks = spent(marks=late)
    return [_finished(one, holder, marks) for one, holder in zip(begun, found, strict=True)]


def _is_late(one: Begun, holder: Holder) -> bool:
    return holder.has_answered or not one.asked.is_open(at=one.at)


def _finished(one: Begun, holder: Holder | None, marks: Collection[str]) -> Prepared | Receipt | Exception:
    """marks: of those that come late, the ones that were taken in time."""
    if holder is None:
        return NotTaken(Reason.UNKNOWN_SECRET)
    if one.mark in marks:
        return Receipt(one.receipt, is_repeat=True)
    if _is_late(one, holder):
        return NotTaken(_reason_closed(one, holder))
    try:
        _check_way(one, holder)
        return _sealed(one, holder)
    except Exception as fault:  # noqa: BLE001  whoever sent it is told
        return fault


def _reason_closed(one: Begun, holder: Holder) -> Reason:
    if holder.has_answered:
        return Reason.ANSWERED
    return Reason.EARLY if one.asked.is_early(at=one.at) else Reason.CLOSED


def _check_way(one: Begun, holder: Holder) -> None:
    asked = one.asked
    if one.submission.mode not in asked.channels:
        raise NotTaken(Reason.WRONG_MODE)
    if one.submission.language not in asked.languages:
        raise NotTaken(Reason.WRONG_LANGUAGE)
    if holder.unit not in asked.units or holder.group not in _instrument(asked).groups:
        raise NotTaken(Reason.WRONG_PLACE)


def _instrument(asked: AskedForm) -> Any:  # noqa: ANN401
    try:
        return asked.instrument
    except NoForm:
        raise NotTaken(Reason.WRONG_MODE) from None


def _sealed(one: Begun, holder: Holder) -> Prepared:
    sent, asked, keys, day = one.submission, one.asked, settings.SAMBAND_BOX_KEYS, timezone.localdate(one.at)
    flow = asked.instrument.flow
    valid = validated(flow=flow, group=holder.group, answers=sent.answers, today=day)
    extent = _extent(one, valid)
    if valid.lacking and not _may_be_unfinished(one, valid, extent):
        raise NotTaken(Reason.INCOMPLETE, valid.lacking)
    nonce = os.urandom(NONCE_BYTES)
    return Prepared(
        wish=Wish(one.mark, asked.id, asked.revision, holder.case, _cells(one, holder, valid)),
        receipt=one.receipt,
        group=holder.group,
        unit=holder.unit,
        mode=sent.mode,
        language=sent.language,
        day=day,
        sealed=seal(content=_content(one, valid, extent), ask=asked.slug, keys=keys, nonce=nonce),
        draft=draft_id(ask=asked.slug, secret=sent.draft, keys=keys) if sent.draft else "",
        at=one.at,
    )


def _extent(one: Begun, valid: Valid) -> Extent:
    """Whoever is led to an early end has been asked all that concerns them."""
    if valid.ended_by:
        return Extent.COMPLETE
    return one.asked.instrument.extent.extent_of(asked=valid.asked, answered=valid.answered)


def _may_be_unfinished(one: Begun, valid: Valid, extent: Extent) -> bool:
    return one.submission.is_partial and valid.is_only_unfinished and extent is not Extent.BROKEN_OFF


def _cells(one: Begun, holder: Holder, valid: Valid) -> tuple[int, ...]:
    """Whoever is led to an early end takes no place from those whom the questions concern."""
    if valid.ended_by:
        return ()
    place = {"unit": holder.unit, "group": holder.group, "mode": one.submission.mode}
    return one.asked.quotas.cells_of(traits={**holder.known, **valid.background, **place})


def _content(one: Begun, valid: Valid, extent: Extent) -> Mapping[str, Any]:
    """What is usual is left out."""
    unusual = {"extent": "" if extent is Extent.COMPLETE else extent.value, "ended_by": valid.ended_by}
    return {
        "answers": valid.answers,
        "background": valid.background,
        "mode": one.submission.mode,
        "seed": one.submission.seed,
        **{name: value for name, value in unusual.items() if value},
    }
