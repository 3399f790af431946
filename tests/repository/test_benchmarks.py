# SPDX-License-Identifier: EUPL-1.2
"""What is measured is recorded; a ratio that falls to half of it fails the lane; the page is in step."""

import json
from importlib import import_module

import pytest

from benchmarks.__main__ import RACES, Race, accept, run
from benchmarks.measured import Aim, Better, Figure, Report
from benchmarks.recorded import FILE, Row, read, updated, write
from tasks.ratios import PAGE, page

FAST = Aim("planted/fast", "nothing much", "the peer", goal=2)
SMALL = Aim("planted/small", "cells withheld", "the peer", better=Better.LOWER)
SLOW = Aim("planted/slow", "nothing much", "", 10, "s", Better.LOWER)
HANDED_IN = """
from benchmarks.measured import Report, arguments, finish
from tests.repository import test_benchmarks as told
report = Report(["done"], [aim.found(value) if value else aim.absent("No peer here.") for aim, value in (
    (told.FAST, {fast}), (told.SMALL, {small}), (told.SLOW, {slow}))])
raise SystemExit(finish(report=report, given=arguments("").parse_args()))
"""


@pytest.fixture
def raced(tmp_path, monkeypatch):
    """Run a planted benchmark; returns what the lane returns."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{PAGE.parents[2]}")
    file = tmp_path / "recorded.json"

    class Planted(Race):
        def words(self, pythons, figures):
            python, *_ = super().words(pythons, figures)
            return [python, str(tmp_path / "planted.py"), "--figures", str(figures)]

    def race(*, fast=8.0, small=1.0, slow=1.0):
        script = HANDED_IN.format(fast=fast, small=small, slow=slow)
        (tmp_path / "planted.py").write_text(script, encoding="utf-8")
        return run(races=[Planted("planted", "Planted", "nowhere")], pythons={}, file=file)

    race.file = file
    return race


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(rows=read()), "Run `python -m tasks.ratios`."


def test_every_figure_belongs_to_a_benchmark_that_is_run():
    rows = read()

    assert {row.aim.area for row in rows} <= {race.area for race in RACES}
    assert len({row.aim.name for row in rows}) == len(rows)
    assert [row.aim.name for row in rows if row.has_fallen] == []


def test_every_benchmark_is_there():
    assert all(callable(import_module(f"benchmarks.{race.module}").main) for race in RACES)


def test_what_holds_passes_and_stands_in_the_file(raced):
    assert raced() == 0
    assert raced(fast=4.1, small=1.9) == 0

    first = read(file=raced.file)[0]
    assert (first.aim, first.recorded, first.measured) == (FAST, 8.0, 4.1)


@pytest.mark.parametrize(
    ("worse", "told"),
    [({"fast": 3.9}, "was 8 times, is 3.9 times"), ({"small": 2.1}, "was 1 times, is 2.1 times")],
)
def test_a_ratio_at_half_of_what_is_recorded_fails_the_lane(raced, worse, told, capsys):
    raced()

    assert raced(**worse) == 1
    assert told in capsys.readouterr().out


def test_small_losses_add_up_to_one_that_is_seen(raced):
    assert [raced(fast=value) for value in (8.0, 6.0, 4.5, 3.5)] == [0, 0, 0, 1]


def test_another_value_is_recorded_on_purpose_only(raced):
    raced()
    raced(fast=3.9)

    assert accept(names=["planted/fast"], file=raced.file) == 0
    assert raced(fast=3.9) == 0


def test_a_name_that_nobody_measured_is_refused(raced, capsys):
    raced()

    assert accept(names=["planted/fats"], file=raced.file) == 2
    assert "planted/fats" in capsys.readouterr().err


def test_a_missed_goal_fails_the_lane_also_in_seconds(raced):
    assert raced(slow=11.0) == 1
    assert raced(fast=1.5) == 1


def test_seconds_are_held_against_their_goal_alone(raced):
    raced(slow=1.0)

    assert raced(slow=9.0) == 0


def test_what_cannot_be_measured_here_is_told_and_keeps_its_value(raced, capsys):
    raced()

    assert raced(fast=0) == 0
    assert "Not measured here: planted/fast (the peer); what was measured on" in capsys.readouterr().out
    assert read(file=raced.file)[0].measured == 8.0


def test_no_more_is_promised_than_was_measured():
    there, absent = SLOW.found(1.0), FAST.absent("No peer here.")

    assert Report(figures=[there]).praise() == "All engines agree, all goals met."
    assert Report(figures=[there, absent]).praise() == "What was measured agrees and meets its goals."
    assert Report(figures=[absent]).praise() == "Nothing was measured here."


def test_a_benchmark_that_breaks_off_fails_the_lane(raced, capsys):
    assert raced(fast="1 / 0") == 1
    assert "nothing was measured" in capsys.readouterr().out


def test_the_page_tells_what_misses_its_goal_and_what_was_not_measured():
    text = page(rows=[Row(FAST.__class__("weighting/rimpy", "raking", "rimpy", 10), 15.0, 9.0, "2026-01-01")])

    assert "`weighting/rimpy` misses it: 9 times, at least 10 times." in text


def test_rows_are_read_as_they_were_written(tmp_path):
    figures = [FAST.beside(ours=0.5, theirs=4.0, agreement="equal"), SLOW.absent("No clock.")]
    rows = updated(rows=[], figures=figures, versions="Python 3", on="2026-01-01")
    write(rows=rows, file=tmp_path / "rows.json")

    assert read(file=tmp_path / "rows.json") == rows
    assert rows[0].measured == 8.0
    assert Figure(FAST, rows[0].measured).is_missed is False


def test_the_file_has_a_line_for_each_figure():
    lines = FILE.read_text(encoding="utf-8").splitlines()

    assert len(lines) == len(json.loads(FILE.read_text(encoding="utf-8"))) + 2
