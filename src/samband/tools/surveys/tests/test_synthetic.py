# SPDX-License-Identifier: EUPL-1.2
"""Synthetic waves look like the published ones. Tolerances stand in each test."""

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import samband.tools.surveys
from samband.core.country.queries import load_pack
from samband.core.members.rules import PopulationCell
from samband.engines.instrument import load_instrument
from samband.tools.surveys.analysis.synthetic import (
    BLANK,
    COLUMNS,
    DEMO_SEED,
    choose_members,
    council_seats,
    median_member,
    member_frames,
    synthetic_wave,
    write_answers,
)

SEED = DEMO_SEED
UTSIRA, OSLO = "1151", "0301"
INSTRUMENTS = Path(next(iter(samband.tools.surveys.__path__))) / "instruments" / "local_democracy"

# KS Lokaldemokratidatabasen, portal page of 2010, inhabitants of 43 small municipalities: low, high, Alvdal.
PUBLISHED = {
    "satisfied_services": (2.6, 3.5, 3.2),
    "informs_on_issues": (2.2, 3.3, 3.1),
    "special_interests": (2.4, 3.0, 2.5),
    "heeds_views": (2.2, 3.0, 2.9),
    "informs_on_taxes": (2.0, 2.7, 2.5),
    "parties_no_difference": (2.4, 3.0, 2.7),
}
PUBLISHED_INDICES = {
    "reliable": (2.4, 2.9), "accountable": (2.3, 3.0), "close": (2.1, 2.9), "effective": (2.5, 3.0),
}  # fmt: skip


@pytest.fixture(scope="module")
def norway():
    return load_pack(name="norway")


def frames_of(pack, year):
    facts = pack.description
    return member_frames(
        cells=[
            PopulationCell(c.code, c.sex, c.age_group, c.population)
            for c in pack.population_cells
            if c.year == year
        ],
        size_of=lambda count: facts.size_class(population=count),
        minimum_seats_of=lambda count: facts.minimum_seats(kind="municipality", population=count),
        lineages={s.code_before: s.code_after for s in pack.successions if s.kind == "renumbered"},
    )


@pytest.fixture(scope="module")
def instrument():
    return load_instrument(INSTRUMENTS / "2021.yaml")


@pytest.fixture(scope="module")
def frames_2021(norway):
    return frames_of(norway, 2021)


@pytest.fixture(scope="module")
def members_2021(frames_2021):
    always = (UTSIRA, OSLO, median_member(frames=frames_2021).code)
    return choose_members(seed=SEED, frames=frames_2021, count=75, always=always)


@pytest.fixture(scope="module")
def members_2025(norway, frames_2021):
    always = (UTSIRA, OSLO, median_member(frames=frames_2021).lineage)
    return choose_members(seed=SEED, frames=frames_of(norway, 2025), count=120, always=always)


@pytest.fixture(scope="module")
def wave_2021(members_2021, instrument):
    return synthetic_wave(seed=SEED, wave="2021", members=members_2021, instrument=instrument)


@pytest.fixture(scope="module")
def wave_2025(members_2025, instrument):
    return synthetic_wave(seed=SEED, wave="2025", members=members_2025, instrument=instrument)


def valid(answers, item):
    codes = answers.codes[:, answers.items.index(item)].astype(float)
    return np.where((codes >= 1) & (codes <= 4), codes, np.nan)


def person_index(answers, index):
    columns = [
        5 - valid(answers, item.code) if item.polarity == "negative" else valid(answers, item.code)
        for item in index.items
    ]
    enough = np.isfinite(columns).sum(axis=0) >= index.minimum_valid
    return np.where(enough, np.nanmean(np.where(enough, columns, 2.5), axis=0), np.nan)


def means_by_unit(answers, values, units, group="inhabitants"):
    chosen = answers.groups == group
    return np.array([np.nanmean(values[chosen & (answers.units == unit)]) for unit in units])


def test_the_first_wave_is_as_large_as_the_published_one(wave_2021):
    groups = Counter(wave_2021.groups.tolist())
    assert len(set(wave_2021.units.tolist())) == 75
    assert 23_000 < groups["inhabitants"] < 25_000
    assert 1_900 < groups["councillors"] < 2_100
    assert groups["councillors"] / sum(wave_2021.seats.values()) == pytest.approx(0.86, abs=0.03)


