# SPDX-License-Identifier: EUPL-1.2
"""Rules of retention as data: which facts are kept how long after the last office. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

FACTS = frozenset(
    {
        "email", "phone", "address", "contact_details", "images", "language", "birth_date", "death_date",
        "account", "person",
    }
)  # fmt: skip
"""``person`` means the whole person with all offices, for people without any public office."""
CONTACT, BIRTH, ACCOUNT, NOT_PUBLIC, WITHOUT_OFFICE = (
    "contact_data", "birth_date", "account", "not_public", "without_office",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """facts: what is erased ``months`` after the last office ended. reason: why it is kept until then."""

    code: str
    facts: tuple[str, ...]
    months: int
    reason: str

    @property
    def is_whole_person(self) -> bool:
        return "person" in self.facts


class BadRules(ValueError):  # noqa: N818  it names the fact
    """The file of rules cannot be followed. The text says where and what to do."""


def read_rules(*, text: str) -> tuple[Rule, ...]:
    """Raises BadRules with the first thing that is wrong."""
    document = yaml.safe_load(text)
    rows = document.get("rules") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadRules("retention.yaml: there is no list “rules”. Write one rule for each kind of data.")
    rules = tuple(_rule(place, row) for place, row in enumerate(rows, start=1))
    if len({rule.code for rule in rules}) < len(rules):
        raise BadRules("retention.yaml: two rules have the same code. Give each a code of its own.")
    return rules


def _rule(place: int, row: Mapping[str, Any]) -> Rule:
    missing = {"code", "facts", "months", "reason"} - set(row)
    if missing:
        raise BadRules(f"retention.yaml, rule {place}: {', '.join(sorted(missing))} is missing. Add it.")
    unknown = set(row["facts"]) - FACTS
    if unknown:
        raise BadRules(f"retention.yaml, rule {place}: {', '.join(sorted(unknown))} is no fact that is held.")
    if not isinstance(row["months"], int) or not 0 <= row["months"] <= 1200:
        raise BadRules(f"retention.yaml, rule {place}: months must be a whole number from 0 to 1200.")
    return Rule(str(row["code"]), tuple(row["facts"]), row["months"], str(row["reason"]))


def cutoff(*, rule: Rule, on: date) -> date:
    """Whose last office ended on or before this day is due; periods are half-open."""
    months = on.year * 12 + on.month - 1 - rule.months
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    for day in (on.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day, on.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
