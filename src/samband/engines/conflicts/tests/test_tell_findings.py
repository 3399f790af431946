# SPDX-License-Identifier: EUPL-1.2
"""Everything found has words, and none of them judges."""

from enum import StrEnum

import pytest

from samband.engines.conflicts import (
    Missing,
    MissingKind,
    Outcome,
    TieKind,
    Voters,
    Who,
    Why,
    screen,
    screening_to_json,
    screening_to_plain,
    tie_sentence,
    words_in,
)
from samband.engines.conflicts.facts import DETAILS
from samband.engines.conflicts.result_file import is_same_answer
from samband.engines.conflicts.tests.examples import (
    LAWS,
    ON,
    agenda,
    item,
    law,
    organisation,
    register,
    tie,
)
from samband.engines.conflicts.wording import (
    DECIDERS,
    MISSING,
    OUTCOMES,
    REASONS,
    TIES,
    VOTERS,
    missing_sentence,
)

VERDICTS = ("is disqualified", "er inhabil", "er ugild", "este incompatibil", "is guilty")


@pytest.mark.parametrize(
    ("kind", "words"),
    [(Outcome, OUTCOMES), (Who, DECIDERS), (Why, REASONS), (MissingKind, MISSING), (Voters, VOTERS)],
)
def test_every_code_has_words(kind: type[StrEnum], words):
    assert set(words) == set(kind)


def test_every_tie_has_words():
    wanted = {(kind, detail) for kind, (_, details, _) in DETAILS.items() for detail in details}
    wanted |= {(kind, "") for kind in TieKind if kind not in DETAILS}

    assert set(TIES) == wanted


def test_no_words_pass_a_verdict():
    """Neither those of the engine nor those of the laws."""
    told = [*OUTCOMES.values(), *DECIDERS.values(), *REASONS.values(), *MISSING.values(), *VOTERS.values()]
    rules = [rule for law_ in LAWS for rule in law_.rules.values()]
    told += [text for rule in rules for words in (rule.title, rule.words) for text in words.values()]

    assert not [text for text in told for verdict in VERDICTS if verdict in text.lower()]


OWNER = "ann owns a part of firm ({share}) (since 12 March 2026; source: shareholder register)"


@pytest.mark.parametrize(("share", "told"), [("1/3", "33.3333%"), ("0.305", "30.5%"), ("1", "100%")])
def test_a_tie_is_told_with_its_days_and_source(share, told):
    one = tie("ann", "owns", "firm", share=share, valid_from=ON, source="shareholder register")
    known = register(one, organisations=[organisation("firm")])

    assert tie_sentence(tie=one, register=known, language="en") == OWNER.format(share=told)


def test_days_and_shares_are_written_as_the_reader_writes_them():
    one = tie("ann", "owns", "firm", share="0.305", valid_from=ON)
    told = tie_sentence(tie=one, register=register(one, organisations=[organisation("firm")]), language="nb")

    assert "30,5\N{NO-BREAK SPACE}%" in told
    assert "12. mars 2026" in told


def test_who_declared_it_is_told_in_the_language_of_the_reader():
    one = tie("ann", "owns", "firm", source="declared", recorded=ON)
    known = register(one, organisations=[organisation("firm")])
    en, nb = (tie_sentence(tie=one, register=known, language=language) for language in ("en", "nb"))

    assert en.endswith("(source: declared by the person, 12 March 2026)")
    assert nb.endswith("(kilde: oppgitt av personen selv, 12. mars 2026)")


def test_the_same_answer_in_better_words_is_the_same_answer():
    facts = register(tie("ann", "married_to", "bo"))
    found = screen(law=law(), register=facts, agenda=agenda(item("bo", matter="grant")), on=ON)
    reworded = screening_to_json(screening=found).replace("ann and bo: married", "ann is married to bo")

    assert reworded != screening_to_json(screening=found)
    assert is_same_answer(kept=reworded, again=found)


@pytest.mark.parametrize(
    ("said", "otherwise"),
    [('"outcome": "mandatory"', '"outcome": "note"'), ("married_to", "cohabits_with"), ("ann", "cy")],
)
def test_another_answer_is_another(said, otherwise):
    facts = register(tie("ann", "married_to", "bo"))
    found = screen(law=law(), register=facts, agenda=agenda(item("bo", matter="grant")), on=ON)
    told = screening_to_json(screening=found)

    assert said in told
    assert not is_same_answer(kept=told.replace(said, otherwise), again=found)


def test_what_is_missing_is_named():
    told = missing_sentence(
        missing=Missing(MissingKind.PARTY, "Berg AS"), register=register(), translate=words_in(language="en")
    )

    assert told == "Not recognised: Berg AS."


def test_a_result_names_who_is_clear_and_tells_ties_of_findings_alone():
    found = screen(
        law=law(),
        register=register(tie("ann", "married_to", "bo"), tie("cy", "married_to", "dag")),
        agenda=agenda(item("bo", matter="grant"), members=("ann", "cy")),
        on=ON,
    )

    (one,) = screening_to_plain(screening=found)["items"]

    assert [person["person"] for person in one["people"]] == ["ann"]
    assert one["clear"] == ["cy"]
    assert "dag" not in str(one)


def test_an_unrecognised_party_leaves_nobody_clear():
    found = screen(
        law=law(),
        register=register(people=("ann",)),
        agenda=agenda(item(matter="grant", unrecognised=("Berg AS",))),
        on=ON,
    )

    (one,) = screening_to_plain(screening=found)["items"]

    assert (one["unknown"], one["clear"]) == (["ann"], [])


def test_who_decides_is_told_only_where_there_is_something_to_decide():
    """A cousin is a note in Romania: nobody has to announce it and leave."""
    ties = (
        tie("granny", "parent_of", "mum"),
        tie("granny", "parent_of", "uncle"),
        tie("mum", "parent_of", "ann"),
        tie("uncle", "parent_of", "cousin"),
    )
    told = {}
    for party in ("cousin", "mum"):
        found = screen(law=law("RO"), register=register(*ties), agenda=agenda(item(party)), on=ON)
        (one,) = screening_to_plain(screening=found)["items"]
        told[one["people"][0]["outcome"]] = one["people"][0]["decided_by_words"]

    assert told == {"note": "", "mandatory": DECIDERS[Who.ANNOUNCES]}
