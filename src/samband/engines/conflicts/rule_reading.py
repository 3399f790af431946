# SPDX-License-Identifier: EUPL-1.2
"""The rules of a law out of its file."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from samband.engines.conflicts.agenda import Matter, Role, Stage
from samband.engines.conflicts.facts import (
    DETAILS,
    EARLIER_ROLES,
    POST_ROLES,
    OrganisationKind,
    TieKind,
)
from samband.engines.conflicts.law import (
    AFFECTED,
    PARTY,
    SELF,
    Former,
    Outcome,
    Rule,
    TieTest,
    When,
)
from samband.engines.conflicts.reading import each, one, period, required_one, short_text, some
from samband.engines.rule_files import Reader, nearest

RULE = re.compile(r"[A-Z]{2}-[0-9A-Z]{1,6}")
KEYS = (
    "rule", "title", "actors", "matters", "not_matters", "stages", "valid_from", "valid_to", "when",
    "outcome", "prior", "patrimonial", "without_patrimonial", "general_effect", "yields_to", "unless",
    "factors", "citation", "source", "certainty", "row", "words",
)  # fmt: skip
CERTAINTIES = ("published", "to_verify")
PRIORS = ("low", "medium", "high")
OUTCOMES = (Outcome.MANDATORY, Outcome.ASSESS, Outcome.NOTE, Outcome.EXEMPT)
_ORGANISATION = ("of", "kinds", "not_kinds")
PARAMETERS: Mapping[TieTest, Sequence[str]] = {
    TieTest.IS_PARTY: ("of",),
    TieTest.POST_IN_PARTY: (*_ORGANISATION, "roles", "former", "not_own_authority", "served"),
    TieTest.OWNS_PARTY: (*_ORGANISATION, "at_least", "below", "direct_only"),
    TieTest.INCOME_FROM_PARTY: (*_ORGANISATION, "former"),
    TieTest.PAID_BY_PARTY: (*_ORGANISATION, "payments", "former", "not_own_authority"),
    TieTest.DEBTOR_OF_PARTY: (*_ORGANISATION, "former"),
    TieTest.MEMBER_OF_PARTY: (*_ORGANISATION, "former"),
    TieTest.REPRESENTS_PARTY: ("of", "representing"),
    TieTest.TOOK_PART: ("in", "as", "stages"),
    TieTest.SITS_IN_SAME_BODY: (),
    TieTest.SUPERIOR_DISQUALIFIED: ("under",),
    TieTest.EMPLOYED_BY_PUBLIC_OWNER: ("of", "owner", "roles"),
    TieTest.ALWAYS: (),
    TieTest.URGENT: (),
    TieTest.CLAIMED: (),
}
ABOUT_ACTOR_ALONE = (
    TieTest.TOOK_PART,
    TieTest.SUPERIOR_DISQUALIFIED,
    TieTest.EMPLOYED_BY_PUBLIC_OWNER,
    TieTest.ALWAYS,
    TieTest.URGENT,
    TieTest.CLAIMED,
)
_DETAIL_KEYS: Mapping[TieTest, tuple[str, tuple[str, ...]]] = {
    TieTest.POST_IN_PARTY: ("roles", POST_ROLES),
    TieTest.EMPLOYED_BY_PUBLIC_OWNER: ("roles", POST_ROLES),
    TieTest.PAID_BY_PARTY: ("payments", DETAILS[TieKind.PAID_BY][1]),
    TieTest.REPRESENTS_PARTY: ("representing", DETAILS[TieKind.REPRESENTS][1]),
    TieTest.TOOK_PART: ("as", EARLIER_ROLES),
}


def read_rule(reader: Reader, *, circles: Sequence[str]) -> Rule:
    """A rule as far as it could be read; what it refers to is checked when all rules are known."""
    reader.refuse_unknown_keys(*KEYS)
    code = reader.matching("rule", pattern=RULE.pattern, remedy="Write two capitals and a number, as NO-01.")
    reader.owner = f"rule {code or '?'}"
    outcome = Outcome(required_one(reader, "outcome", OUTCOMES))
    start, end = period(reader)
    whens = tuple(_when(one_of_them, circles) for one_of_them in each(reader, "when", reader.owner))
    _check(reader, outcome, whens)
    return Rule(
        id=code,
        title=reader.words("title"),
        words=reader.words("words"),
        outcome=outcome,
        when=whens,
        citation=short_text(reader, "citation", is_required=True),
        source=reader.text("source", is_required=True),
        certainty=required_one(reader, "certainty", CERTAINTIES),
        actors=some(reader, "actors", Role),
        matters=some(reader, "matters", Matter),
        not_matters=some(reader, "not_matters", Matter),
        stages=some(reader, "stages", Stage),
        valid_from=start,
        valid_to=end,
        prior=reader.one_of("prior", known=PRIORS, default=""),
        is_patrimonial=bool(reader.one_of("patrimonial", known=("required",), default="")),
        without_patrimonial=_lighter(reader, "without_patrimonial") or Outcome.NOTE,
        general_effect=_lighter(reader, "general_effect"),
        yields_to=_ids(reader, "yields_to"),
        unless=_ids(reader, "unless"),
        factors=tuple(text.value for text in reader.texts("factors")),
        row=short_text(reader, "row"),
    )


def _lighter(reader: Reader, key: str) -> Outcome | None:
    """What becomes of the outcome in a certain case; None when it stays the same."""
    known = ("same", Outcome.ASSESS, Outcome.NOTE, Outcome.NONE)
    word = reader.one_of(key, known=known, default="same")
    return None if word == "same" else Outcome(word)


def _ids(reader: Reader, key: str) -> tuple[str, ...]:
    return tuple(text.value for text in reader.texts(key))


def _check(reader: Reader, outcome: Outcome, whens: Sequence[When]) -> None:
    if (outcome is Outcome.ASSESS) != ("prior" in reader.keys):
        remedy = "Give prior (low, medium or high) with the outcome assess, and with no other."
        reader.faults.add(reader.place, f"{reader.owner}: prior and outcome do not go together.", remedy)
    if {"matters", "not_matters"} <= set(reader.keys):
        what = f"{reader.owner} names both matters and not_matters."
        reader.faults.add(reader.place_of("not_matters"), what, "Keep one of the two.")
    if not whens:
        what = f"{reader.owner} does not say when it applies."
        reader.faults.add(reader.place, what, "Add “when: [{tie: is_party}]”.")


def _when(reader: Reader, circles: Sequence[str]) -> When:
    tie = TieTest(required_one(reader, "tie", tuple(TieTest)))
    reader.owner = f"{reader.owner}, {tie}"
    reader.refuse_unknown_keys("who", "tie", *PARAMETERS[tie])
    who = reader.one_of("who", known=(SELF, *circles), default=SELF)
    _check_who(reader, tie, who)
    key, known = _DETAIL_KEYS.get(tie, ("", ()))
    details = reader.some_of(key, known=known) if key else ()
    if tie is TieTest.POST_IN_PARTY and not details:
        reader.faults.add(reader.place, f"{reader.owner} names no roles.", "Add “roles: [chair, board]”.")
    return When(
        tie=tie,
        who=who,
        of=reader.some_of("of", known=(PARTY, AFFECTED)) or (PARTY,),
        kinds=some(reader, "kinds", OrganisationKind),
        not_kinds=some(reader, "not_kinds", OrganisationKind),
        details=details,
        former=one(reader, "former", Former, Former.NO),
        not_own_authority=reader.flag("not_own_authority", default=False),
        served=reader.flag("served", default=False),
        at_least=_part(reader, "at_least"),
        below=_part(reader, "below"),
        is_direct=_is_direct(reader, tie),
        in_appealed=reader.one_of("in", known=("case", "appealed"), default="case") == "appealed",
        stages=some(reader, "stages", Stage),
        under=_ids(reader, "under"),
    )


def _check_who(reader: Reader, tie: TieTest, who: str) -> None:
    if tie in ABOUT_ACTOR_ALONE and who != SELF:
        what = f"{reader.owner} is asked of {who}."
        reader.faults.add(reader.place_of("who"), what, "Leave who out: it is about the actor alone.")
    if tie is TieTest.SITS_IN_SAME_BODY and who == SELF:
        what = f"{reader.owner} is asked of the actor."
        reader.faults.add(reader.place, what, "Name a circle in who.")


def _is_direct(reader: Reader, tie: TieTest) -> bool:
    if tie is TieTest.EMPLOYED_BY_PUBLIC_OWNER:
        return reader.one_of("owner", known=("direct", "any"), default="direct") == "direct"
    return reader.flag("direct_only", default=False)


def _part(reader: Reader, key: str) -> Decimal | None:
    value = reader.number(key, is_required=False)
    if value is not None and value > 1:
        what = f"{reader.owner}: {key} is {value}."
        reader.faults.add(reader.place_of(key), what, "Write a part of 1, as 0.1.")
    return value


def check_references(
    reader: Reader,
    rules: Mapping[str, Rule],
    readers: Mapping[str, Reader],
    *,
    to_all: Sequence[str],
    factors: Sequence[str],
) -> None:
    """Rules, exceptions and factors that are named must be there; an exception must be one."""
    for rule in rules.values():
        named = [("unless", code, True) for code in rule.unless]
        named += [("yields_to", code, False) for code in rule.yields_to]
        named += [("under", code, False) for when in rule.when for code in when.under]
        for key, code, is_exception in named:
            _check_named(readers[rule.id], f"rule {rule.id}: {key}", code, rules, is_exception=is_exception)
        for factor in rule.factors:
            if factor not in factors:
                what = f"rule {rule.id}: the factor {factor} is not there."
                reader.faults.add(readers[rule.id].place, what, nearest(word=factor, known=factors))
    for code in to_all:
        _check_named(reader, "exceptions_to_all", code, rules, is_exception=True)
    used = {*to_all, *(code for rule in rules.values() for code in rule.unless)}
    for rule in rules.values():
        if rule.outcome is Outcome.EXEMPT and rule.id not in used:
            what = f"The exception {rule.id} is an exception to nothing."
            reader.faults.add(readers[rule.id].place, what, "Name it under unless, or in exceptions_to_all.")


def _check_named(
    reader: Reader, where: str, code: str, rules: Mapping[str, Rule], *, is_exception: bool
) -> None:
    found = rules.get(code)
    if found is None:
        reader.faults.add(
            reader.place, f"{where} names {code}, which is not there.", nearest(word=code, known=tuple(rules))
        )
    elif is_exception and found.outcome is not Outcome.EXEMPT:
        what = f"{where} names {code}, which is no exception."
        reader.faults.add(reader.place, what, "Only rules with outcome exempt can be named here.")
