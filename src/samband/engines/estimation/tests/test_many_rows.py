# SPDX-License-Identifier: EUPL-1.2
"""Many rows are shared out to the processors: the sums are the same, and so is the row of a fault."""

import numpy as np
import pytest

from samband.engines.estimation import reduce
from samband.engines.estimation.reduce import reduce_answers
from samband.engines.estimation.tests.surveys_of_chance import questionnaire
from samband.engines.instrument import AnswerOffScale

ROWS = 5000


@pytest.fixture
def columns():
    rng = np.random.default_rng(7)
    found = {name: rng.choice([1, 2, 3, 4, 9], ROWS).astype(np.int8) for name in "abc"}
    return found | {"d": rng.choice([0, 1, 5, 10, 99], ROWS).astype(np.int8)}


def sums_of(columns, monkeypatch, *, rows_by_worker):
    monkeypatch.setattr(reduce, "ROWS_BY_WORKER", rows_by_worker)
    monkeypatch.setattr(reduce, "ROWS_AT_ONCE", 700)
    monkeypatch.setattr(reduce, "cpu_count", lambda: 3)
    cell = (np.arange(ROWS) % 11).astype(np.int32)
    instrument = questionnaire()
    return list(
        reduce_answers(
            measures=[*instrument.items, *instrument.indices],
            columns=columns.__getitem__,
            cell_by_respondent=cell,
            cells=11,
        )
    )


def test_three_workers_find_what_one_finds(columns, monkeypatch):
    alone = sums_of(columns, monkeypatch, rows_by_worker=ROWS + 1)
    shared = sums_of(columns, monkeypatch, rows_by_worker=1000)

    for one, other in zip(alone, shared, strict=True):
        assert (one.count == other.count).all()
        assert (one.total == other.total).all()
        assert (one.squares == other.squares).all()
        assert one.count.sum() > 0


@pytest.mark.parametrize("rows_by_worker", [ROWS + 1, 1000])
def test_the_first_fault_is_named_by_its_row(columns, monkeypatch, rows_by_worker):
    columns["b"][[2600, 4900]] = 7

    with pytest.raises(AnswerOffScale) as refused:
        sums_of(columns, monkeypatch, rows_by_worker=rows_by_worker)
    assert (refused.value.row, refused.value.code) == (2600, 7)
