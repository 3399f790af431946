# SPDX-License-Identifier: EUPL-1.2
"""Tariffs and their parts out of a rule file."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.model import (
    Limits,
    Part,
    ProRata,
    Rebate,
    RebateReading,
    Round,
    Share,
    Tariff,
    Term,
)
from samband.engines.fees.term_reading import Names, read_basis, read_choice, read_term
from samband.engines.fees.values import Known, read_amount, read_round
from samband.engines.rule_files import Reader

TARIFF_KEYS = ("tariff", "name", "kinds", "members", "parts", "pro_rata", "never_lower", "source")
PART_KEYS = (
    "part", "name", "terms", "rebates", "cap", "floor", "named", "members", "when", "earmarked", "round_to",
    "rounding", "reason", "source",
)  # fmt: skip


class Setting:
    """What the parts of a file are read with."""

    def __init__(self, *, known: Known, names: Names, minor_units: int) -> None:
        self.known, self.names = known, names
        self.smallest = Decimal(1).scaleb(-minor_units)


def read_tariffs(reader: Reader, *, setting: Setting) -> tuple[Tariff, ...]:
    tariffs: list[Tariff] = []
    taken: dict[str, str] = {}
    for section in reader.sections("tariffs"):
        inside = Reader(section, reader.faults)
        tariff = _tariff(inside, setting)
        _refuse_doubles(inside, tariff, taken)
        tariffs.append(tariff)
    if not tariffs:
        remedy = "Add “tariffs:” with at least one tariff."
        reader.faults.add(reader.place_of("tariffs"), "The file has no tariffs: nobody would pay.", remedy)
    return tuple(tariffs)


def _refuse_doubles(reader: Reader, tariff: Tariff, taken: dict[str, str]) -> None:
    for word in (
        f"tariff {tariff.code}",
        *(f"kind {k}" for k in tariff.kinds),
        *(f"member {m}" for m in tariff.members),
    ):
        if word in taken:
            what = f"The {word} stands in two tariffs: {taken[word]} and {tariff.code}."
            reader.faults.add(reader.place, what, "A member pays by one tariff: keep it in one of them.")
        taken[word] = tariff.code


def _tariff(reader: Reader, setting: Setting) -> Tariff:
    reader.refuse_unknown_keys(*TARIFF_KEYS)
    code = reader.code("tariff")
    reader.owner = f"The tariff {code}"
    kinds = tuple(text.value for text in reader.texts("kinds"))
    members = tuple(text.value for text in reader.texts("members"))
    if not kinds and not members:
        reader.faults.add(
            reader.place, f"{reader.owner} is for nobody.", "Add “kinds: […]” or “members: […]”."
        )
    return Tariff(
        code=code,
        name=reader.words("name"),
        kinds=kinds,
        members=members,
        parts=tuple(_parts(reader, code, setting)),
        pro_rata=ProRata(reader.one_of("pro_rata", known=list(ProRata), default=ProRata.NONE)),
        never_lower=reader.flag("never_lower", default=False),
        source=reader.text("source"),
    )


def _parts(reader: Reader, tariff: str, setting: Setting) -> Iterator[Part]:
    codes: set[str] = set()
    for section in reader.sections("parts"):
        inside = Reader(section, reader.faults, owner=f"A part of {tariff}")
        part = _part(inside, tariff, setting)
        if part.code in codes:
            inside.faults.add(
                inside.place, f"{inside.owner} is there twice.", "Give one of the two another code."
            )
        codes.add(part.code)
        yield part
    if not codes:
        reader.faults.add(
            reader.place_of("parts"), f"{reader.owner} has no parts.", "Add “parts:” with at least one."
        )


def _part(reader: Reader, tariff: str, setting: Setting) -> Part:
    reader.refuse_unknown_keys(*PART_KEYS)
    code = reader.code("part")
    reader.owner = f"The part {tariff}/{code}"
    part = Part(
        code=code,
        name=reader.words("name"),
        terms=tuple(_terms(reader, setting)),
        round=_round(reader, setting),
        rebates=tuple(_rebates(reader, setting.names)),
        limits=_limits(reader, setting.known),
        named=dict(_named(reader, setting.known)),
        members=tuple(text.value for text in reader.texts("members")),
        when=_when(reader, setting.names),
        earmarked=reader.text("earmarked"),
        source=reader.text("source"),
    )
    _refuse_changed_shares(reader, part)
    return part


def _round(reader: Reader, setting: Setting) -> Round:
    rule = read_round(reader) or Round(setting.smallest)
    if rule.to % setting.smallest:
        what = f"{reader.owner}: {rule.to} is no whole number of the smallest unit, {setting.smallest}."
        reader.faults.add(
            reader.place_of("round_to"), what, f"Round to {setting.smallest} or a multiple of it."
        )
    return rule


def _terms(reader: Reader, setting: Setting) -> Iterator[Term]:
    sections = reader.sections("terms")
    for number, section in enumerate(sections, start=1):
        inside = Reader(section, reader.faults, owner=f"{reader.owner}, term {number}")
        term = read_term(inside, known=setting.known, names=setting.names)
        if term:
            yield term
    if not sections:
        reader.faults.add(
            reader.place_of("terms"), f"{reader.owner} has no terms.", "Add “terms:” with at least one."
        )


def _rebates(reader: Reader, names: Names) -> Iterator[Rebate]:
    for section in reader.sections("rebates"):
        inside = Reader(section, reader.faults, owner=f"{reader.owner}: a rebate")
        inside.refuse_unknown_keys("percent", "of", "above", "reading", "reading_by", "source")
        percent = inside.number("percent") or Decimal(0)
        if percent > 100:
            inside.faults.add(
                inside.place_of("percent"), f"{inside.owner} is of {percent} %.", "Write 100 at most."
            )
        yield Rebate(
            percent=Fraction(percent) / 100,
            basis=read_basis(inside, names),
            above=inside.number("above") or Decimal(0),
            reading=RebateReading(
                inside.one_of("reading", known=list(RebateReading), default=RebateReading.WHOLE)
            ),
            reading_by=read_choice(inside, "reading_by", names=names, options=list(RebateReading)),
            source=inside.text("source"),
        )


def _limits(reader: Reader, known: Known) -> Limits:
    cap, floor = (read_amount(reader, key, known=known) for key in ("cap", "floor"))
    is_same_level = cap and floor and (cap.as_of, cap.index) == (floor.as_of, floor.index)
    if cap and floor and is_same_level and floor.value > cap.value:
        what = f"{reader.owner}: the floor, {floor.value}, is above the cap, {cap.value}."
        reader.faults.add(reader.place_of("floor"), what, "Correct one of the two.")
    return Limits(cap, floor, reader.text("reason"))


def _named(reader: Reader, known: Known) -> Iterator[tuple[str, Limits]]:
    codes: set[str] = set()
    for section in reader.sections("named"):
        inside = Reader(section, reader.faults, owner=f"{reader.owner}: a named limit")
        inside.refuse_unknown_keys("member", "cap", "floor", "reason")
        member = inside.text("member", is_required=True)
        if member in codes:
            inside.faults.add(inside.place, f"{inside.owner} names {member} again.", "Keep one of the two.")
        codes.add(member)
        yield member, _limits(inside, known)


def _when(reader: Reader, names: Names) -> Mapping[str, str]:
    inside = reader.inside("when", owner=f"{reader.owner}: when")
    inside.refuse_unknown_keys(*names.choices)
    known = [key for key in inside.keys if key in names.choices]
    return {key: inside.one_of(key, known=list(names.choices[key]), default="") for key in known}


def _refuse_changed_shares(reader: Reader, part: Part) -> None:
    if not any(isinstance(term, Share) for term in part.terms):
        return
    limits = [part.limits, *part.named.values()]
    if len(part.terms) > 1 or part.rebates or any(limit.cap or limit.floor for limit in limits):
        what = f"{reader.owner}: a share of a fixed total stands beside other terms, rebates, caps or floors."
        remedy = "Give the share a part of its own: with them the shares would no longer add up to the total."
        reader.faults.add(reader.place, what, remedy)
