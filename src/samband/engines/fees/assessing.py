# SPDX-License-Identifier: EUPL-1.2
"""The fees of a year: every member finds its tariff, every part becomes a line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from samband.engines.fees.lines import applies, line_of
from samband.engines.fees.model import FeeRules, Fixed, Member, OnMerger, Part, Share, Tariff, Term
from samband.engines.fees.money import rounded
from samband.engines.fees.periods import is_member_in, part_of_year
from samband.engines.fees.rates import Rates
from samband.engines.fees.results import Assessment, MemberFee, Refusal
from samband.engines.fees.sharing_out import share_out
from samband.engines.fees.terms import CannotAssess, Setting, basis_value, merger_rule

Allocations = Mapping[str, Mapping[str, Fraction]]
"""By part: by member: the rounded amount that makes the shares add up."""


def assess(
    *, rules: FeeRules, members: Sequence[Member], year: int = 0, choices: Mapping[str, str] | None = None
) -> Assessment:
    """The fee of every member for a year, each line with its steps.

    year: 0 for the year of the rules. choices: answers to the questions that the file leaves open; those not
    named are taken from the file. Give all members at once: shares of a total and spread base amounts depend
    on who else pays. Who is no member in the year is passed over; who cannot be assessed is in ``refused``.
    Raises WrongYear when the rules do not hold for the year or an index has no step for it, and ValueError
    for a choice that the file does not know.
    """
    rates, taken = Rates(rules=rules, year=year or rules.year), answers(rules=rules, choices=choices or {})
    present = [member for member in members if is_member_in(member=member, year=rates.year)]
    by_tariff, refused = _by_tariff(rules, present)
    fees: dict[str, MemberFee] = {}
    for tariff in rules.tariffs:
        found = _assess_tariff(tariff, by_tariff[tariff.code], rates, taken)
        fees.update((fee.member, fee) for fee in found if isinstance(fee, MemberFee))
        refused += [refusal for refusal in found if isinstance(refusal, Refusal)]
    in_order = dict.fromkeys(member.code for member in present if member.code in fees)
    return Assessment(rules, rates.year, taken, tuple(fees[code] for code in in_order), tuple(refused))


def answers(*, rules: FeeRules, choices: Mapping[str, str]) -> Mapping[str, str]:
    """The answers taken to every question of the file. Raises ValueError for an unknown one."""
    for code, answer in choices.items():
        choice = rules.choices.get(code)
        if not choice:
            known = ", ".join(rules.choices) or "none"
            raise ValueError(f"The rules {rules.code} have no choice “{code}”. They have: {known}.")
        if answer not in choice.options:
            raise ValueError(f"“{answer}” is no answer to {code}. Write one of: {', '.join(choice.options)}.")
    return {code: choices.get(code, choice.taken) for code, choice in rules.choices.items()}


def tariff_of(*, rules: FeeRules, member: Member) -> Tariff | None:
    """The tariff that names the member, else the one for its kind."""
    named = next((tariff for tariff in rules.tariffs if member.code in tariff.members), None)
    return named or next((tariff for tariff in rules.tariffs if member.kind in tariff.kinds), None)


def _by_tariff(
    rules: FeeRules, members: Sequence[Member]
) -> tuple[Mapping[str, list[Member]], list[Refusal]]:
    found: dict[str, list[Member]] = defaultdict(list)
    refused: list[Refusal] = []
    seen: set[str] = set()
    for member in members:
        tariff = tariff_of(rules=rules, member=member)
        if member.code in seen:
            refused.append(_refusal(member, "The member is there twice.", "Keep one of the two."))
        elif not tariff:
            what = f"No tariff is for the kind “{member.kind}”."
            refused.append(_refusal(member, what, "Add the kind, or the member, to a tariff."))
        else:
            found[tariff.code].append(member)
        seen.add(member.code)
    return found, refused


def _refusal(member: Member, what: str, remedy: str) -> Refusal:
    return Refusal(member.code, member.name, what, remedy)


def _assess_tariff(
    tariff: Tariff, members: Sequence[Member], rates: Rates, choices: Mapping[str, str]
) -> list[MemberFee | Refusal]:
    parts = {
        member.code: part_of_year(member=member, year=rates.year, pro_rata=tariff.pro_rata)
        for member in members
    }
    setting = Setting(rates, choices, parts=parts)
    if not _depends_on_others(tariff, choices):
        return [_fee_or_refusal(tariff, member, setting, {}) for member in members]
    tried = [_fee_or_refusal(tariff, member, setting, {}) for member in members]
    able = [member for member, fee in zip(members, tried, strict=True) if isinstance(fee, MemberFee)]
    setting = _with_sums(tariff, able, setting)
    shared = _allocations(tariff, able, setting)
    refused = [refusal for refusal in tried if isinstance(refusal, Refusal)]
    return [*refused, *(_fee(tariff, member, setting, shared) for member in able)]


def _depends_on_others(tariff: Tariff, choices: Mapping[str, str]) -> bool:
    """Whether it must first be known who can pay at all: for shares of a total and spread base amounts."""
    terms = [term for part in tariff.parts for term in part.terms]
    return any(
        isinstance(term, Share)
        or (isinstance(term, Fixed) and merger_rule(term=term, choices=choices) is OnMerger.SPREAD)
        for term in terms
    )


def _fee_or_refusal(
    tariff: Tariff, member: Member, setting: Setting, shared: Allocations
) -> MemberFee | Refusal:
    try:
        return _fee(tariff, member, setting, shared)
    except CannotAssess as found:
        return _refusal(member, found.what, found.remedy)


def _chosen(tariff: Tariff, member: Member, setting: Setting) -> Iterator[tuple[str, Part]]:
    for part in tariff.parts:
        if applies(part=part, member=member, setting=setting):
            yield f"{tariff.code}/{part.code}", part


def _with_sums(tariff: Tariff, members: Sequence[Member], setting: Setting) -> Setting:
    units, sums = dict[str, Fraction](), dict[str, Fraction]()
    for rule, _, term, payers in _terms(tariff, members, setting):
        if isinstance(term, Share):
            sums[rule] = sum((_weight(member, term, setting) for member in payers), Fraction(0))
        if isinstance(term, Fixed):
            units[rule] = sum((setting.parts[member.code] for member in payers), Fraction(0))
    return replace(setting, units=units, sums=sums)


def _terms(
    tariff: Tariff, members: Sequence[Member], setting: Setting
) -> Iterator[tuple[str, Part, Term, list[Member]]]:
    """Every term, with its rule and the members that it is for."""
    for part in tariff.parts:
        payers = [member for member in members if applies(part=part, member=member, setting=setting)]
        for number, term in enumerate(part.terms, start=1):
            yield f"{tariff.code}/{part.code}/terms/{number}", part, term, payers


def _weight(member: Member, term: Share, setting: Setting) -> Fraction:
    value = basis_value(member=member, basis=term.basis, setting=setting).value
    return Fraction(value) * setting.parts[member.code]


def _allocations(tariff: Tariff, members: Sequence[Member], setting: Setting) -> Allocations:
    found: dict[str, Mapping[str, Fraction]] = {}
    for rule, part, term, payers in _terms(tariff, members, setting):
        if isinstance(term, Share) and term.is_exact and setting.sums[rule]:
            weights = {member.code: _weight(member, term, setting) for member in payers}
            total = rounded(value=setting.rates.of(term.total).value, rule=part.round)
            found[part.code] = share_out(total=total, weights=weights, unit=Fraction(part.round.to))
    return found


def _fee(tariff: Tariff, member: Member, setting: Setting, shared: Allocations) -> MemberFee:
    lines = [
        line_of(
            part=part,
            rule=rule,
            member=member,
            setting=setting,
            amount=shared.get(part.code, {}).get(member.code),
        )
        for rule, part in _chosen(tariff, member, setting)
    ]
    bases = (step.basis for line in lines for step in line.steps)
    size = next((basis.value for basis in bases if basis), None)
    part = setting.parts[member.code]
    return MemberFee(member.code, member.name, member.kind, tariff.code, tuple(lines), size, part)
