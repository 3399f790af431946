# SPDX-License-Identifier: EUPL-1.2
"""An agenda out of its file: the body with its members and deputies, and the items with their parties."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from samband.engines.conflicts.agenda import (
    Agenda,
    Body,
    Claim,
    Handler,
    Item,
    Matter,
    Participant,
    Role,
    Seat,
    Stage,
)
from samband.engines.conflicts.facts import Identity, Register
from samband.engines.conflicts.reading import day_or_none, each, likely, one, required_one, short_text, shown
from samband.engines.rule_files import Faults, Reader, RuleFaults, parse_json, read_json

KEYS = ("agenda", "title", "body", "absent", "items")
ITEM_KEYS = (
    "item", "title", "type", "stage", "case", "begun", "appeal_of", "parties", "affected", "unrecognised",
    "general_effect", "patrimonial", "urgent", "objection_by_party", "handled_by", "claims",
)  # fmt: skip
YES_NO_UNKNOWN = ("yes", "no", "unknown")


def load_agenda(*, path: Path, register: Register) -> Agenda:
    """The agenda in a JSON file. Raises RuleFaults with every fault, also who is not in the register."""
    return _whole(Reader(read_json(path), Faults()), register)


def parse_agenda(*, text: str, register: Register) -> Agenda:
    """The agenda in a text of the same form, as it is kept with a screening. Raises RuleFaults."""
    return _whole(Reader(parse_json(text=text, name="agenda"), Faults()), register)


def _whole(reader: Reader, register: Register) -> Agenda:
    agenda = read_agenda(reader, register=register)
    if reader.faults.found:
        raise RuleFaults(reader.faults.found)
    return agenda


def read_agenda(reader: Reader, *, register: Register) -> Agenda:
    """The agenda as far as it could be read; what could not is among the reader's faults."""
    reader.refuse_unknown_keys(*KEYS)
    body = _body(reader.inside("body", owner="body"), register)
    items: dict[str, Item] = {}
    for inside in each(reader, "items", "an item"):
        item = _item(inside, register)
        if item.id in items:
            reader.faults.add(inside.place, f"The item {item.id} is given twice.", "Give each its own id.")
        items[item.id] = item
    if not items:
        reader.faults.add(reader.place, "The agenda has no items.", "Add “items”.")
    absent = frozenset(text.value for text in reader.texts("absent"))
    seated = {seat.person for seat in (*body.members, *body.deputies)}
    for person in sorted(absent - seated):
        reader.faults.add(
            reader.place_of("absent"),
            f"absent: {person} is not in the body.",
            likely(person, seated, before=len(reader.faults.found)),
        )
    title = short_text(reader, "title")
    return Agenda(short_text(reader, "agenda"), title, body, tuple(items.values()), absent)


def _body(reader: Reader, register: Register) -> Body:
    reader.refuse_unknown_keys("id", "name", "authority", "members", "deputies")
    authority = short_text(reader, "authority")
    if authority:
        _check(reader, "authority", authority, register.organisations)
    members = tuple(_seats(reader, "members", Role.ELECTED, register))
    deputies = tuple(_seats(reader, "deputies", Role.DEPUTY_ELECTED, register))
    seated = [seat.person for seat in (*members, *deputies)]
    for person in sorted({person for person in seated if seated.count(person) > 1}):
        reader.faults.add(reader.place, f"body: {person} has two seats.", "Keep one of the two.")
    return Body(short_text(reader, "id"), short_text(reader, "name"), authority, members, deputies)


def _seats(reader: Reader, key: str, role: Role, register: Register) -> Iterable[Seat]:
    for inside in each(reader, key, key, "person"):
        inside.refuse_unknown_keys("person", "list", "role")
        person = short_text(inside, "person", is_required=True)
        _check(inside, "person", person, register.people)
        yield Seat(person, short_text(inside, "list"), one(inside, "role", Role, role))


def _item(reader: Reader, register: Register) -> Item:
    reader.refuse_unknown_keys(*ITEM_KEYS)
    code = short_text(reader, "item", is_required=True)
    reader.owner = f"item {code}"
    return Item(
        id=code,
        title=short_text(reader, "title"),
        matter=one(reader, "type", Matter, Matter.OTHER),
        stage=one(reader, "stage", Stage, Stage.DECIDE),
        case=short_text(reader, "case") or code,
        appeal_of=short_text(reader, "appeal_of"),
        begun=day_or_none(reader, "begun"),
        parties=tuple(_participants(reader, "parties", register)),
        affected=tuple(_participants(reader, "affected", register)),
        unrecognised=tuple(shown(text.value) for text in reader.texts("unrecognised")),
        has_general_effect=reader.flag("general_effect", default=False),
        patrimonial=reader.one_of("patrimonial", known=YES_NO_UNKNOWN, default="unknown"),
        is_urgent=reader.flag("urgent", default=False),
        has_objection=reader.flag("objection_by_party", default=False),
        handlers=tuple(_handler(one_, register) for one_ in each(reader, "handled_by", "handled_by")),
        claims=tuple(_claim(one_) for one_ in each(reader, "claims", "a claim")),
    )


def _participants(reader: Reader, key: str, register: Register) -> Iterable[Participant]:
    for inside in each(reader, key, f"{reader.owner}, {key}", "ref"):
        inside.refuse_unknown_keys("ref", "identity")
        ref = short_text(inside, "ref", is_required=True)
        _check(inside, "ref", ref, register.people, register.organisations)
        yield Participant(ref, one(inside, "identity", Identity, Identity.IDENTIFIER))


def _handler(reader: Reader, register: Register) -> Handler:
    reader.refuse_unknown_keys("person", "role", "stage")
    person = short_text(reader, "person", is_required=True)
    _check(reader, "person", person, register.people)
    role = Role(required_one(reader, "role", tuple(Role)))
    usual = Stage.PREPARE if role is Role.EMPLOYEE_PREPARES else Stage.DECIDE
    return Handler(person, role, one(reader, "stage", Stage, usual))


def _claim(reader: Reader) -> Claim:
    reader.refuse_unknown_keys("person", "rule", "reason")
    values = (short_text(reader, key, is_required=True) for key in ("person", "rule", "reason"))
    return Claim(*values)


def _check(reader: Reader, key: str, ref: str, *known: Mapping[str, object]) -> None:
    if ref and not any(ref in listed for listed in known):
        names = (name for listed in known for name in listed)
        what = f"{reader.owner}: {key} “{ref[:60]}” is not in the register."
        remedy = likely(ref, names, before=len(reader.faults.found))
        reader.faults.add(reader.place_of(key), what, remedy)
