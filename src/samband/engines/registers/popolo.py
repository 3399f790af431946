# SPDX-License-Identifier: EUPL-1.2
"""People, organisations and memberships as Popolo writes them (popoloproject.com): one object with lists.

A membership with a post or a role is a post; one without is membership. Ids of people and of
organisations may be the same there: then the organisation's is told apart by a prefix.
"""

from collections.abc import Iterator, Mapping

from samband.engines.conflicts import TieKind
from samband.engines.registers.faults import LeftOut, RegisterFault
from samband.engines.registers.found import FoundOrganisation, FoundPerson, FoundTie, Role
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.records import Record, objects_at, text_at
from samband.engines.registers.roles import role_of

USED = frozenset({"persons", "organizations", "posts", "memberships", "meta"})
KINDS: Mapping[str, str] = {"party": "political_party", "company": "company", "association": "association"}


def read_popolo(*, document: Record, into: Gathering) -> None:
    """Places in the file are told as numbers in their list."""
    for place, told in enumerate(objects_at(document, "persons"), start=1):
        if code := _code(told, place, into):
            into.person(_person(code, told), line=place)
    codes: dict[str, str] = {}
    for place, told in enumerate(objects_at(document, "organizations"), start=1):
        if code := _code(told, place, into):
            codes[code] = f"organisation-{code}" if code in into.people else code
            into.organisation(_organisation(codes[code], told), line=place)
    posts = {text_at(told, "id"): told for told in objects_at(document, "posts")}
    for place, (told, person) in enumerate(_memberships(document), start=1):
        made = _tie(told, person, place, posts, codes, into)
        into.ties += [made] if made else []
    for key, listed in document.items():
        if key not in USED and isinstance(listed, list):
            for _ in listed:
                into.leave(LeftOut.UNUSED, key)


def _code(told: Record, place: int, into: Gathering) -> str:
    code = text_at(told, "id")
    if not code:
        into.fault(RegisterFault.RECORD_WITHOUT_ID, line=place)
    return code


def _person(code: str, told: Record) -> FoundPerson:
    others = (text_at(other, "name") for other in objects_at(told, "other_names"))
    parts = (text_at(told, part) for part in ("given_name", "family_name"))
    return FoundPerson(
        id=code,
        name=text_at(told, "name") or " ".join(part for part in parts if part),
        birth_date=text_at(told, "birth_date"),
        other_names=tuple(name for name in others if name)[:20],
    )


def _organisation(code: str, told: Record) -> FoundOrganisation:
    numbers = (text_at(one, "identifier") for one in objects_at(told, "identifiers"))
    return FoundOrganisation(
        id=code,
        name=text_at(told, "name"),
        number=next((number for number in numbers if number), ""),
        kind=KINDS.get(text_at(told, "classification").casefold(), ""),
    )


def _memberships(document: Record) -> Iterator[tuple[Record, str]]:
    """Each with its person: in a list of their own, or with the people."""
    for told in objects_at(document, "memberships"):
        yield told, text_at(told, "person_id") or text_at(told, "person", "id")
    for person in objects_at(document, "persons"):
        for told in objects_at(person, "memberships"):
            yield told, text_at(person, "id")


def _tie(
    told: Record,
    person: str,
    place: int,
    posts: Mapping[str, Record],
    codes: Mapping[str, str],
    into: Gathering,
) -> FoundTie | None:
    post = posts.get(text_at(told, "post_id"), {})
    organisation = text_at(told, "organization_id") or text_at(post, "organization_id")
    record = text_at(told, "id") or f"memberships {place}"
    if not person:
        into.leave(LeftOut.UNUSED, "membership without person")
        return None
    days = into.period(text_at(told, "start_date"), text_at(told, "end_date"), line=place, record=record)
    if days is None:
        return None
    words = [text_at(told, "role"), text_at(post, "role"), text_at(post, "label"), text_at(told, "label")]
    said = [word for word in words if word]
    role = next((role for role in map(role_of, said) if role), Role.OTHER if said else None)
    if said and said[0].casefold() == "member":
        role = None
    return FoundTie(
        who=person, kind=TieKind.POST if role else TieKind.MEMBER_OF,
        to=codes.get(organisation, organisation), record=record, line=place, role=role,
        what=said[0] if role is Role.OTHER else "",
        valid_from=days[0], valid_to=days[1], source=_source(told) or into.source,
    )  # fmt: skip


def _source(told: Record) -> str:
    return next((text for text in (text_at(one, "url") for one in objects_at(told, "sources")) if text), "")
