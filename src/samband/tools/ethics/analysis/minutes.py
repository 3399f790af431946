# SPDX-License-Identifier: EUPL-1.2
"""Text for the minutes, from what the body decided and who was recorded as present; from nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from samband.tools.ethics.analysis.attendance import OPENING
from samband.tools.ethics.rules import DecisionRecord
from samband.tools.ethics.rules.advice import Advised

WORDS = Path(__file__).parents[1] / "parameters" / "minutes.yaml"
LANGUAGES = {"en": "English", "nb": "Norsk bokmål", "nn": "Norsk nynorsk", "ro": "Română"}
"""Of minutes, with the name by which their readers know them."""
NOT_RECORDED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AdviceTold:
    """found: what the program found, in the language of the minutes. advised, reason: the adviser instead."""

    item: str
    person: int
    found: str
    advised: Advised
    reason: str


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Of the minutes, by language and name."""
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return told


def minutes_text(
    *,
    titles: Mapping[str, str],
    decisions: Iterable[DecisionRecord],
    body: str,
    is_announced: bool,
    language: str,
    advice: Iterable[AdviceTold] = (),
    attendance: Mapping[str, str] = NOT_RECORDED,
) -> str:
    """Paragraphs, items in the order of ``titles`` (number -> title); '' when nothing is to be told.

    is_announced: people announce their interest and nobody votes on it. language: one of LANGUAGES.
    attendance: as ``analysis.attendance_minutes`` tells it, by item, '' for the opening.
    """
    words, listed = sentences()[language], list(decisions)
    told = {(one.item, one.person): _advised(one, words) for one in advice}
    parts = [attendance[OPENING]] if OPENING in attendance else []
    for number, title in titles.items():
        lines = [
            _told(one, body, words, is_announced=is_announced) + told.get((one.item, one.person), "")
            for one in listed
            if one.item == number
        ]
        lines += [attendance[number]] if number in attendance else []
        if lines:
            parts.append("\n".join([words["item"].format(number=number, title=title), *lines]))
    return "\n\n".join(parts) + ("\n" if parts else "")


def _advised(one: AdviceTold, words: Mapping[str, str]) -> str:
    advised, reason = words[f"advised_{one.advised}"], one.reason.rstrip(".")
    return " " + words["advice"].format(found=one.found, advised=advised, reason=reason)


def _told(one: DecisionRecord, body: str, words: Mapping[str, str], *, is_announced: bool) -> str:
    return " ".join(_parts(one, body, words, "announced" if is_announced else "decided"))


def _parts(one: DecisionRecord, body: str, words: Mapping[str, str], how: str) -> Iterator[str]:
    yield words[f"{how}_{one.outcome}"].format(person=one.name, body=body)
    if one.citation:
        yield words["ground"].format(ground=one.citation.rstrip("."))
    if one.reason:
        yield words["reason"].format(reason=one.reason)
