# SPDX-License-Identifier: EUPL-1.2
"""Facts as of a day and as known at a day: a screening of long ago comes out again to the byte."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samband.engines.conflicts import Outcome, facts_at, rescreen, screen, screening_to_json
from samband.engines.conflicts.tests.examples import (
    ON,
    agenda,
    item,
    law,
    organisation,
    register,
    screened,
    tie,
)

CLUB = organisation("club", "association")
FROM, TO = date(2024, 1, 1), date(2026, 1, 1)
ONE_DAY = timedelta(days=1)


def chairing(**more):
    return register(tie("ann", "post", "club", "chair", **more), organisations=[CLUB])


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        (FROM - ONE_DAY, Outcome.NONE),
        (FROM, Outcome.MANDATORY),
        (TO - ONE_DAY, Outcome.MANDATORY),
        (TO, Outcome.ASSESS),
    ],
)
def test_a_post_counts_from_its_first_day_and_no_longer_on_its_end(on, outcome):
    found = screened(chairing(valid_from=FROM, valid_to=TO), item("club", matter="grant"), on=on)

    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("known_at", "count"), [(FROM - ONE_DAY, 0), (FROM, 1), (TO - ONE_DAY, 1), (TO, 0), (None, 0)]
)
def test_a_record_counts_while_it_stands(known_at, count):
    facts = facts_at(register=chairing(recorded=FROM, withdrawn=TO), on=ON, known_at=known_at)

    assert len(facts.current) == count


def test_a_screening_comes_out_again_after_the_register_has_changed():
    known_at = date(2026, 3, 1)
    then = chairing(valid_from=FROM, recorded=FROM, source="register")
    plan = agenda(item("club", matter="grant"), members=("ann", "bo"))
    then = replace(then, people={**then.people, "bo": then.people["ann"]})
    first = screen(law=law(), register=then, agenda=plan, on=ON, known_at=known_at)

    corrected = replace(then.ties[0], withdrawn=date(2026, 6, 1))
    later = (
        tie("ann", "post", "club", "chair", valid_from=TO, recorded=date(2026, 6, 1)),
        tie("bo", "married_to", "ann", recorded=date(2026, 7, 1)),
    )
    grown = replace(then, ties=(*later, corrected))
    again = screen(law=law(), register=grown, agenda=plan, on=ON, known_at=known_at)

    assert screening_to_json(screening=again) == screening_to_json(screening=first)
    today = screen(law=law(), register=grown, agenda=plan, on=ON)
    assert screening_to_json(screening=today) != screening_to_json(screening=first)


def test_one_changed_person_is_screened_anew_with_the_body():
    plan = agenda(item("club", matter="grant"), members=("ann", "bo", "cy"), deputies=("dag",))
    empty = register(organisations=[CLUB], people=("ann", "bo", "cy", "dag"))
    before = screen(law=law(), register=empty, agenda=plan, on=ON)
    changed = replace(empty, ties=(tie("ann", "post", "club", "chair"),))

    after = rescreen(earlier=before, register=changed, persons=["ann"])

    assert after == screen(law=law(), register=changed, agenda=plan, on=ON)
    assert after.items[0].collective.surely.aside == ("ann",)
