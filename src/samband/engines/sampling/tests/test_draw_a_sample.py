# SPDX-License-Identifier: EUPL-1.2
"""Drawing: fixed numbers, known probabilities, one sample from one seed in any order of the frame."""

import csv
from collections import Counter
from fractions import Fraction
from math import floor, fsum
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.sampling import (
    BadFrame,
    DrawRules,
    Method,
    draw,
    frame_of,
    inclusion_probabilities,
    permanent_numbers,
    pps_probabilities,
    released,
    rules_from_json,
)
from samband.engines.sampling.chance import stream
from samband.engines.sampling.selection import along_the_sum, every_kth, pareto, smallest

REFERENCE = Path(__file__).parent / "reference" / "unequal.csv"
SIZED = (Method.PPS_SYSTEMATIC, Method.PARETO, Method.PIVOTAL)


def people(count, units=("0301", "1151")):
    """keys, columns and sizes of made-up persons."""
    numbers = range(count)
    return {
        "keys": [f"p{number:03}" for number in numbers],
        "columns": {
            "unit": [units[number % len(units)] for number in numbers],
            "sex": ["fm"[number // 2 % 2] for number in numbers],
        },
        "sizes": [1.0 + number % 7 for number in numbers],
    }


def shuffled(given, seed):
    order = np.random.default_rng(seed).permutation(len(given["keys"])).tolist()

    def turned(values):
        return [values[at] for at in order]

    return {
        "keys": turned(given["keys"]),
        "columns": {name: turned(values) for name, values in given["columns"].items()},
        "sizes": turned(given["sizes"]),
    }


def keys_of(frame, sample):
    return [frame.key(row) for row in sample.rows.tolist()]


FRAME = frame_of(**people(40))
BY_UNIT = DrawRules(sizes={("0301",): 8, ("1151",): 5}, by=("unit",))
KEYS_OF_2026 = [f"p{number:03}" for number in (0, 3, 10, 11, 13, 16, 18, 20, 23, 24, 26, 30, 31)]
FRAME_DIGEST = "c7a733a131753320b535df037fd61deb126b524f7ffcd302a26985a70e0beb97"
DRAW_DIGEST = "cdebc4439e09e4d74d5ebdde62e5b7f9b64dbb4624ef37cc4b5c79c4a34ce34f"


def test_a_sample_has_the_wanted_number_of_each_stratum():
    sample = draw(frame=FRAME, rules=BY_UNIT, seed=1)

    assert Counter(FRAME.columns["unit"][row] for row in sample.rows.tolist()) == {"0301": 8, "1151": 5}
    assert [(one.label, one.population, one.drawn) for one in sample.strata] == [
        (("0301",), 20, 8), (("1151",), 20, 5)
    ]  # fmt: skip
    assert sorted(set(sample.probability.tolist())) == [0.25, 0.4]
    assert sample.weights.sum() == pytest.approx(40)


def test_the_draw_of_this_seed_never_changes():
    """Written down once: a sample that somebody has printed must come back after every upgrade."""
    sample = draw(frame=FRAME, rules=BY_UNIT, seed=2026)

    assert keys_of(FRAME, sample) == KEYS_OF_2026
    assert FRAME.digest == FRAME_DIGEST
    assert sample.digest == DRAW_DIGEST


def test_another_seed_is_another_draw():
    one, other = (draw(frame=FRAME, rules=BY_UNIT, seed=seed) for seed in (1, 2))

    assert keys_of(FRAME, one) != keys_of(FRAME, other)
    assert one.digest != other.digest


def test_a_further_stratum_leaves_the_others_as_they_are():
    larger = people(40)
    larger["keys"].append("x")
    larger["columns"]["unit"].append("9999")
    larger["columns"]["sex"].append("f")
    larger["sizes"].append(1)
    frame = frame_of(**larger)

    assert keys_of(frame, draw(frame=frame, rules=BY_UNIT, seed=1)) == keys_of(
        FRAME, draw(frame=FRAME, rules=BY_UNIT, seed=1)
    )


def test_a_new_phone_number_is_no_new_frame():
    with_phones = frame_of(**people(40), contacts={"phone": [str(n) for n in range(40)]})

    assert with_phones.digest == FRAME.digest
    assert with_phones.contacts["phone"][3] == "3"


def test_rules_are_kept_and_read_back():
    rules = DrawRules(sizes={("0301",): 8}, by=("unit",), method=Method.PARETO, order_by=("sex",), batches=3)

    assert rules_from_json(rules.as_json()) == rules


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (DrawRules(sizes={("0301",): 21}, by=("unit",)), "Stratum 0301 has 20 people in the frame, but 21"),
        (DrawRules(sizes={("301",): 2}, by=("unit",)), "Stratum 301 has 0 people"),
        (DrawRules(sizes={}, by=("party",)), "The frame has no column party. It has: unit, sex"),
        (DrawRules(sizes={}, order_by=("party",)), "no column party to order by"),
        (DrawRules(sizes={}, method=Method.SYSTEMATIC, permanent=1), "cannot use permanent"),
        (DrawRules(sizes={}, batches=0), "Give 1 batch or more"),
    ],
)
def test_rules_that_do_not_fit_are_refused_in_words(rules, words):
    with pytest.raises(ValueError, match=words):
        draw(frame=FRAME, rules=rules, seed=1)


