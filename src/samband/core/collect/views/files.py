# SPDX-License-Identifier: EUPL-1.2
"""Files that a page of a questionnaire sends along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from django.http import HttpRequest
from django.utils.translation import gettext

from samband.core.collect.forms import raw_of
from samband.core.collect.operations.answering import Sheet
from samband.core.collect.operations.evidence import FileRefused, clean_name, drop_evidence, keep_evidence
from samband.core.collect.views.ways import Standing
from samband.engines.instrument import Step
from samband.engines.instrument.flow import Evidence

MOST_FILES: Final = 20
"""Of one respondent, so that nobody fills the disk with one questionnaire."""


@dataclass(frozen=True, slots=True)
class SentFiles:
    """raw: what the page sent, with the ids of its files. kept: id -> name of all files of the sheet.

    refused: field -> why a file of it was not taken.
    """

    raw: Mapping[str, Sequence[str]]
    kept: Mapping[str, str]
    refused: Mapping[str, str]


def files_of(*, request: HttpRequest, now: Standing, sheet: Sheet, step: Step) -> SentFiles:
    """Keep the files that came, forget those that were unticked."""
    raw, kept, refused = dict(raw_of(step=step, data=request.POST)), dict(sheet.files), {}
    for question in step.questions:
        if isinstance(question.kind, Evidence):
            key = step.answer_key(question)
            before = {name for name in sheet.visit.answers.get(key, ()) if name in kept}  # type: ignore[union-attr]
            typed = sheet.visit.typed.get(step.key, {}).get(key, ())
            before |= {name for name in typed if name in kept}
            ticked = [name for name in raw.get(key, ()) if name in before]
            for name in before.difference(ticked):
                drop_evidence(name=name)
                del kept[name]
            new, fault = _new_files(request, now, question.kind, f"file:{key}", MOST_FILES - len(kept))
            kept |= new
            raw[key] = [*ticked, *new]
            if fault:
                refused[key] = fault
    return SentFiles(raw, kept, refused)


def _new_files(
    request: HttpRequest, now: Standing, kind: Evidence, field: str, room: int
) -> tuple[dict[str, str], str]:
    """Id -> name of those that were taken, and what is wrong with one that was not."""
    new: dict[str, str] = {}
    fault = ""
    for file in request.FILES.getlist(field):
        name = file.name or "file"
        if len(new) >= min(room, kind.most + 1):
            return new, gettext("These are too many files. Send fewer.")
        try:
            place = keep_evidence(
                ask=now.way.ask,
                secret=now.way.draft,
                file=cast(BinaryIO, file),
                filename=name,
                kind=kind,
                on=now.today,
            )
        except FileRefused as refusal:
            fault = str(refusal)
        else:
            new[place] = clean_name(filename=name)
    return new, fault
