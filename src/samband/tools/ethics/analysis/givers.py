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


def giver_named(*, name: str, people: Iterable[Mapping[str, str]], language: str) -> str:
    """Id of the giver who perhaps bears the name; empty when nobody does. language: of the names."""
    wanted = Person(name)
    return next(
        (
            one["id"]
            for one in people
            if is_giver(ref=one["id"])
            and compare(left=Person(one["name"]), right=wanted, language=language).identity != Identity.NONE
        ),
        "",
    )
