# SPDX-License-Identifier: EUPL-1.2
"""Every address of the site is a door, and this folder is the one table of who may go through which.

How an area adds its doors: write ``<area>.py`` beside this file with

- ``DOORS``: a line for each named address, two or more where it matters whose thing it is. ``get`` and
  ``post`` say who may; everybody else meets the same page as at an address that does not exist, or the way
  to sign-in.
- ``SECRETS``, when the area has something that not everybody may read: text -> who may meet it, on any page.
  Each of them meets it somewhere, or the test fails: a secret that nobody finds proves nothing.
- ``furnish(*, known)``, when the doors need something behind them: make it, and return what stands in
  addresses, for ``given={"slug": "@wave"}``.

``test_every_door.py`` finds the file by itself, and fails when an address of the site has no line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Who(StrEnum):
    """The cast (tests/cast.py). Contact person and councillor are of Utsira, the secretary of Årdal."""

    NOBODY = "inhabitant"
    OUTSIDER = "outsider"
    COUNCILLOR = "councillor"
    CONTACT = "contact"
    SECRETARY = "secretary"
    ANALYST = "analyst"
    INTERVIEWER = "interviewer"
    ADMINISTRATOR = "administrator"


NOBODY, OUTSIDER, COUNCILLOR, CONTACT, SECRETARY, ANALYST, INTERVIEWER, ADMINISTRATOR = Who
ALL = frozenset(Who)
SIGNED_IN = ALL - {NOBODY}
STAFF = frozenset({ANALYST, ADMINISTRATOR})
NONE: frozenset[Who] = frozenset()
UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"


@dataclass(frozen=True, slots=True)
class Door:
    """name: of the address. given: what stands in it; ``@x`` for what the world calls x.

    get, post: who may. An address that only takes one of the two says NONE for the other.
    data: what a form behind it sends, ``@x`` as in ``given``.
    exists: False when nothing stands behind it in this world: whoever may is told that nothing is there.
    """

    name: str
    get: frozenset[Who] = NONE
    post: frozenset[Who] = NONE
    given: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    exists: bool = True

    def label(self, method: str) -> str:
        inside = ", ".join(f"{name}={value}" for name, value in self.given.items())
        return f"{method} {self.name}({inside}){self.query}"
