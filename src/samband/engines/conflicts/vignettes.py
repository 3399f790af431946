# SPDX-License-Identifier: EUPL-1.2
"""Small cases with the outcomes that the tables of rules give them: tests of laws, dilemmas for training."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from samband.engines.conflicts.agenda import Agenda
from samband.engines.conflicts.agenda_reading import read_agenda
from samband.engines.conflicts.facts import Identity, Register
from samband.engines.conflicts.law import Law, Outcome, Words
from samband.engines.conflicts.law_file import choose_law
from samband.engines.conflicts.reading import day_or_none, each, short_text
from samband.engines.conflicts.register_reading import KEYS, read_register
from samband.engines.conflicts.results import Assessment, Collective, MissingKind, Screened, Voters
from samband.engines.conflicts.screening import screen
from samband.engines.rule_files import Faults, Listing, Reader, RuleFaults, Section, Text, read_yaml

EXPECTED = (
    "law", "on", "known_at", "item", "person", "outcome", "rule", "also", "without", "exception", "prior",
    "missing", "quorum", "takes_part", "called", "aside",
)  # fmt: skip
PRIORS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must come out under a law: its code, or a jurisdiction (then chosen by the day).

    rule: one that gives the outcome. also: one that is told beside it, whatever comes of it. without: rules
    that must not be told.
    """

    law: str
    on: date
    known_at: date | None = None
    item: str = ""
    person: str = ""
    outcome: Outcome | None = None
    rule: str = ""
    also: str = ""
    without: tuple[str, ...] = ()
    exception: str = ""
    prior: str = ""
    missing: str = ""
    quorum: str = ""
    voters: str = ""
    called: tuple[str, ...] | None = None
    aside: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Vignette:
    """row: of the tables of rules it is made from. situation, question: for people in training."""

    code: str
    title: Words
    situation: Words
    question: Words
    row: str
    register: Register
    agenda: Agenda
    expect: tuple[Expectation, ...] = field(default=())


def load_vignettes(*, path: Path) -> tuple[Vignette, ...]:
    """The vignettes of a YAML file. Raises RuleFaults with every fault: line, what is wrong, what to do."""
    reader = Reader(read_yaml(path), Faults())
    reader.refuse_unknown_keys("vignettes")
    found = tuple(_vignette(inside) for inside in each(reader, "vignettes", "a vignette"))
    if reader.faults.found:
        raise RuleFaults(reader.faults.found)
    return found


def disagreements(*, vignette: Vignette, laws: Sequence[Law]) -> tuple[str, ...]:
    """A line for everything that comes out otherwise than it is expected. Raises NoSuchLaw."""
    return tuple(
        f"{vignette.code}, {expected.law} on {expected.on}: {told}"
        for expected in vignette.expect
        for told in _differences(vignette, expected, laws)
    )


def _vignette(reader: Reader) -> Vignette:
    reader.refuse_unknown_keys(
        "vignette", "title", "situation", "question", "row", "facts", "agenda", "expect"
    )
    code = reader.code("vignette")
    reader.owner = f"vignette {code}"
    agenda = reader.inside("agenda", owner=f"{reader.owner}: agenda")
    facts = reader.inside("facts", owner=f"{reader.owner}: facts")
    facts.refuse_unknown_keys(*KEYS)
    register = read_register(facts, identity=Identity.IDENTIFIER, people=_named(facts, agenda))
    return Vignette(
        code=code,
        title=reader.words("title"),
        situation=reader.words("situation"),
        question=reader.words("question"),
        row=short_text(reader, "row", is_required=True),
        register=register,
        agenda=read_agenda(agenda, register=register),
        expect=tuple(_expectation(inside) for inside in each(reader, "expect", f"{reader.owner}: expect")),
    )


def _named(facts: Reader, agenda: Reader) -> Sequence[str]:
    """People who are named in ties, seats and items; what is listed as an organisation is none."""
    organisations = set(_values(facts, "organisations", "id"))
    named = [*_values(facts, "ties", "who"), *_values(facts, "ties", "to")]
    body = agenda.inside("body", owner="body")
    named += [*_values(body, "members", "person"), *_values(body, "deputies", "person")]
    for item in agenda.sections("items") if "items" in agenda.keys else ():
        inside = Reader(item, Faults())
        named += [code for key in ("parties", "affected") for code in _values(inside, key, "ref")]
        named += _values(inside, "handled_by", "person")
    cases = set(_values(facts, "ties", "to", only=("tie", "took_part")))
    return [code for code in dict.fromkeys(named) if code not in organisations | cases]


