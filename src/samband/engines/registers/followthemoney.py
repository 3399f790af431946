# SPDX-License-Identifier: EUPL-1.2
"""Entities of FollowTheMoney (followthemoney.tech, version 4): one JSON object on a line, with its schema.

Properties are lists; the first value counts. Schemata of kin and acquaintance are left out unless asked for.
"""

from collections.abc import Callable, Iterable, Mapping

from samband.engines.conflicts import TieKind
from samband.engines.registers.faults import LeftOut, RegisterFault
from samband.engines.registers.found import FoundOrganisation, FoundPerson, FoundTie, Part, Role
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.records import Record, first_text, inside, plain, text_at
from samband.engines.registers.roles import role_of
from samband.engines.registers.shares import part_of

ORGANISATIONS: Mapping[str, str] = {
    "Company": "company",
    "Organization": "",
    "LegalEntity": "",
    "PublicBody": "authority",
}
KIN = frozenset({"Family", "Associate"})
EDGES: Mapping[str, tuple[str, str]] = {
    "Directorship": ("director", "organization"),
    "Ownership": ("owner", "asset"),
    "Membership": ("member", "organization"),
    "Occupancy": ("holder", "post"),
    "Employment": ("employee", "employer"),
    "Representation": ("agent", "client"),
}
"""Schema -> properties of its two ends. An UnknownLink says nothing that a law asks for."""
PARENTS = frozenset({"mother", "father", "parent"})
CHILDREN = frozenset({"child", "son", "daughter"})
SPOUSES = frozenset({"spouse", "husband", "wife"})
_Entity = tuple[int, str, Record]


def read_followthemoney(
    *, found: Iterable[tuple[int, Record]], into: Gathering, with_kin: bool = False
) -> None:
    """with_kin: take declared parents and spouses too where the word is clear, for one's own register."""
    edges: dict[str, tuple[str, _Entity]] = {}
    positions: dict[str, Record] = {}
    for line, told in found:
        code, schema = text_at(told, "id"), text_at(told, "schema")
        if not code:
            into.fault(RegisterFault.RECORD_WITHOUT_ID, line=line)
        elif schema == "Person":
            into.person(_person(code, told), line=line)
        elif schema in ORGANISATIONS:
            into.organisation(_organisation(code, schema, told), line=line)
        elif schema in EDGES or (with_kin and schema == "Family"):
            if code in edges:
                into.fault(RegisterFault.TWICE, line=line, record=code)
            edges.setdefault(code, (schema, (line, code, told)))
        elif schema == "Position":
            positions[code] = told
        else:
            into.unused.add(code)
            into.leave(LeftOut.KIN if schema in KIN else LeftOut.UNUSED, schema)
    for schema, edge in edges.values():
        made = _family(edge, into) if schema == "Family" else _edge(schema, edge, positions, into)
        into.ties += [made] if made else []


def _value(told: Record, *names: str) -> str:
    """Of the first of these properties that says anything."""
    properties = (inside(told, "properties", name) for name in names)
    return next((text for text in map(first_text, properties) if text), "")


def _person(code: str, told: Record) -> FoundPerson:
    names = inside(told, "properties", "name")
    others = [plain(name) for name in names[1:20]] if isinstance(names, list) else []
    return FoundPerson(
        id=code,
        name=_value(told, "name") or text_at(told, "caption"),
        birth_date=_value(told, "birthDate"),
        other_names=tuple(name for name in others if name),
    )


def _organisation(code: str, schema: str, told: Record) -> FoundOrganisation:
    return FoundOrganisation(
        id=code,
        name=_value(told, "name") or text_at(told, "caption"),
        number=_value(told, "registrationNumber", "idNumber"),
        kind=ORGANISATIONS[schema],
        is_public=schema == "PublicBody",
    )


def _edge(schema: str, edge: _Entity, positions: Mapping[str, Record], into: Gathering) -> FoundTie | None:
    line, code, told = edge
    days = into.period(*_written_days(schema, told), line=line, record=code)
    if days is None:
        return None
    who, to = (_value(told, name) for name in EDGES[schema])
    what = _value(told, "role")
    if schema == "Occupancy" and to in positions:
        what, to = _value(positions[to], "name"), _value(positions[to], "organization")
        if not to:
            into.leave(LeftOut.UNUSED, "Occupancy")
            return None
    kind, role, detail = _KINDS[schema](what)
    return FoundTie(
        who=who, kind=kind, to=to, record=code, line=line, role=role, detail=detail,
        what=what if role is Role.OTHER else "",
        part=_part(edge, into) if kind is TieKind.OWNS else None,
        valid_from=days[0], valid_to=days[1],
        source=_value(told, "publisher", "sourceUrl") or into.source,
    )  # fmt: skip


_KINDS: Mapping[str, Callable[[str], tuple[TieKind, Role | None, str]]] = {
    "Directorship": lambda what: (
        TieKind.POST,
        (role_of(what) or Role.OTHER) if what else Role.BOARD_MEMBER,
        "",
    ),
    "Ownership": lambda _: (TieKind.OWNS, None, ""),
    "Membership": lambda what: (
        (TieKind.POST, role_of(what), "") if role_of(what) else (TieKind.MEMBER_OF, None, "")
    ),
    "Occupancy": lambda what: (TieKind.POST, role_of(what) or Role.OTHER, ""),
    "Employment": lambda what: (
        TieKind.POST,
        Role.MANAGER if role_of(what) is Role.MANAGER else Role.EMPLOYEE,
        "",
    ),
    "Representation": lambda _: (TieKind.REPRESENTS, None, "representative"),
}


def _written_days(schema: str, told: Record) -> tuple[str, str]:
    if schema == "Occupancy":
        return _value(told, "startDate", "periodStart", "date"), _value(told, "endDate", "periodEnd")
    return _value(told, "startDate", "date"), _value(told, "endDate")


def _part(edge: _Entity, into: Gathering) -> Part | None:
    line, code, told = edge
    try:
        return part_of(exact=_value(told, "percentage"))
    except ValueError:
        into.fault(RegisterFault.BAD_SHARE, line=line, record=code)
        return None


def _family(edge: _Entity, into: Gathering) -> FoundTie | None:
    """``relative`` is to ``person`` what the word says. Words that do not say it clearly make no tie."""
    line, code, told = edge
    word = _value(told, "relationship").casefold()
    person, relative = _value(told, "person"), _value(told, "relative")
    days = into.period(*_written_days("Family", told), line=line, record=code)
    if days is None or word not in PARENTS | CHILDREN | SPOUSES:
        into.leave(LeftOut.KIN, f"Family {word}")
        return None
    kind = TieKind.MARRIED_TO if word in SPOUSES else TieKind.PARENT_OF
    who, to = (relative, person) if word not in CHILDREN else (person, relative)
    return FoundTie(
        who=who, kind=kind, to=to, record=code, line=line, valid_from=days[0], valid_to=days[1],
        detail="biological" if kind is TieKind.PARENT_OF else "",
        source=_value(told, "publisher", "sourceUrl") or into.source,
    )  # fmt: skip
