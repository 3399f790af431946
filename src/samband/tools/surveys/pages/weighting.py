# SPDX-License-Identifier: EUPL-1.2
"""What a way of weighting does, in the reader's language, with the code that repeats it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samband.core.collect.pages.modes import mode_name
from samband.engines import charts
from samband.tools.surveys.analysis.weighting_facts import WeightingFacts
from samband.tools.surveys.rules import WaveState, WeightingRule


@dataclass(frozen=True, slots=True)
class Tried:
    """One rule: what it is called here, and what it does."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeightingPage:
    """tried: the wave's own rule, then the one that is tried; empty where nobody has answered."""

    tried: tuple[Tried, ...]
    is_changed: bool
    computes_anew: bool
    code: str


def weighting_page(
    *,
    wave: str,
    state: WaveState,
    rules: tuple[WeightingRule, ...],
    facts: tuple[WeightingFacts, ...],
    names: Mapping[str, str],
) -> WeightingPage:
    """rules: the wave's own, and the tried one where it is another. names: of members, by code."""
    titles = (_("As it is now"), _("As you chose"))
    tried = zip(titles, facts, strict=False)
    return WeightingPage(
        tried=tuple(Tried(title, tuple(_sentences(one, names))) for title, one in tried),
        is_changed=len(rules) > 1,
        computes_anew=state in (WaveState.ESTIMATED, WaveState.REVIEWED),
        code=_code(wave, rules[-1]),
    )


def _sentences(facts: WeightingFacts, names: Mapping[str, str]) -> Iterator[str]:
    yield _(
        "%(answers)s answers in %(members)s members are worth %(effective)s answers of equal weight "
        "(design effect %(effect)s inside members)."
    ) % {
        "answers": _number(facts.respondents),
        "members": _number(facts.members),
        "effective": _number(facts.effective),
        "effect": _number(facts.design_effect, 2),
    }
    if facts.worst > 1:
        yield _(
            "The weights cost most in %(member)s: design effect %(effect)s; in the middle member %(middle)s."
        ) % {
            "member": names.get(facts.worst_unit, facts.worst_unit),
            "effect": _number(facts.worst, 2),
            "middle": _number(facts.middle, 2),
        }
        yield _("The heaviest answer, in %(member)s, weighs %(times)s times the average there.") % {
            "member": names.get(facts.heaviest_unit, facts.heaviest_unit),
            "times": _number(facts.heaviest, 1),
        }
    if facts.joined:
        yield _("%(joined)s of %(cells)s weighting groups are joined from several, for lack of answers.") % {
            "joined": _number(facts.joined), "cells": _number(facts.cells),
        }  # fmt: skip
    if facts.by_limit:
        yield ngettext(
            "The limit took away %(number)d group.", "The limit took away %(number)d groups.", facts.by_limit
        ) % {"number": facts.by_limit}
    if facts.to_look_at:
        yield ngettext(
            "In %(number)d member the weights want a look: the review names it.",
            "In %(number)d members the weights want a look: the review names them.",
            facts.to_look_at,
        ) % {"number": facts.to_look_at}
    for way in facts.ways if len(facts.ways) > 1 else ():
        yield _("%(way)s: %(answers)s answers, standing for %(share)s of the people.") % {
            "way": mode_name(way.way),
            "answers": _number(way.respondents),
            "share": _number(way.share, is_share=True),
        }


def _number(value: float, decimals: int = 0, *, is_share: bool = False) -> str:
    figure = charts.Number(value, decimals, is_share=is_share)
    return charts.number_text(number=figure, language=get_language() or "en")


def _code(wave: str, rule: WeightingRule) -> str:
    """For ``samband manage shell``, where the answers are."""
    return (
        "from samband.core.access.rules import INSTALLATION\n"
        "from samband.tools.surveys.analysis.estimates import weighting\n"
        "from samband.tools.surveys.queries import respondents, wave_frame\n"
        "from samband.tools.surveys.rules import WaysJoined, WeightedBy, WeightingRule\n\n"
        f"rule = WeightingRule(WeightedBy.{rule.by.name}, {rule.most_times!r}, WaysJoined.{rule.ways.name})\n"
        f"answered = respondents(actor=INSTALLATION, wave={wave!r})\n"
        f"frame = wave_frame(wave={wave!r}, rule=rule)\n"
        'found = weighting(respondents=answered, group="inhabitants", frame=frame)\n'
        "print(found.cells, found.weight_by_respondent)\n"
    )
