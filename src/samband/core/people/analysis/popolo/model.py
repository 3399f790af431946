# SPDX-License-Identifier: EUPL-1.2
"""What Samband understands of a Popolo file. Field names are those of the specification."""

from dataclasses import dataclass

Facts = tuple[dict[str, str], ...]
"""Small objects of texts, such as {"scheme": "wikidata", "identifier": "Q1"}, as they stand in the file."""

LEGISLATIVE_PERIOD = "legislative period"


@dataclass(frozen=True, slots=True)
class Person:
    """birth_date, death_date: ``1970``, ``1970-05`` or ``1970-05-17``."""

    id: str
    name: str
    given_name: str = ""
    family_name: str = ""
    gender: str = ""
    birth_date: str = ""
    death_date: str = ""
    email: str = ""
    image: str = ""
    other_names: Facts = ()
    identifiers: Facts = ()
    links: Facts = ()
    contact_details: Facts = ()
    images: Facts = ()
    sources: Facts = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """classification: ``party``, ``legislature``, or what the file says. seats: None when not told."""

    id: str
    name: str
    classification: str = ""
    seats: int | None = None
    founding_date: str = ""
    dissolution_date: str = ""
    other_names: Facts = ()
    identifiers: Facts = ()
    links: Facts = ()


@dataclass(frozen=True, slots=True)
class PopoloPost:
    id: str
    label: str = ""
    role: str = ""
    organization_id: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """The ids name persons, organizations, areas, events and posts of the same file.

    end_date: the last day or month or year, included.
    """

    person_id: str
    organization_id: str
    role: str = ""
    on_behalf_of_id: str = ""
    area_id: str = ""
    legislative_period_id: str = ""
    post_id: str = ""
    start_date: str = ""
    end_date: str = ""
    sources: Facts = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Only legislative periods are kept."""

    id: str
    name: str
    classification: str = LEGISLATIVE_PERIOD
    organization_id: str = ""
    start_date: str = ""
    end_date: str = ""
    other_names: Facts = ()
    identifiers: Facts = ()


@dataclass(frozen=True, slots=True)
class AreaItem:
    id: str
    name: str
    type: str = ""
    other_names: Facts = ()
    identifiers: Facts = ()


@dataclass(frozen=True, slots=True)
class Popolo:
    """A file. Each list in the order in which it was read."""

    persons: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    posts: tuple[PopoloPost, ...] = ()
    memberships: tuple[Membership, ...] = ()
    events: tuple[Event, ...] = ()
    areas: tuple[AreaItem, ...] = ()


PARTS: dict[str, type] = {
    "persons": Person,
    "organizations": Organization,
    "posts": PopoloPost,
    "memberships": Membership,
    "events": Event,
    "areas": AreaItem,
}
FACTS = frozenset({"other_names", "identifiers", "links", "contact_details", "images", "sources"})
"""Fields that hold lists of small objects."""