def test_sizes_are_asked_for_where_the_method_needs_them():
    plain = frame_of(keys=["a", "b"])

    with pytest.raises(BadFrame, match="needs a measure of size"):
        draw(frame=plain, rules=DrawRules(sizes={(): 1}, method=Method.PARETO), seed=1)
    with pytest.raises(ValueError, match="The seed is -1"):
        draw(frame=plain, rules=DrawRules(sizes={(): 1}), seed=-1)


def test_bad_frames_are_refused_in_words():
    with pytest.raises(BadFrame, match="The key æ stands twice"):
        frame_of(keys=["æ", "b", "æ"])
    with pytest.raises(BadFrame, match="A key is empty"):
        frame_of(keys=["a", ""])
    with pytest.raises(BadFrame, match="Column sex has 1 values for 2 keys"):
        frame_of(keys=["a", "b"], columns={"sex": ["f"]})
    with pytest.raises(BadFrame, match="not a number above 0"):
        frame_of(keys=["a", "b"], sizes=[1, float("nan")])


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 60),
    parts=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    method=st.sampled_from(Method),
    seed=st.integers(0, 2**70),
    batches=st.integers(1, 4),
    order_by=st.sampled_from([(), ("sex",)]),
)
def test_every_draw_is_fixed_in_number_without_replacement_and_blind_to_order(
    count, parts, method, seed, batches, order_by
):
    given = people(count)
    frame, turned = frame_of(**given), frame_of(**shuffled(given, count))
    sizes = {
        label: round(part * n)
        for part, (label, n) in zip(parts, frame.strata(by=("unit",)).sizes.items(), strict=False)
    }
    rules = DrawRules(sizes=sizes, by=("unit",), method=method, order_by=order_by, batches=batches)

    sample, again = draw(frame=frame, rules=rules, seed=seed), draw(frame=turned, rules=rules, seed=seed)
    chances = inclusion_probabilities(frame=frame, rules=rules)

    assert Counter(units_of(frame, sample)) == {label[0]: n for label, n in sizes.items() if n}
    assert len(set(sample.rows.tolist())) == len(sample) == sum(sizes.values())
    assert fsum(chances.tolist()) == pytest.approx(sum(sizes.values()), abs=1e-9)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert (sample.probability == chances[sample.rows]).all()
    assert sample.digest == again.digest
    assert keys_of(frame, sample) == keys_of(turned, again)
    assert sample.batch.tolist() == again.batch.tolist()


def units_of(frame, sample):
    return [frame.columns["unit"][row] for row in sample.rows.tolist()]


