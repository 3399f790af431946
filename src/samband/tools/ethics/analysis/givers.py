# SPDX-License-Identifier: EUPL-1.2
"""Private persons who gave something: known by a name alone, so that they are perhaps a party and no more."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from samband.engines.names import Identity, Person, compare
from samband.tools.ethics.analysis.names import fold

_PREFIX = "giver_"


def giver_id(*, name: str) -> str:
    """The same for one name in every file, and nothing of the name in it."""
    return _PREFIX + sha256(fold(name).encode()).hexdigest()[:12]


def is_giver(*, ref: str) -> bool:
    return ref.startswith(_PREFIX)


def givers_named(*, name: str, people: Iterable[Mapping[str, str]], language: str) -> tuple[str, ...]:
    """Ids of all givers who perhaps bear the name, however each was written. language: of the names."""
    wanted = Person(name)
    return tuple(
        one["id"]
        for one in people
        if is_giver(ref=one["id"])
        and compare(left=Person(one["name"]), right=wanted, language=language).identity != Identity.NONE
    )
