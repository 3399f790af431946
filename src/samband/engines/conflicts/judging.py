# SPDX-License-Identifier: EUPL-1.2
"""One rule about one person and item: does it apply, what bounds it, which exceptions hold or do not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from samband.engines.conflicts.asking import Actor, Hit, Question, hits
from samband.engines.conflicts.facts import Identity
from samband.engines.conflicts.kinship import surest
from samband.engines.conflicts.law import Outcome, Rule, TieTest
from samband.engines.conflicts.results import Finding, Missing, MissingKind, Tried, Why, lighter


def findings_of(*, rule: Rule, question: Question, on: date) -> Iterator[Finding]:
    """A finding for each participant that the rule is met with, the surest way to each."""
    if _why_not(rule, question.actor, question, on) is not None:
        return
    for participant, hit in sorted(_best(rule, question).items()):
        yield _judged(rule, replace(question, participant=participant), hit, on)


def _why_not(rule: Rule, actor: Actor, question: Question, on: date) -> Why | None:
    """What keeps a rule from being asked at all."""
    matter = question.item.matter
    if rule.actors and actor.role not in rule.actors:
        return Why.ANOTHER_ROLE
    if (rule.matters and matter not in rule.matters) or matter in rule.not_matters:
        return Why.ANOTHER_MATTER
    if rule.stages and actor.stage not in rule.stages:
        return Why.ANOTHER_STAGE
    has_begun = rule.valid_from is None or rule.valid_from <= on
    return None if has_begun and (rule.valid_to is None or on < rule.valid_to) else Why.ANOTHER_DATE


def _best(rule: Rule, question: Question) -> dict[str, Hit]:
    found: dict[str, Hit] = {}
    for when in rule.when:
        for hit in hits(when=when, question=question):
            known = found.get(hit.participant)
            if known is None or _sureness(hit) < _sureness(known):
                found[hit.participant] = hit
    return found


def _sureness(hit: Hit) -> tuple[bool, int, tuple[int, int, tuple[str, ...]]]:
    return bool(hit.missing), tuple(Identity).index(hit.identity), surest(hit.path)


def _judged(rule: Rule, question: Question, hit: Hit, on: date) -> Finding:
    outcome, missing = _outcome(rule, question, hit)
    is_bounded = outcome is Outcome.MANDATORY and hit.identity is Identity.POSSIBLE
    if is_bounded:
        outcome = Outcome.ASSESS
    tried = tuple(_tried(rule, question, on)) if outcome is not Outcome.NONE else ()
    if any(one.holds for one in tried):
        outcome = Outcome.EXEMPT
    return Finding(rule, outcome, hit.participant, hit.path, hit.identity, is_bounded, missing, tried)


def _outcome(rule: Rule, question: Question, hit: Hit) -> tuple[Outcome, tuple[Missing, ...]]:
    """The rule's outcome, lighter where the item has no patrimonial effect or touches many alike."""
    outcome, missing = rule.outcome, hit.missing
    if rule.is_patrimonial and question.item.patrimonial == "no":
        outcome = lighter(outcome, rule.without_patrimonial)
    elif rule.is_patrimonial and question.item.patrimonial == "unknown":
        missing = (*missing, Missing(MissingKind.PATRIMONIAL, question.item.id))
    if missing:
        outcome = Outcome.UNKNOWN
    if question.item.has_general_effect and rule.general_effect is not None:
        outcome = lighter(outcome, rule.general_effect)
    return outcome, missing if outcome is Outcome.UNKNOWN else ()


def _tried(rule: Rule, question: Question, on: date) -> Iterator[Tried]:
    law = question.ground.law
    for code in dict.fromkeys((*rule.unless, *law.exceptions_to_all)):
        exception = law.rules[code]
        yield Tried(code, _why(exception, replace(question, rule=code), on))


def _why(exception: Rule, question: Question, on: date) -> Why:
    """Whether the exception holds for the same participant; it never rests on what is not sure."""
    why_not = _why_not(exception, question.actor, question, on)
    if why_not is not None:
        return why_not
    found = [hit for when in exception.when for hit in hits(when=when, question=question)]
    known = [hit for hit in found if not hit.missing]
    if any(hit.identity is not Identity.POSSIBLE for hit in known):
        return Why.HOLDS
    if known:
        return Why.POSSIBLE_IDENTITY
    if found:
        return Why.DATA_MISSING
    return Why.NO_REASONS if _needs_reasons(exception) else Why.NOT_SHOWN


def _needs_reasons(exception: Rule) -> bool:
    return all(when.tie is TieTest.CLAIMED for when in exception.when)


def without_yielding(findings: Iterable[Finding]) -> list[Finding]:
    """Findings less those that yield to another that is there and at least as sure."""
    kept = list(findings)
    there: dict[str, bool] = {}
    for finding in kept:
        if finding.outcome is not Outcome.NONE:
            is_sure = finding.identity is not Identity.POSSIBLE
            there[finding.rule.id] = there.get(finding.rule.id, False) or is_sure
    return [finding for finding in kept if not _yields(finding, there)]


def _yields(finding: Finding, there: dict[str, bool]) -> bool:
    is_possible = finding.identity is Identity.POSSIBLE
    return any(is_possible or there[code] for code in finding.rule.yields_to if code in there)