def test_a_slow_twin_draws_the_same_persons():
    """Sort the persons of a stratum by their number of chance and take the first ones."""
    given = people(40)
    for seed in range(20):
        expected = []
        for unit, size in (("0301", 8), ("1151", 5)):
            pairs = zip(given["keys"], given["columns"]["unit"], strict=True)
            keys = sorted(key for key, of in pairs if of == unit)
            numbers = stream(seed=seed, purpose="draw", stratum=(unit,), count=len(keys)).tolist()
            expected += [key for _, key in sorted(zip(numbers, keys, strict=True))[:size]]

        assert keys_of(FRAME, draw(frame=FRAME, rules=BY_UNIT, seed=seed)) == sorted(expected)


@settings(deadline=None)
@given(people=st.integers(1, 200), part=st.floats(0, 1), start=st.floats(0, 1, exclude_max=True))
def test_every_kth_is_what_exact_fractions_give(people, part, start):
    count = max(1, round(part * people))
    first = Fraction(int(start * 2**53), 2**53)

    expected = [floor((first + k) * people / count) for k in range(count)]

    assert every_kth(people=people, count=count, start=start).tolist() == expected


def reference():
    cases = {}
    with REFERENCE.open() as file:
        for row in csv.DictReader(file):
            cases.setdefault(int(row["case"]), []).append(row)
    return cases


@pytest.mark.parametrize("case", reference().values(), ids=lambda rows: rows[0]["case"])
def test_unequal_probabilities_as_in_r(case):
    """R sampling 2.9: 40 made-up populations, half of them with persons who are certain."""
    sizes, expected, u = (np.array([float(row[key]) for row in case]) for key in ("size", "probability", "u"))

    found = pps_probabilities(sizes=sizes, count=int(case[0]["n"]))

    assert found == pytest.approx(expected, abs=1e-12)
    for key, places in (
        ("madow", along_the_sum(probabilities=found, start=float(case[0]["start"]))),
        ("pareto", pareto(probabilities=found, numbers=u)),
    ):
        assert places.tolist() == [at for at, row in enumerate(case) if row[key] == "1"], key


def test_every_kth_by_hand():
    assert every_kth(people=10, count=5, start=0.5).tolist() == [1, 3, 5, 7, 9]
    assert every_kth(people=10, count=4, start=0.5).tolist() == [1, 3, 6, 8]
    assert every_kth(people=3, count=3, start=0.999).tolist() == [0, 1, 2]


def test_of_equal_ranks_the_earlier_place_is_taken():
    assert smallest(ranks=np.array([0.5, 0.1, 0.5, 0.5]), count=2).tolist() == [0, 1]


DRAWS = 800


@pytest.mark.parametrize("method", Method)
def test_persons_are_drawn_as_often_as_their_probability_says(method):
    """800 draws with the seeds 0 … 799; five standard errors. Pareto holds its probabilities nearly."""
    frame = frame_of(**people(20))
    rules = DrawRules(sizes={("0301",): 4, ("1151",): 6}, by=("unit",), method=method)
    chances = inclusion_probabilities(frame=frame, rules=rules)
    times = np.zeros(len(frame))
    for seed in range(DRAWS):
        times[draw(frame=frame, rules=rules, seed=seed).rows] += 1

    error = np.sqrt(chances * (1 - chances) / DRAWS)
    slack = 0.01 if method is Method.PARETO else 0

    assert (np.abs(times / DRAWS - chances) <= 5 * error + slack).all()


def test_simple_random_pairs_come_up_alike():
    """Every pair of 6 persons in a draw of 3: probability 3·2/(6·5) = 0.2."""
    frame = frame_of(keys=list("abcdef"))
    pairs = np.zeros((6, 6))
    for seed in range(DRAWS):
        rows = draw(frame=frame, rules=DrawRules(sizes={(): 3}), seed=seed).rows
        pairs[np.ix_(rows, rows)] += 1

    apart = pairs[~np.eye(6, dtype=bool)] / DRAWS
    assert np.abs(apart - 0.2).max() < 5 * np.sqrt(0.2 * 0.8 / DRAWS)


