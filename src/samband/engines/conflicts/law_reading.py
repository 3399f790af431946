# SPDX-License-Identifier: EUPL-1.2
"""The head of a law file: validity, kinship, procedure, sources, and then circles and rules."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from samband.engines.conflicts.agenda import Role
from samband.engines.conflicts.circle_reading import read_circles
from samband.engines.conflicts.facts import COUPLES, TieKind
from samband.engines.conflicts.law import (
    MARRIAGE,
    KinCount,
    Law,
    Procedure,
    Review,
    Rule,
    Source,
    Supervisor,
    Who,
    Words,
)
from samband.engines.conflicts.reading import day_or_none, each, named, one, period, share, short_text
from samband.engines.conflicts.rule_reading import check_references, read_rule
from samband.engines.rule_files import Reader, is_code, nearest

KEYS = (
    "law", "jurisdiction", "title", "status", "valid_from", "valid_to", "review", "note", "sources", "kin",
    "procedure", "supervisors", "circles", "factors", "exceptions_to_all", "rules",
)  # fmt: skip


def read_law(reader: Reader) -> Law:
    """The law as far as it could be read; what could not is among the reader's faults."""
    reader.refuse_unknown_keys(*KEYS)
    reader.day("valid_from")
    start, end = period(reader)
    sources, circles, factors = _sources(reader), read_circles(reader), _factors(reader)
    rules, readers = _rules(reader, tuple(circles))
    to_all = tuple(text.value for text in reader.texts("exceptions_to_all"))
    check_references(reader, rules, readers, to_all=to_all, factors=tuple(factors))
    law = Law(
        code=reader.code("law"),
        jurisdiction=reader.matching("jurisdiction", pattern="[A-Z]{2}", remedy="Write two capitals, as NO."),
        title=reader.words("title"),
        is_active=reader.one_of("status", known=("active", "prepared"), default="prepared") == "active",
        valid_from=start or date.max,
        valid_to=end,
        review=_review(reader),
        note=reader.words("note", is_required=False),
        sources=sources,
        kin=_kin(reader),
        procedure=_procedure(reader),
        supervisors=tuple(_supervisor(one_) for one_ in each(reader, "supervisors", "supervisor")),
        circles=circles,
        factors=factors,
        exceptions_to_all=to_all,
        rules=rules,
    )
    _check_sources(reader, law)
    return law


def _sources(reader: Reader) -> Mapping[str, Source]:
    found: dict[str, Source] = {}
    for key, inside in named(reader, "sources", "source"):
        is_code(value=key, place=inside.place, faults=reader.faults)
        inside.refuse_unknown_keys("title", "publisher", "address", "licence")
        title = inside.text("title", is_required=True)
        rest = (short_text(inside, name) for name in ("publisher", "address", "licence"))
        found[key] = Source(key, title, *rest)
    return found


def _factors(reader: Reader) -> Mapping[str, Words]:
    inside = reader.inside("factors", owner="factors")
    for code in inside.keys:
        is_code(value=code, place=inside.place_of(code), faults=reader.faults)
    return {code: inside.words(code) for code in inside.keys}


def _rules(reader: Reader, circles: tuple[str, ...]) -> tuple[dict[str, Rule], dict[str, Reader]]:
    found: dict[str, Rule] = {}
    readers: dict[str, Reader] = {}
    for inside in each(reader, "rules", "a rule"):
        rule = read_rule(inside, circles=circles)
        if rule.id in found:
            reader.faults.add(inside.place, f"The rule {rule.id} is given twice.", "Give each its own id.")
        found[rule.id], readers[rule.id] = rule, inside
    if not found:
        reader.faults.add(reader.place, "The law has no rules.", "Add “rules: [- rule: …]”.")
    return found, readers


def _review(reader: Reader) -> Review:
    inside = reader.inside("review", owner="review")
    inside.refuse_unknown_keys("state", "by", "on")
    is_reviewed = (
        inside.one_of("state", known=("not_reviewed", "reviewed"), default="not_reviewed") == "reviewed"
    )
    by, on = short_text(inside, "by"), day_or_none(inside, "on")
    if is_reviewed != bool(by and on):
        what = "review: state does not go with by and on."
        reader.faults.add(inside.place, what, "Say who reviewed it and when, or state: not_reviewed.")
    return Review(is_reviewed, by, on)


def _kin(reader: Reader) -> KinCount:
    inside = reader.inside("kin", owner="kin")
    inside.refuse_unknown_keys("adoption", "half_siblings", "affinity_through")
    through = inside.some_of("affinity_through", known=COUPLES)
    return KinCount(
        counts_adoption=inside.one_of("adoption", known=("as_birth", "not_counted"), default="as_birth")
        == "as_birth",
        counts_half_siblings=inside.one_of(
            "half_siblings", known=("as_full", "not_counted"), default="as_full"
        )
        == "as_full",
        affinity_through=tuple(TieKind(kind) for kind in through) or MARRIAGE,
    )


def _procedure(reader: Reader) -> Procedure:
    inside = reader.inside("procedure", owner="procedure")
    inside.refuse_unknown_keys(
        "decides", "absent", "quorum", "on_own_ground", "without_quorum", "steps", "citation", "source"
    )
    quorum = inside.inside("quorum", owner="procedure: quorum")
    quorum.refuse_unknown_keys("share", "test")
    return Procedure(
        decides=_decides(inside),
        calls_deputies=_word(inside, "absent", "deputy_called", "base_reduced"),
        quorum=share(quorum, "share") or Fraction(1, 2),
        needs_more_than=not _word(quorum, "test", "at_least", "more_than"),
        excludes_all_at_issue=_word(inside, "on_own_ground", "excluded", "votes"),
        all_if_no_quorum=not _word(inside, "without_quorum", "refused", "all_take_part"),
        steps=tuple(step.by_language() for step in each(inside, "steps", "a step of the procedure", "en")),
        citation=short_text(inside, "citation", is_required=True),
        source=inside.text("source", is_required=True),
    )


def _word(reader: Reader, key: str, first: str, second: str) -> bool:
    """Whether the first of two words stands there; it is also the default."""
    return reader.one_of(key, known=(first, second), default=first) == first


def _decides(reader: Reader) -> Mapping[Role, Who]:
    inside = reader.inside("decides", owner="procedure: decides")
    inside.refuse_unknown_keys(*Role)
    return {Role(key): one(inside, key, Who, Who.SELF) for key in inside.keys if key in tuple(Role)}


def _supervisor(reader: Reader) -> Supervisor:
    reader.refuse_unknown_keys("name", "valid_from", "valid_to", "source")
    start, end = period(reader)
    return Supervisor(reader.words("name"), start, end, reader.text("source", is_required=True))


def _check_sources(reader: Reader, law: Law) -> None:
    used = {rule.source: f"rule {rule.id}" for rule in law.rules.values()}
    used |= {law.procedure.source: "procedure"}
    used |= {supervisor.source: "supervisors" for supervisor in law.supervisors}
    for key, where in used.items():
        if key and key not in law.sources:
            what = f"{where}: the source {key} is not there."
            reader.faults.add(reader.place, what, nearest(word=key, known=tuple(law.sources)))