def test_the_second_wave_has_120_members_and_nearly_all_of_the_first(members_2021, members_2025):
    first, second = ({frame.lineage for frame in frames} for frames in (members_2021, members_2025))
    assert (len(first), len(second)) == (75, 120)
    assert len(first & second) >= 70
    renumbered = [frame for frame in members_2021 if frame.code != frame.lineage and frame.lineage in second]
    assert len(renumbered) >= 10


def test_the_smallest_a_median_member_and_the_largest_take_part_in_both(
    members_2021, members_2025, frames_2021
):
    middle = median_member(frames=frames_2021)
    assert middle.population == pytest.approx(5155, abs=50)
    assert {UTSIRA, OSLO, middle.code} <= {frame.code for frame in members_2021}
    assert {UTSIRA, OSLO, middle.lineage} <= {frame.code for frame in members_2025}


@pytest.mark.parametrize("wave", ["2021", "2025"])
def test_nobody_answers_twice_and_no_cell_has_more_answers_than_adults(wave, request):
    answers = request.getfixturevalue(f"wave_{wave}")
    adults = {frame.code: frame.adults for frame in request.getfixturevalue(f"members_{wave}")}
    people = answers.groups == "inhabitants"
    cells = zip(answers.units[people], answers.sexes[people], answers.age_groups[people], strict=True)
    for (unit, sex, age), count in Counter(cells).items():
        assert count <= adults[str(unit)][str(sex), str(age)]
    seated = Counter(answers.units[~people].tolist())
    assert all(count <= answers.seats[unit] for unit, count in seated.items())
    assert len(set(answers.respondents.tolist())) == len(answers)


def test_utsira_answers_like_a_place_of_150_adults(wave_2021, members_2021):
    adults = next(frame.adult_count for frame in members_2021 if frame.code == UTSIRA)
    answered = int(((wave_2021.units == UTSIRA) & (wave_2021.groups == "inhabitants")).sum())
    assert 0.5 * adults < answered < 0.8 * adults
    assert wave_2021.seats[UTSIRA] == 11


def test_councils_are_odd_and_no_smaller_than_the_law_says(frames_2021):
    for frame in frames_2021:
        seats = council_seats(seed=SEED, frame=frame)
        assert seats % 2 == 1
        assert frame.minimum_seats <= seats <= 77


@pytest.mark.parametrize(("item", "figures"), PUBLISHED.items())
def test_means_of_small_members_span_the_published_range(wave_2025, members_2025, item, figures):
    """Lowest and highest lie within 0.25 of those of 43 real members; the level shown for Alvdal occurs."""
    low, high, alvdal = figures
    small = [frame.code for frame in members_2025 if frame.size == "small"]
    means = means_by_unit(wave_2025, valid(wave_2025, item), small)
    assert min(means) == pytest.approx(low, abs=0.25)
    assert max(means) == pytest.approx(high, abs=0.25)
    assert min(means) - 0.1 <= alvdal <= max(means) + 0.1


def test_indices_vary_between_members_and_persons_as_published(wave_2025, members_2025, instrument):
    """Between members 0.11, 0.16, 0.18, 0.11, within 20 %; persons 0.55 within 0.03; levels within 0.2."""
    units = [frame.code for frame in members_2025]
    wanted = {"reliable": 0.11, "accountable": 0.16, "close": 0.18, "effective": 0.11}
    for index in instrument.indices:
        values = person_index(wave_2025, index)
        means = means_by_unit(wave_2025, values, units)
        people = [values[(wave_2025.units == u) & (wave_2025.groups == "inhabitants")] for u in units]
        within = np.array([np.nanvar(one) for one in people])
        noise = np.mean(within / np.array([len(one) for one in people]))
        low, high = PUBLISHED_INDICES[index.code]
        assert np.sqrt(means.var() - noise) == pytest.approx(wanted[index.code], rel=0.2)
        assert np.sqrt(within.mean()) == pytest.approx(0.55, abs=0.03)
        assert means.mean() == pytest.approx((low + high) / 2, abs=0.2)


def test_councillors_are_more_positive_than_inhabitants(wave_2021, members_2021, instrument):
    units = [frame.code for frame in members_2021]
    for index in instrument.indices:
        values = person_index(wave_2021, index)
        gap = (
            means_by_unit(wave_2021, values, units, "councillors").mean()
            - means_by_unit(wave_2021, values, units).mean()
        )
        assert 0.05 < gap < 0.7