def _values(reader: Reader, key: str, name: str, only: tuple[str, str] = ("", "")) -> Iterator[str]:
    """The texts under a name in the entries of a list; entries that are single texts themselves."""
    node = reader.section.entries.get(key)
    for entry in node.entries if isinstance(node, Listing) else ():
        value = entry.entries.get(name) if isinstance(entry, Section) else entry
        wanted = entry.entries.get(only[0]) if isinstance(entry, Section) and only[0] else None
        if only[0] and not (isinstance(wanted, Text) and wanted.value == only[1]):
            continue
        if isinstance(value, Text) and value.value:
            yield value.value


def _expectation(reader: Reader) -> Expectation:
    reader.refuse_unknown_keys(*EXPECTED)
    outcome = reader.one_of("outcome", known=tuple(Outcome), default="")
    return Expectation(
        law=short_text(reader, "law", is_required=True),
        on=reader.day("on") or date.min,
        known_at=day_or_none(reader, "known_at"),
        item=short_text(reader, "item"),
        person=short_text(reader, "person"),
        outcome=Outcome(outcome) if outcome else None,
        rule=short_text(reader, "rule"),
        also=short_text(reader, "also"),
        without=_several(reader, "without") or (),
        exception=short_text(reader, "exception"),
        prior=reader.one_of("prior", known=PRIORS, default=""),
        missing=reader.one_of("missing", known=tuple(MissingKind), default=""),
        quorum=reader.one_of("quorum", known=("kept", "lost"), default=""),
        voters=reader.one_of("takes_part", known=tuple(Voters), default=""),
        called=_several(reader, "called"),
        aside=_several(reader, "aside"),
    )


def _several(reader: Reader, key: str) -> tuple[str, ...] | None:
    return tuple(text.value for text in reader.texts(key)) if key in reader.keys else None


def _differences(vignette: Vignette, expected: Expectation, laws: Sequence[Law]) -> Iterator[str]:
    law = _law_of(expected, laws)
    found = screen(
        law=law,
        register=vignette.register,
        agenda=vignette.agenda,
        on=expected.on,
        known_at=expected.known_at,
    )
    item = found.of_item(expected.item) if expected.item else found.items[0]
    if expected.person:
        yield from _about(item.of(expected.person), item, expected)
    if item.collective:
        yield from _about_body(item.collective, expected)


def _law_of(expected: Expectation, laws: Sequence[Law]) -> Law:
    if expected.law.isupper():
        of_country = [law for law in laws if law.jurisdiction == expected.law]
        return choose_law(laws=of_country, on=expected.on)
    return choose_law(laws=laws, on=expected.on, code=expected.law)


def _about(found: Assessment, item: Screened, expected: Expectation) -> Iterator[str]:
    told = ", ".join(f"{one.rule.id} {one.outcome}" for one in found.findings) or "no findings"
    if expected.outcome and found.outcome is not expected.outcome:
        yield f"{found.person} is {found.outcome}, not {expected.outcome} ({told})."
    elif expected.rule:
        fitting = [
            one
            for one in found.findings
            if one.rule.id == expected.rule and one.outcome in (expected.outcome, found.outcome)
        ]
        if not fitting:
            yield f"{found.person} is {found.outcome} without {expected.rule} ({told})."
        elif expected.exception and all(one.exception != expected.exception for one in fitting):
            yield f"{found.person}: {expected.exception} does not hold ({fitting[0].tried})."
        elif expected.prior and all(one.rule.prior != expected.prior for one in fitting):
            yield f"{found.person}: prior is {fitting[0].rule.prior}, not {expected.prior}."
    said = {one.rule.id for one in found.findings if one.outcome is not Outcome.NONE}
    if expected.also and expected.also not in said:
        yield f"{found.person}: {expected.also} is not told ({told})."
    yield from (f"{found.person}: {code} is told ({told})." for code in expected.without if code in said)
    kinds = {gap.kind for one in found.findings for gap in one.missing}
    kinds |= {gap.kind for gap in (*found.missing, *item.missing)}
    if expected.missing and expected.missing not in kinds:
        yield f"{found.person}: {expected.missing} is not missing ({', '.join(kinds) or 'nothing is'})."


def _about_body(found: Collective, expected: Expectation) -> Iterator[str]:
    surely = found.surely
    quorum = "kept" if surely.is_kept else "lost"
    if expected.quorum and quorum != expected.quorum:
        yield f"the quorum is {quorum}: {surely.present} of {surely.base}, {surely.spare} to spare."
    if expected.voters and found.voters != expected.voters:
        yield f"{found.voters} vote on taking part, not {expected.voters}."
    called = tuple(call.deputy for call in surely.called)
    if expected.called is not None and called != expected.called:
        yield f"called are {called}, not {expected.called}."
    if expected.aside is not None and surely.aside != expected.aside:
        yield f"{surely.aside} step aside, not {expected.aside}."
