# SPDX-License-Identifier: EUPL-1.2
"""How published figures were made, in sentences for pages and reports."""

from samband.engines.disclosure import GroupRules
from samband.tools.surveys.analysis.translations import Translations
from samband.tools.surveys.rules import INHABITANTS, WaysJoined, WeightedBy, WeightingRule


def weighting_words(*, group: str, weighted_by: WeightedBy, words: Translations) -> str:
    _ = words.gettext
    if group != INHABITANTS:
        return _("No weights: everybody in the group is asked.")
    return {
        WeightedBy.CELLS: _("Weighted by sex and age together within each member."),
        WeightedBy.MARGINS: _("Weighted by sex and by age within each member, each by itself."),
        WeightedBy.AGE: _("Weighted by age within each member."),
        WeightedBy.NOTHING: _("No weights: all answers of a member count alike."),
    }[weighted_by]


def weighting_sentences(*, group: str, rule: WeightingRule, words: Translations) -> tuple[str, ...]:
    """What a group is weighted by, how heavy an answer may be, and how ways of asking are joined."""
    _ = words.gettext
    by = weighting_words(group=group, weighted_by=rule.by, words=words)
    if group != INHABITANTS:
        return (by,)
    limit = _("No answer weighs more than %(times)s times the average of its member.")
    ways = _(
        "Answers by phone, on the web and so on are weighted apart and joined by their effective numbers."
    )
    return (
        by,
        *([limit % {"times": f"{rule.most_times:g}"}] if rule.most_times else []),
        *([ways] if rule.ways is WaysJoined.SHARES else []),
    )


def rule_sentences(*, rules: GroupRules, words: Translations) -> tuple[str, ...]:
    """The limits that are switched on, each as a sentence."""
    return tuple(sentence for limit, sentence in _worded(rules, words) if limit)


def _worded(rules: GroupRules, words: Translations) -> tuple[tuple[float, str], ...]:
    _ = words.gettext
    facts = {
        "count": rules.minimum_count,
        "below": rules.minimum_count_below,
        "share": round(rules.dominance_share * 100),
        "response": round(rules.minimum_response * 100),
        "answers": rules.unanimity_respondents_below,
        "people": rules.unanimity_population_below,
        "percent": round(rules.p_percent),
    }
    return (
        (
            rules.minimum_respondents,
            words.ngettext(
                "A figure needs at least %(number)d answer.",
                "A figure needs at least %(number)d answers.",
                rules.minimum_respondents,
            )
            % {"number": rules.minimum_respondents},
        ),
        (
            rules.minimum_population,
            _("It must cover at least %(number)d people.") % {"number": rules.minimum_population},
        ),
        (rules.minimum_response, _("At least %(response)d%% of them must have answered.") % facts),
        (
            rules.unanimity_respondents_below + rules.unanimity_population_below,
            _(
                "When all answered alike, the figure is withheld if fewer than %(answers)d answered "
                "or it covers fewer than %(people)d people."
            )
            % facts,
        ),
        (
            rules.minimum_count,
            _(
                "A share among fewer than %(below)d people needs at least %(count)d who gave these answers "
                "and %(count)d who did not."
            )
            % facts,
        ),
        (
            rules.dominance_respondents if rules.dominance_share < 1 else 0,
            _("No single respondent may carry more than %(share)d%% of a figure.") % facts,
        ),
        (
            rules.p_percent,
            _("The largest respondent may not be guessed to within %(percent)d%%.") % facts,
        ),
    )
