# SPDX-License-Identifier: EUPL-1.2
"""Crosswalk files, checked against the versions that they join."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from samband.engines.instrument.crosswalk import Continuity, Crosswalk, CrosswalkRow
from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.instrument.loading import load_instrument, read_tree, structure_files
from samband.engines.instrument.model import Instrument
from samband.engines.rule_files import Faults, Reader, nearest

STEP_KEYS = ("from", "to", "rows")
ROW_KEYS = ("from", "to", "status", "is_verified", "note")


def load_crosswalk(*, path: Path, versions: Mapping[str, Path] | None = None) -> Crosswalk:
    """The crosswalk, checked against the versions that it joins.

    versions: version -> structure file, when not all stand beside it (as ``2017.yaml``, ``2021.yaml``).
    Every item of both versions stands once in each step; an identical one keeps concept, codes and polarity.
    Raises InstrumentFaults with all faults of the crosswalk and of the versions.
    """
    faults = Faults()
    reader = Reader(read_tree(path), faults)
    reader.refuse_unknown_keys("crosswalk", "source", "steps")
    known = versions if versions is not None else _versions_beside(path)
    steps = [_Step(Reader(step, faults, owner="The step"), known) for step in reader.sections("steps")]
    rows = [row for step in steps for row in step.rows()]
    _check_chain(reader, steps)
    code, source = reader.code("crosswalk"), reader.text("source", is_required=True)
    if faults.found:
        raise InstrumentFaults(faults.found)
    joined = (steps[0].before, *(step.after for step in steps))
    return Crosswalk(code, source, joined, tuple(rows))


def _versions_beside(path: Path) -> dict[str, Path]:
    return {beside.stem: beside for beside in structure_files(folder=path.parent)}


def _check_chain(reader: Reader, steps: list["_Step"]) -> None:
    if not steps:
        reader.faults.add(reader.place_of("steps"), "There are no steps.", "List them under “steps:”.")
    for one, next_one in pairwise(steps):
        if one.after != next_one.before:
            what = f"The step from {next_one.before} does not follow the one to {one.after}."
            next_one.reader.faults.add(
                next_one.reader.place, what, "Put the steps in order, each from the last."
            )


class _Step:
    """One step while it is read."""

    def __init__(self, reader: Reader, known: Mapping[str, Path]) -> None:
        self.reader = reader
        reader.refuse_unknown_keys(*STEP_KEYS)
        self.before, self.after = reader.text("from", is_required=True), reader.text("to", is_required=True)
        self.old, self.new = self._version("from", known), self._version("to", known)

    def _version(self, key: str, known: Mapping[str, Path]) -> Instrument | None:
        name = self.reader.text(key)
        if name not in known:
            what = f"There is no version “{name[:40]}” beside the crosswalk."
            self.reader.faults.add(self.reader.place_of(key), what, nearest(word=name, known=sorted(known)))
            return None
        try:
            return load_instrument(known[name])
        except InstrumentFaults as found:
            self.reader.faults.found.extend(found.faults)
            return None

    def rows(self) -> Iterator[CrosswalkRow]:
        if self.old is None or self.new is None:
            return
        found = [
            self._row(Reader(row, self.reader.faults, owner="The row"))
            for row in self.reader.sections("rows")
        ]
        self._check_complete("from", self.old, [row.from_item for row in found])
        self._check_complete("to", self.new, [row.to_item for row in found])
        yield from found

    def _row(self, reader: Reader) -> CrosswalkRow:
        reader.refuse_unknown_keys(*ROW_KEYS)
        status = reader.one_of("status", known=tuple(Continuity), default="")
        if not reader.text("status"):
            reader.faults.add(
                reader.place, "The row has no status.", nearest(word="", known=tuple(Continuity))
            )
        row = CrosswalkRow(
            self.before,
            self._item(reader, "from", self.old, is_wanted=status != Continuity.NEW),
            self.after,
            self._item(reader, "to", self.new, is_wanted=status != Continuity.DROPPED),
            Continuity(status or Continuity.REWORDED),
            reader.flag("is_verified", default=True),
            reader.text("note"),
        )
        self._check_identical(reader, row)
        return row

    def _item(self, reader: Reader, key: str, version: Instrument | None, *, is_wanted: bool) -> str:
        code = reader.text(key, is_required=is_wanted)
        known = [item.code for item in version.items] if version else []
        if code and not is_wanted:
            what = f"A {reader.text('status')} item has no “{key}”."
            reader.faults.add(reader.place_of(key), what, "Take it out.")
        elif code and code not in known:
            what = f"Version {version.version if version else ''} has no item “{code[:60]}”."
            reader.faults.add(reader.place_of(key), what, nearest(word=code, known=known))
        return code

    def _check_identical(self, reader: Reader, row: CrosswalkRow) -> None:
        old, new = _asked(self.old, row.from_item), _asked(self.new, row.to_item)
        if row.status is Continuity.IDENTICAL and old and new and old != new:
            what = f"{row.to_item} is called identical, but its concept, scale or polarity differs."
            reader.faults.add(reader.place, what, "Write reworded, or correct the versions.")

    def _check_complete(self, key: str, version: Instrument, named: Iterable[str]) -> None:
        found = list(named)
        for item in version.items:
            if found.count(item.code) != 1:
                times = found.count(item.code)
                what = f"{item.code} of version {version.version} stands {times} times under “{key}”."
                self.reader.faults.add(self.reader.place, what, "Name it in one row.")


def _asked(version: Instrument | None, code: str) -> tuple[object, ...] | None:
    """What must be equal for a question to be the same."""
    item = next((item for item in version.items if item.code == code), None) if version else None
    return (item.concept, item.scale.codes, item.polarity) if item else None