def test_a_systematic_draw_spreads_over_what_it_is_ordered_by():
    rules = DrawRules(sizes={(): 10}, method=Method.SYSTEMATIC, order_by=("sex",))

    for seed in range(20):
        rows = draw(frame=FRAME, rules=rules, seed=seed).rows.tolist()
        assert Counter(FRAME.columns["sex"][row] for row in rows) == {"f": 5, "m": 5}


def test_permanent_numbers_let_waves_overlap_or_not():
    rules = {"sizes": {(): 10}, "permanent": 7}
    first = draw(frame=FRAME, rules=DrawRules(**rules), seed=1)
    same = draw(frame=FRAME, rules=DrawRules(**rules), seed=2)
    numbers = permanent_numbers(keys=FRAME.keys.tolist(), seed=7)
    behind = float(numbers[first.rows].max()) + 1e-9
    apart = draw(frame=FRAME, rules=DrawRules(**rules, start=behind), seed=1)

    assert keys_of(FRAME, same) == keys_of(FRAME, first)
    assert not set(apart.rows.tolist()) & set(first.rows.tolist())


def test_who_stays_keeps_their_permanent_number():
    keys = [b"a", b"b", b"c"]
    before, after = permanent_numbers(keys=keys, seed=1), permanent_numbers(keys=keys[1:], seed=1)

    assert before[1:].tolist() == after.tolist()
    assert before.tolist() != permanent_numbers(keys=keys, seed=2).tolist()


def test_batches_are_alike_in_size_everywhere():
    rules = DrawRules(sizes={("0301",): 8, ("1151",): 5}, by=("unit",), batches=3)
    sample = draw(frame=FRAME, rules=rules, seed=5)

    assert sorted(Counter(sample.batch.tolist()).values()) == [4, 4, 5]
    for stratum in (0, 1):
        sizes = Counter(sample.batch[sample.stratum == stratum].tolist()).values()
        assert max(sizes) - min(sizes) <= 1


def test_the_released_part_stands_for_everybody():
    rules = DrawRules(sizes={("0301",): 8, ("1151",): 5}, by=("unit",), batches=2)
    sample = draw(frame=FRAME, rules=rules, seed=5)

    part, whole = released(sample=sample, batches=[1]), released(sample=sample, batches=[1, 2])

    assert part.probability[part.stratum == 0].tolist() == [8 / 20 * 4 / 8] * 4
    assert part.weights.sum() == pytest.approx(40)
    assert part.without == ()
    assert whole.probability.tolist() == sample.probability.tolist()
    with pytest.raises(ValueError, match="There is no batch 3"):
        released(sample=sample, batches=[3])


def test_a_stratum_of_which_nobody_is_out_yet_is_named():
    rules = DrawRules(sizes={("0301",): 1, ("1151",): 1}, by=("unit",), batches=2)

    part = released(sample=draw(frame=FRAME, rules=rules, seed=5), batches=[1])

    assert len(part) == 1
    assert part.without == (("1151",),)


def test_batches_come_up_alike_often():
    """Of 4 drawn persons in 2 batches everybody is in the first half of the time."""
    rules = DrawRules(sizes={(): 4}, batches=2)
    frame = frame_of(keys=list("abcd"))
    first = sum(draw(frame=frame, rules=rules, seed=seed).batch == 1 for seed in range(600))

    assert np.abs(first / 600 - 0.5).max() < 5 * np.sqrt(0.25 / 600)


@pytest.mark.parametrize("method", SIZED)
def test_who_is_certain_is_always_drawn(method):
    frame = frame_of(keys=list("abcde"), sizes=[100, 1, 1, 1, 1])
    rules = DrawRules(sizes={(): 2}, method=method)

    for seed in range(30):
        sample = draw(frame=frame, rules=rules, seed=seed)
        assert sample.rows[0] == 0
        assert sample.probability.tolist() == [1, 0.25]
