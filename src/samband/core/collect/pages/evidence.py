# SPDX-License-Identifier: EUPL-1.2
"""Files that came with answers, as a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.collect.operations.evidence_reading import EvidenceFile, FileState
from samband.engines.instrument import Words

STATE_WORDS: Mapping[FileState, object] = {
    FileState.OPEN: "",
    FileState.LOCKED: _("Locked by whoever sent it: it opens only with their password."),
    FileState.SEALED: _(
        "Sealed: no key of this installation opens it. Is the key of a restored backup missing?"
    ),
    FileState.GONE: _("Not there any more."),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """id: in the address. said: what is special about it; '' for nothing. kilobytes: at least 1."""

    id: str
    name: str
    question: str
    member: str
    group: str
    kilobytes: int
    said: str
    is_here: bool


def file_lines(
    *, files: Iterable[EvidenceFile], words: Words, units: Mapping[str, str]
) -> Iterator[FileLine]:
    for one in files:
        place = one.place
        yield FileLine(
            id=place.name,
            name=one.name or gettext("A file without a name"),
            question=words.question(place.question.partition("[")[0]),
            member=units.get(place.unit, place.unit),
            group=words.groups.get(place.group, place.group),
            kilobytes=-(-len(one.content) // 1_000),
            said=str(STATE_WORDS[one.state]),
            is_here=one.is_here,
        )
