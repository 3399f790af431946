# SPDX-License-Identifier: EUPL-1.2
"""Saving a large questionnaire, and checking what a respondent sends; agreement checked first.

    .venv/bin/python -m benchmarks.instruments.run [--out FILE.md]

Beside ours stands the slow twin of the tests, which looks everything up anew. Both must keep the same of each
record, also of spoilt ones. Median of five runs, seconds of the processor. Exit code 1 when a goal is missed.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.instruments.made_up import large_instrument, write_large
from benchmarks.measured import Aim, Better, Report, arguments, finish, versions_of
from samband.engines.instrument import (
    Instrument,
    draw_answers,
    examined,
    kept,
    load_instrument,
    write_instrument,
)
from samband.engines.instrument.tests.slow_routing import slow_kept

QUESTIONS, LANGUAGES, ANSWERS, RECORDS, RUNS = 100, 12, 60, 500, 5
SAVING = Aim("instruments/saving", "100 questions in 12 languages read, checked and written", "", 1, "CPU s",
             Better.LOWER)  # fmt: skip
CHECKING = Aim("instruments/checking", "one record of 60 questions checked", "", 100, "µs", Better.LOWER)


def seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def saved() -> dict[str, float]:
    """Reading all files of the large questionnaire, and writing them."""
    with TemporaryDirectory() as source, TemporaryDirectory() as target:
        path = write_large(folder=Path(source), questions=QUESTIONS, languages=LANGUAGES)
        instrument = load_instrument(path)
        reading = median(seconds(lambda: load_instrument(path)) for _ in range(RUNS))
        folder = Path(target)
        writing = median(
            seconds(lambda: write_instrument(instrument=instrument, folder=folder)) for _ in range(RUNS)
        )
        again = load_instrument(folder / "1.yaml")
    if again.digest != instrument.digest:
        raise SystemExit("What was written is not what was read.")
    return {"reading": reading, "writing": writing}


def spoilt(record: dict, random: Random) -> dict:
    """With one answer off its scale and one too many."""
    changed = dict(record)
    if changed:
        changed[random.choice(sorted(changed))] = random.choice([99, "nowhere", None, ["bus", "bus"]])
    return {**changed, "nobody_asked": 1}


def checked(instrument: Instrument) -> dict[str, float]:
    """Microseconds for each record."""
    random, flow = Random(20260322), instrument.flow
    records = [draw_answers(instrument=instrument, seed=seed) for seed in range(RECORDS)]
    for record in [*records, *(spoilt(record, random) for record in records)]:
        if kept(flow=flow, group="", answers=record) != slow_kept(
            flow=flow, group="", answers=record, today=None
        ):
            raise SystemExit("The slow twin keeps something else.")
    if any(examined(flow=flow, group="", answers=record).lacking for record in records):
        raise SystemExit("A record that was drawn is not valid.")
    ours = [
        seconds(lambda: [examined(flow=flow, group="", answers=one) for one in records]) for _ in range(RUNS)
    ]
    twin = seconds(lambda: [slow_kept(flow=flow, group="", answers=one, today=None) for one in records[:20]])
    return {
        "ours": median(ours) / RECORDS * 1e6,
        "twin": twin / 20 * 1e6,
        "answers": sum(map(len, records)) / RECORDS,
    }


def table(saving: dict[str, float], checking: dict[str, float]) -> list[str]:
    ours, twin = checking["ours"], checking["twin"]
    return [
        f"{QUESTIONS} questions in {LANGUAGES} languages, seconds of the processor.",
        "",
        "| step | s |",
        "|---|--:|",
        f"| reading and checking all files | {saving['reading']:.3f} |",
        f"| writing all files | {saving['writing']:.3f} |",
        "",
        f"One record of {ANSWERS} questions, {checking['answers']:.0f} of them answered.",
        "",
        "| engine | µs | times ours |",
        "|---|--:|--:|",
        f"| Samband: what is shown, kept and lacking | {ours:.0f} | 1.0 |",
        f"| slow twin: what is kept | {twin:.0f} | {twin / ours:.0f} |",
    ]


def main() -> int:
    given = arguments(__doc__).parse_args()
    saving = saved()
    with TemporaryDirectory() as folder:
        instrument = large_instrument(folder=Path(folder), questions=ANSWERS, languages=1)
    checking = checked(instrument)
    report = Report(table(saving, checking), versions=versions_of("pyyaml"))
    report.figures = [
        SAVING.found(sum(saving.values()), agreement="what is written is read with the same digest"),
        CHECKING.found(checking["ours"], agreement="the slow twin keeps the same of every record"),
    ]
    return finish(report=report, given=given)


if __name__ == "__main__":
    sys.exit(main())
