# SPDX-License-Identifier: EUPL-1.2
"""What a file of those elected is held against: members, parties, and those in office."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Q

from samband.core.country.rules import UPPER
from samband.core.members.queries import authorities_on
from samband.core.people import models
from samband.core.people.analysis.matching import Known
from samband.core.people.analysis.names import fold
from samband.core.people.rules import BodyKind, OrganisationKind

REMEMBERED = timedelta(days=9 * 365)
"""Who left office longer ago than two terms is not asked about."""


def members_and_names(*, on: date) -> dict[str, str]:
    """Number, and folded name where only one bears it -> number of the municipality or county."""
    units = [*authorities_on(on=on), *authorities_on(on=on, level=UPPER)]
    times = Counter(fold(unit.name) for unit in units)
    names = {fold(unit.name): unit.code for unit in units if times[fold(unit.name)] == 1}
    others = {fold(other.name): unit.code for unit in units for other in unit.other_names}
    return {**others, **names, **{unit.code: unit.code for unit in units}}


def party_words() -> dict[str, str]:
    """Folded code, short name and names in all languages -> code of the party."""
    words: dict[str, str] = {}
    for party in models.Organisation.objects.filter(kind=OrganisationKind.PARTY).order_by("-pk"):
        others = [str(other.get("name", "")) for other in party.other_names]
        for word in (*others, party.name, party.short, party.code):
            if word:
                words[fold(word)] = party.code
    return words


def in_office(*, body_kind: BodyKind, begins: date) -> list[Known]:
    """Everybody in a body of this kind when the new term begins, or not long before.

    Whom an earlier file for the same day named is known too, so that a second file meets the same people.
    """
    offices = models.Office.objects.filter(body__kind=body_kind).filter(
        Q(valid_from__lt=begins) | Q(valid_from=begins, turnover__isnull=False)
    )
    offices = offices.exclude(valid_to__lt=begins - REMEMBERED)
    rows = offices.order_by("valid_from", "pk").values_list(
        "person_id", "person__name", "person__gender", "person__private__birth_date",
        "person__identifiers", "authority", "party__code", "valid_from", "valid_to",
    )  # fmt: skip
    people: dict[tuple[int, str], _Gathered] = {}
    for person, name, gender, birth, identifiers, authority, party, first, ends in rows.iterator(
        chunk_size=5000
    ):
        one = people.setdefault((person, authority), _Gathered(person, name, gender, birth, authority))
        one.is_new &= first == begins
        one.numbers |= {str(other.get("identifier", "")) for other in identifiers}
        one.parties |= {party} if party else set()
        one.is_current |= ends is None or ends >= begins
    return [one.known() for one in people.values()]


class _Gathered:
    """What several offices of one person in one member say together."""

    def __init__(self, person: int, name: str, gender: str, birth: str | None, authority: str) -> None:
        self.person, self.name, self.gender = person, name, gender
        self.birth, self.authority = birth or "", authority
        self.numbers: set[str] = set()
        self.parties: set[str] = set()
        self.is_current, self.is_new = False, True

    def known(self) -> Known:
        return Known(
            person=self.person,
            name=self.name,
            authority=self.authority,
            is_current=self.is_current,
            is_new=self.is_new,
            birth_date=self.birth,
            gender=self.gender,
            parties=frozenset(self.parties),
            numbers=frozenset(self.numbers),
        )