def test_members_mostly_keep_their_level(wave_2021, wave_2025, members_2021, members_2025, instrument):
    later = {frame.lineage: frame.code for frame in members_2025}
    pairs = [(frame.code, later[frame.lineage]) for frame in members_2021 if frame.lineage in later]
    close = next(index for index in instrument.indices if index.code == "close")
    first = means_by_unit(wave_2021, person_index(wave_2021, close), [a for a, _ in pairs])
    second = means_by_unit(wave_2025, person_index(wave_2025, close), [b for _, b in pairs])
    assert 0.5 < np.corrcoef(first, second)[0, 1] < 0.97


def test_young_men_answer_less_so_that_weights_matter(wave_2025, members_2025):
    def share(counts):
        return counts["male", "18-29"] / sum(counts.values())

    adults = Counter()
    for frame in members_2025:
        adults.update({cell: count / frame.adult_count for cell, count in frame.adults.items()})
    people = wave_2025.groups == "inhabitants"
    answered = Counter(
        zip(wave_2025.sexes[people].tolist(), wave_2025.age_groups[people].tolist(), strict=True)
    )
    assert 0.4 < share(answered) / share(adults) < 0.85


def test_a_few_do_not_know_and_a_few_leave_out(wave_2021):
    people = wave_2021.codes[wave_2021.groups == "inhabitants"]
    council = wave_2021.codes[wave_2021.groups == "councillors"]
    assert (people == 8).mean() == pytest.approx(0.04, abs=0.02)
    assert (council == 8).mean() < 0.02
    assert 0 < (people == BLANK).mean() < 0.02
    assert set(np.unique(wave_2021.codes).tolist()) == {BLANK, 1, 2, 3, 4, 8}


def test_the_same_seed_gives_the_same_wave_and_another_seed_another(members_2021, instrument, wave_2021):
    def drawn(seed):
        return synthetic_wave(seed=seed, wave="2021", members=members_2021, instrument=instrument)

    again, other = drawn(SEED), drawn(SEED + 1)
    assert np.array_equal(again.codes, wave_2021.codes)
    assert np.array_equal(again.respondents, wave_2021.respondents)
    assert again.codes.shape != other.codes.shape or not np.array_equal(again.codes, other.codes)


def test_a_member_is_sampled_alike_whoever_else_takes_part(members_2021, instrument, wave_2021):
    alone = [frame for frame in members_2021 if frame.code == OSLO]
    wave = synthetic_wave(seed=SEED, wave="2021", members=alone, instrument=instrument)
    in_all = wave_2021.units == OSLO
    assert wave.age_groups.tolist() == wave_2021.age_groups[in_all].tolist()
    assert wave.sexes.tolist() == wave_2021.sexes[in_all].tolist()


def test_what_only_councillors_are_asked_is_blank_for_inhabitants(members_2021, instrument):
    first, *rest = instrument.items
    own = replace(instrument, items=(replace(first, asked_of=("councillors",)), *rest))
    wave = synthetic_wave(seed=SEED, wave="2021", members=members_2021[:3], instrument=own)
    people = wave.groups == "inhabitants"
    assert (wave.codes[people, 0] == BLANK).all()
    assert (wave.codes[~people, 0] != BLANK).mean() > 0.9


def test_the_file_has_one_row_each_and_tells_neither_sex_nor_age_of_councillors(members_2021, instrument):
    utsira = [frame for frame in members_2021 if frame.code == UTSIRA]
    wave = synthetic_wave(seed=SEED, wave="2021", members=utsira, instrument=instrument)
    file = io.StringIO()
    write_answers(answers=wave, to=file)
    file.seek(0)
    rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == (*COLUMNS, *wave.items)
    assert len(rows) == len(wave)
    assert {(row["sex"], row["age_group"], row["mode"]) for row in rows if row["group"] == "councillors"} == {
        ("", "", "meeting")
    }
    assert {row["mode"] for row in rows if row["group"] == "inhabitants"} == {"phone"}
    assert {row[wave.items[0]] for row in rows} <= {"", "1", "2", "3", "4", "8"}


def test_a_member_that_is_not_there_cannot_be_chosen(frames_2021):
    with pytest.raises(ValueError, match="No frame for 9999"):
        choose_members(seed=SEED, frames=frames_2021, count=3, always=("9999",))
    with pytest.raises(ValueError, match="400 members wanted, 356 there"):
        choose_members(seed=SEED, frames=frames_2021, count=400)
