# SPDX-License-Identifier: EUPL-1.2
import pytest

from samband.engines.disclosure import BadRules, DisclosureRules


def test_rules_without_a_word_are_the_defaults():
    assert DisclosureRules.from_mapping() == DisclosureRules.from_mapping({}) == DisclosureRules()


def test_rules_written_and_read_again_are_the_same():
    rules = DisclosureRules.from_mapping({"minimum_respondents": 10, "groups": {"staff": {"p_percent": 10}}})
    assert DisclosureRules.from_mapping(rules.to_mapping()) == rules


def test_a_limit_for_everybody_holds_for_councillors_who_keep_their_own_departures():
    rules = DisclosureRules.from_mapping(
        {"minimum_respondents": 10, "groups": {"councillors": {"minimum_count": 3}}}
    )
    council = rules.of("councillors")
    assert (council.minimum_respondents, council.minimum_count, council.minimum_response) == (10, 3, 0.5)
    assert rules.of("inhabitants").minimum_count == 0


def test_the_strictest_of_two_groups_satisfies_both():
    rules = DisclosureRules.from_mapping(
        {"groups": {"a": {"dominance_share": 0.3}, "b": {"minimum_count": 4}}}
    )
    both = rules.strictest(("a", "b"))
    assert (both.dominance_share, both.minimum_count) == (0.3, 4)


def test_every_fault_is_named_with_its_remedy():
    with pytest.raises(BadRules) as raised:
        DisclosureRules.from_mapping(
            {
                "minimum_respondent": 5,
                "minimum_population": -1,
                "minimum_response": "half",
                "hide_empty": "yes",
                "groups": {"councillors": {"unanimity": 5, "minimum_respondents": 0}, "staff": 7},
            }
        )
    assert raised.value.faults == (
        "groups.councillors.unanimity: there is no such disclosure rule. Known are minimum_respondents, "
        "minimum_population, minimum_response, unanimity_respondents_below, unanimity_population_below, "
        "minimum_count, minimum_count_below, dominance_respondents, dominance_share, p_percent.",
        "groups.councillors.minimum_respondents: must be a whole number, 1 or more; found 0.",
        "groups.staff: must hold limits such as minimum_respondents: 5; found 7.",
        "hide_empty: must be true or false; found 'yes'.",
        "minimum_respondent: there is no such disclosure rule. Did you mean minimum_respondents?",
        "minimum_population: must be a whole number, 0 or more; found -1.",
        "minimum_response: must be a number from 0 to 1; found 'half'.",
    )


@pytest.mark.parametrize("groups", [["councillors"], "all", 3])
def test_groups_that_are_no_mapping_are_refused(groups):
    with pytest.raises(BadRules, match="must name groups"):
        DisclosureRules.from_mapping({"groups": groups})
