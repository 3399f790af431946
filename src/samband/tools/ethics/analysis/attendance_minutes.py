# SPDX-License-Identifier: EUPL-1.2
"""Who was in a meeting, as sentences of its minutes."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from samband.engines.conflicts import Quorum
from samband.tools.ethics.analysis.attendance import OPENING, AtItem, Change, Step, changes
from samband.tools.ethics.analysis.minutes import sentences


def attendance_told(
    *, at: Sequence[AtItem], names: Mapping[str, str], language: str, is_whole: bool
) -> Mapping[str, str]:
    """The opening under OPENING, and each item in which something differs from the one before.

    names: '' of who was erased, and who is not told. is_whole: nobody was; otherwise nothing is counted.
    Who steps aside is told with the decision, and here by the number of those who are left.
    """
    words = sentences()[language]
    told = {OPENING: "\n".join(_opening(at[0], names, words, is_whole=is_whole))}
    for before, now in pairwise(at):
        steps = list(changes(before=before, now=now))
        if steps:
            lines = [*_steps(steps, names, words), *(_counted(now.quorum, words) if is_whole else ())]
            told[now.item] = " ".join(lines)
    return {item: text for item, text in told.items() if text}


def _opening(
    at: AtItem, names: Mapping[str, str], words: Mapping[str, str], *, is_whole: bool
) -> Iterator[str]:
    yield words["attendance"]
    for key, people in (
        ("present", [names[one.member] for one in at.chairs if one.why is None]),
        ("absent", [names[one.member] for one in at.chairs if one.why is not None]),
        ("deputies", [_pair(one.deputy, one.member, names, words) for one in at.chairs if one.deputy]),
    ):
        if known := ", ".join(one for one in people if one):
            yield words[key].format(people=known)
    if is_whole:
        yield from _counted(at.quorum, words)


def _pair(deputy: str, member: str, names: Mapping[str, str], words: Mapping[str, str]) -> str:
    return words["deputy_for"].format(deputy=names[deputy], member=names[member])


def _steps(steps: Sequence[Change], names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    for one in steps:
        if one.step is not Step.ASIDE and names[one.person]:
            yield words[one.step].format(person=names[one.person], member=names.get(one.member, ""))


def _counted(found: Quorum, words: Mapping[str, str]) -> Iterator[str]:
    yield words["count"].format(present=found.present, base=found.base)
    if not found.is_kept:
        yield words["needed"].format(needed=found.needed)
