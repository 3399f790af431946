# SPDX-License-Identifier: EUPL-1.2
"""My interests: what stands there, from where, and whether it is still right."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from samband.tools.ethics.pages.lines import OWN_HEADER, Line, interest_lines, own_row
from samband.tools.ethics.pages.words import EXAMPLES, KINDS
from samband.tools.ethics.queries import InterestRecord, Interests
from samband.tools.ethics.rules import Freshness, InterestKind, KinEntry, Policy, kin_to_plain


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of interest to add. example: what belongs to it."""

    code: str
    name: str
    example: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class InterestsPage:
    """note: what the policy says of the register, empty when it says nothing."""

    held: tuple[Line, ...]
    ended: tuple[Line, ...]
    kinds: tuple[KindChoice, ...]
    confirmed_on: date | None
    due: date | None
    is_fresh: bool
    has_changed: bool
    is_public: bool
    source: str
    note: str


def interests_page(*, found: Interests, policy: Policy) -> InterestsPage:
    return InterestsPage(
        held=interest_lines(found=found.held, policy=policy),
        ended=interest_lines(found=found.ended, policy=policy),
        kinds=kind_choices(policy=policy),
        confirmed_on=found.confirmed_on,
        due=found.due,
        is_fresh=found.freshness is Freshness.FRESH,
        has_changed=found.has_changed,
        is_public=policy.is_public,
        source=policy.source,
        note=policy_note(policy=policy),
    )


def kind_choices(*, policy: Policy) -> tuple[KindChoice, ...]:
    return tuple(
        KindChoice(kind.value, str(KINDS[kind]), str(EXAMPLES[kind]), policy.shows(kind))
        for kind in InterestKind
    )


def policy_note(*, policy: Policy) -> str:
    """In the reader's language, else in English."""
    return policy.note.get(get_language() or "en") or policy.note.get("en", "")


def own_rows(*, found: Interests) -> Iterator[tuple[str, ...]]:
    for one in (*found.held, *found.ended):
        yield own_row(one=one)


def own_json(*, found: Interests, kin: Iterable[KinEntry] | None, at: datetime) -> str:
    """All that stands in the record and on the private list (None: it does not open), for a machine."""
    document = {
        "made_at": at.isoformat(),
        "confirmed_on": found.confirmed_on.isoformat() if found.confirmed_on else None,
        "interests": [_named(one) for one in (*found.held, *found.ended)],
        "private_list": None if kin is None else kin_to_plain(entries=tuple(kin)),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _named(one: InterestRecord) -> dict[str, str]:
    row = dict(zip(OWN_HEADER, own_row(one=one), strict=True))
    return {"key": one.key, **{name: value for name, value in row.items() if value and name != "offices"}}
