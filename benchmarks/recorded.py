# SPDX-License-Identifier: EUPL-1.2
"""The figures as they were measured last, and the values that they may not fall far below.

``recorded.json`` has a row for each aim. ``recorded`` stays until somebody accepts another value on purpose,
so that many small losses add up to one that is seen; ``measured`` is of the last run. A ratio has fallen when
it is worth less than half of what is recorded. Seconds and megabytes depend on the machine: for them the
goal decides alone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from benchmarks.measured import TIMES, Aim, Better, Figure, in_words

FILE = Path(__file__).with_name("recorded.json")
AIM = frozenset(one.name for one in fields(Aim))
FALLEN = 2.0
"""So many times worse than recorded is too much."""


class NoSuchFigure(LookupError):  # noqa: N818  it names the fact
    """Nothing has been measured under this name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One aim. recorded: what it is held against. measured: the last time, on that day with those versions.

    absent: why the last run could not measure it; the values before it stand.
    """

    aim: Aim
    recorded: float | None = None
    measured: float | None = None
    measured_on: str = ""
    versions: str = ""
    ours: float | None = None
    theirs: float | None = None
    agreement: str = ""
    absent: str = ""

    @property
    def is_reached(self) -> bool:
        return self.measured is not None and not Figure(self.aim, self.measured).is_missed

    @property
    def has_fallen(self) -> bool:
        if self.recorded is None or self.measured is None or self.aim.unit != TIMES:
            return False
        if self.aim.better == Better.HIGHER:
            return self.measured * FALLEN < self.recorded
        return self.measured > self.recorded * FALLEN

    def fall(self) -> str:
        """In words, for whoever made it slower without noticing."""
        was, now = (in_words(value, self.aim.unit) for value in (self.recorded, self.measured))
        return (
            f"{Figure(self.aim, self.measured)}: was {was}, is {now}, less than half as good. Find out why; "
            f"if it is meant to be so: python -m benchmarks --accept {self.aim.name}"
        )


def read(*, file: Path = FILE) -> list[Row]:
    """In the order of the file; nothing when there is none yet."""
    if not file.exists():
        return []
    return [_row(entry) for entry in json.loads(file.read_text(encoding="utf-8"))]


def _row(entry: Mapping[str, Any]) -> Row:
    of_aim = {name: value for name, value in entry.items() if name in AIM}
    return Row(_aim(of_aim), **{name: value for name, value in entry.items() if name not in AIM})


def _aim(entry: Mapping[str, Any]) -> Aim:
    return Aim(**{**entry, "better": Better(entry["better"])})


def write(*, rows: Sequence[Row], file: Path = FILE) -> None:
    """A row for each aim, names first, so that a change shows as one line or two."""
    entries = [{**asdict(row.aim), **{k: v for k, v in asdict(row).items() if k != "aim"}} for row in rows]
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    file.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def figures_in(*, file: Path) -> tuple[list[Figure], str]:
    """What a benchmark handed in, and with which versions."""
    content = json.loads(file.read_text(encoding="utf-8"))
    figures = [Figure(**{**one, "aim": _aim(one["aim"])}) for one in content["figures"]]
    return figures, content["versions"]


def updated(*, rows: Sequence[Row], figures: Iterable[Figure], versions: str, on: str) -> list[Row]:
    """The rows with these figures; a new aim is recorded as it is measured first."""
    found = {row.aim.name: row for row in rows}
    for figure in figures:
        found[figure.aim.name] = _met(found.get(figure.aim.name, Row(figure.aim)), figure, versions, on)
    return sorted(found.values(), key=lambda row: row.aim.area)


def _met(row: Row, figure: Figure, versions: str, on: str) -> Row:
    if figure.measured is None:
        return replace(row, aim=figure.aim, absent=figure.absent)
    measured = _four_digits(figure.measured)
    return Row(
        figure.aim,
        recorded=measured if row.recorded is None else row.recorded,
        measured=measured,
        measured_on=on,
        versions=versions,
        ours=_four_digits(figure.ours),
        theirs=_four_digits(figure.theirs),
        agreement=figure.agreement,
    )


def _four_digits(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def accepted(*, rows: Sequence[Row], names: Iterable[str]) -> list[Row]:
    """What was measured last becomes what is recorded. Raises NoSuchFigure, naming all of them."""
    wanted = set(names)
    known = {row.aim.name for row in rows if row.measured is not None}
    if wanted - known:
        raise NoSuchFigure(", ".join(sorted(wanted - known)))
    return [replace(row, recorded=row.measured) if row.aim.name in wanted else row for row in rows]
