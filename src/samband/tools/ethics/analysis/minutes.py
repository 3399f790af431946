# SPDX-License-Identifier: EUPL-1.2
"""Text for the minutes, from what the body decided and from nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from samband.tools.ethics.rules import DecisionRecord

WORDS = Path(__file__).parents[1] / "parameters" / "minutes.yaml"
LANGUAGES = {"en": "English", "nb": "Norsk bokmål", "nn": "Norsk nynorsk", "ro": "Română"}
"""Of minutes, with the name by which their readers know them."""


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return told


def minutes_text(
    *,
    titles: Mapping[str, str],
    decisions: Iterable[DecisionRecord],
    body: str,
    is_announced: bool,
    language: str,
) -> str:
    """Paragraphs, items in the order of ``titles`` (number -> title); '' when nothing is decided.

    is_announced: people announce their interest and nobody votes on it. language: one of LANGUAGES.
    """
    words, listed = _sentences()[language], list(decisions)
    parts = []
    for number, title in titles.items():
        lines = [_told(one, body, words, is_announced=is_announced) for one in listed if one.item == number]
        if lines:
            parts.append("\n".join([words["item"].format(number=number, title=title), *lines]))
    return "\n\n".join(parts) + ("\n" if parts else "")


def _told(one: DecisionRecord, body: str, words: Mapping[str, str], *, is_announced: bool) -> str:
    return " ".join(_parts(one, body, words, "announced" if is_announced else "decided"))


def _parts(one: DecisionRecord, body: str, words: Mapping[str, str], how: str) -> Iterator[str]:
    yield words[f"{how}_{one.outcome}"].format(person=one.name, body=body)
    if one.citation:
        yield words["ground"].format(ground=one.citation.rstrip("."))
    if one.reason:
        yield words["reason"].format(reason=one.reason)
