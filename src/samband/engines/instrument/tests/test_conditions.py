# SPDX-License-Identifier: EUPL-1.2
"""Conditions say what XLSForm says, and never take a missing answer for a zero."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.instrument.expressions import (
    ExpressionFault,
    Pattern,
    Scope,
    UnfitPattern,
    evaluate,
    parse,
)

CASES = yaml.safe_load(Path(__file__).with_name("conditions.yaml").read_text(encoding="utf-8"))
ANSWERS: dict[str, object] = {
    "age": 17, "name": "Kari", "way": "bus", "used": ("mail", "phone"), "share": 12.5, "born": "2008-05-31",
    "agreed": True, "trust": 8, "empty": "",
}  # fmt: skip


def scope(**more: object) -> Scope:
    return Scope(answers=ANSWERS, missing={"trust": frozenset({8})}, today=date(2026, 1, 15), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES["values"], ids=lambda case: case["is"])
def test_it_comes_to(case: dict[str, object]):
    found = parse(text=str(case["is"])).run(scope())
    shown = (
        found.isoformat() if isinstance(found, date) else list(found) if isinstance(found, tuple) else found
    )
    assert (shown, type(shown)) == (case["to"], type(case["to"]))


@pytest.mark.parametrize("case", CASES["faults"], ids=lambda case: str(case["in"])[:40])
def test_what_is_not_known_is_refused_with_its_place(case: dict[str, object]):
    with pytest.raises(ExpressionFault) as raised:
        parse(text=str(case["in"]))
    assert (str(raised.value), raised.value.position) == (case["fault"], case["at"])


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "-" * 1_900 + "1",
        "1" + "+1" * 900,
        "not(" * 400 + "1" + ")" * 400,
        "regex(., '((a{99}){99}){99}')",
        "regex(., '" + "(" * 200 + "a" + ")" * 200 + "')",
        "1" * 400,
        "${" + "a" * 1_000 + "}",
    ],
    ids=lambda text: text[:12],
)
def test_a_hostile_expression_is_refused_at_once(text: str):
    with pytest.raises(ExpressionFault):
        parse(text=text)


def test_a_pattern_that_hangs_others_is_quick():
    assert not Pattern("(a+)+b").matches("a" * 2_000)
    assert not Pattern("(a|a)*(a|aa)*b").matches("a" * 2_000)


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "0", ".", "[a-c]", "[^a]", r"\d", r"\w", r"\.", "[0-9_]"]),
    lambda inner: st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("({}|{})".format, inner, inner),
        st.builds("({}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{1,2}", "{0,1}", "{2,}"])),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(PATTERNS, st.text(alphabet="ab0._x", max_size=7))
def test_a_pattern_matches_what_python_matches(pattern: str, text: str):
    assert Pattern(pattern).matches(text) == bool(re.fullmatch(pattern, text))


@settings(max_examples=80, deadline=None)
@given(PATTERNS)
def test_the_example_of_a_pattern_matches_it(pattern: str):
    assert Pattern(pattern).matches(Pattern(pattern).example)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="${}().'=<>+-*/,andor x1[]", max_size=40))
def test_any_text_is_an_expression_or_a_fault(text: str):
    with suppress(ExpressionFault):
        evaluate(expression=parse(text=text), answers=ANSWERS)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab(|)*+?{1,2}[]^$\\d.", max_size=14))
def test_any_text_is_a_pattern_or_unfit(text: str):
    with suppress(UnfitPattern):
        pattern = Pattern(text)
        assert pattern.matches(pattern.example)


KLEENE = st.sampled_from(["true()", "false()", "${nobody} = 1"])


@given(KLEENE, KLEENE)
def test_what_is_unknown_follows_kleene(one: str, other: str):
    """The slow twin: a condition is known when it comes to the same whatever the unknown one is."""

    def value(text: str) -> object:
        return evaluate(expression=parse(text=text), answers={})

    for word in ("and", "or"):
        choices = {
            value(f"{a} {word} {b}")
            for a in ([one] if one.endswith(")") else ["true()", "false()"])
            for b in ([other] if other.endswith(")") else ["true()", "false()"])
        }
        expected = choices.pop() if len(choices) == 1 else None
        assert value(f"{one} {word} {other}") is expected
