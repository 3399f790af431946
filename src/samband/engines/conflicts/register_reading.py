# SPDX-License-Identifier: EUPL-1.2
"""A register of people, organisations and dated ties out of its file."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from samband.engines.conflicts.facts import (
    COUPLES,
    DETAILS,
    Identity,
    Organisation,
    OrganisationKind,
    Person,
    Register,
    Tie,
    TieKind,
)
from samband.engines.conflicts.reading import (
    day_or_none,
    each,
    likely,
    one,
    period,
    required_one,
    share,
    short_text,
)
from samband.engines.rule_files import Faults, Reader, RuleFaults, parse_json, read_json

KEYS = ("register", "identity", "people", "organisations", "ties")
STAGES = ("prepare", "decide")
BETWEEN_PEOPLE = (TieKind.PARENT_OF, TieKind.SUPERIOR_OF, *COUPLES)
OF_PEOPLE_ALONE = tuple(kind for kind in TieKind if kind is not TieKind.OWNS)
TO_ORGANISATIONS = (TieKind.POST, TieKind.OWNS)


class _Known(Protocol):
    @property
    def id(self) -> str: ...


Kind = TypeVar("Kind", bound=_Known)


def load_register(*, path: Path) -> Register:
    """The register in a JSON file. Raises RuleFaults with every fault: line, what is wrong, what to do."""
    return _whole(Reader(read_json(path), Faults()))


def parse_register(*, text: str) -> Register:
    """The register in a text of the same form, as it is kept with a screening. Raises RuleFaults."""
    return _whole(Reader(parse_json(text=text, name="register"), Faults()))


def _whole(reader: Reader) -> Register:
    reader.refuse_unknown_keys(*KEYS)
    register = read_register(reader)
    if reader.faults.found:
        raise RuleFaults(reader.faults.found)
    return register


def read_register(
    reader: Reader, *, identity: Identity = Identity.POSSIBLE, people: Sequence[str] = ()
) -> Register:
    """The register as far as it could be read; what could not is among the reader's faults.

    identity: of ties that say none, when the file says none either. people: known without being listed.
    """
    known = {code: Person(code) for code in people}
    known |= _listed(reader, "people", _person)
    organisations = _listed(reader, "organisations", _organisation)
    for code in organisations.keys() & known.keys():
        what = f"{code} is both a person and an organisation."
        reader.faults.add(reader.place_of("organisations"), what, "Give each its own id.")
    default = one(reader, "identity", Identity, identity)
    readers = list(each(reader, "ties", "tie"))
    ties = tuple(_tie(inside, default) for inside in readers)
    register = Register(short_text(reader, "register"), known, organisations, ties)
    for inside, tie in zip(readers, ties, strict=True):
        _check_ends(inside, tie, register)
    return register


def _listed(reader: Reader, key: str, read: Callable[[Reader], Kind]) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for inside in each(reader, key, key, "id"):
        thing = read(inside)
        if thing.id in found:
            what = f"{key}: {thing.id} is given twice."
            reader.faults.add(inside.place, what, "Give each its own id.")
        found[thing.id] = thing
    return found


def _person(reader: Reader) -> Person:
    reader.refuse_unknown_keys("id", "name", "declared")
    code = short_text(reader, "id", is_required=True)
    declared = reader.text("declared")
    if declared and declared != "no":
        reader.day("declared")
    return Person(code, short_text(reader, "name"), declared)


def _organisation(reader: Reader) -> Organisation:
    reader.refuse_unknown_keys("id", "name", "kind", "number", "public")
    code = short_text(reader, "id", is_required=True)
    kind = reader.one_of("kind", known=tuple(OrganisationKind), default="")
    is_public = reader.flag("public", default=kind == OrganisationKind.AUTHORITY)
    return Organisation(code, short_text(reader, "name"), kind, short_text(reader, "number"), is_public)


def _tie(reader: Reader, identity: Identity) -> Tie:
    kind = TieKind(required_one(reader, "tie", tuple(TieKind)))
    who, to = short_text(reader, "who", is_required=True), short_text(reader, "to", is_required=True)
    reader.owner = f"tie {who} {kind} {to}"
    reader.refuse_unknown_keys(*_keys_of(kind))
    start, end = period(reader)
    tie = Tie(
        who=who,
        kind=kind,
        to=to,
        detail=_detail(reader, kind),
        share=share(reader, "share"),
        stage=reader.one_of("stage", known=STAGES, default=""),
        on_behalf_of=short_text(reader, "for"),
        valid_from=start,
        valid_to=end,
        recorded=day_or_none(reader, "recorded"),
        withdrawn=day_or_none(reader, "withdrawn"),
        source=short_text(reader, "source"),
        identity=one(reader, "identity", Identity, identity),
    )
    if tie.recorded and tie.withdrawn and tie.withdrawn < tie.recorded:
        what = f"{reader.owner} is withdrawn before it is recorded."
        reader.faults.add(reader.place_of("withdrawn"), what, "Correct one of the two days.")
    return tie


def _keys_of(kind: TieKind) -> tuple[str, ...]:
    special = {TieKind.OWNS: ("share",), TieKind.TOOK_PART: ("as", "stage", "for")}.get(kind, ())
    detail = (DETAILS[kind][0],) if kind in DETAILS else ()
    common = ("who", "tie", "to", "valid_from", "valid_to", "recorded", "withdrawn", "source", "identity")
    return (*common, *detail, *special)


def _detail(reader: Reader, kind: TieKind) -> str:
    if kind not in DETAILS:
        return ""
    key, known, default = DETAILS[kind]
    if not default:
        reader.text(key, is_required=True)
    return reader.one_of(key, known=known, default=default)


def _check_ends(reader: Reader, tie: Tie, register: Register) -> None:
    people, organisations = register.people, register.organisations
    if tie.kind in OF_PEOPLE_ALONE:
        _check_end(reader, "who", tie.who, people)
    else:
        _check_end(reader, "who", tie.who, people, organisations)
    if tie.kind in BETWEEN_PEOPLE:
        _check_end(reader, "to", tie.to, people)
    elif tie.kind in TO_ORGANISATIONS:
        _check_end(reader, "to", tie.to, organisations)
    elif tie.kind is not TieKind.TOOK_PART:
        _check_end(reader, "to", tie.to, people, organisations)
    if tie.who == tie.to and tie.who:
        reader.faults.add(reader.place, f"{reader.owner}: both ends are the same.", "Correct one of them.")


def _check_end(reader: Reader, key: str, ref: str, *known: Mapping[str, object]) -> None:
    if ref and not any(ref in listed for listed in known):
        names = (name for listed in known for name in listed)
        what = f"{reader.owner}: {key} “{ref[:60]}” is not listed where it has to be."
        remedy = likely(ref, names, before=len(reader.faults.found))
        reader.faults.add(reader.place_of(key), what, remedy)
