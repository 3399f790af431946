# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires of every kind of question, and made-up answers to them."""

from datetime import date
from pathlib import Path

from samband.engines import instrument as engine
from samband.engines.instrument import Instrument, draw_answers, load_instrument, structure_files
from samband.engines.microdata import Answered

FEATURES = structure_files(folder=Path(engine.__file__).parent / "features")
TODAY = date(2026, 1, 1)


def feature(name: str) -> Instrument:
    return load_instrument(next(path for path in FEATURES if path.stem == name))


def answered(instrument: Instrument, *, number: int = 30) -> list[Answered]:
    """As many people as wanted, some of them with a weight of their own."""
    group = instrument.groups[0] if instrument.groups else ""
    return [
        Answered(
            group=group,
            unit=("0301", "1151")[seed % 2],
            answers=draw_answers(instrument=instrument, group=group, seed=seed, today=TODAY),
            background={"age": "18-29"},
            mode="web",
            weight=0.5 + seed,
        )
        for seed in range(number)
    ]
