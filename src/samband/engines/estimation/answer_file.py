# SPDX-License-Identifier: EUPL-1.2
"""Answers in a CSV file, read column by column, so that memory holds a byte per answer and never the file."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answer_faults import AnswerFaults, RowFault, Wanted, locate_faults, not_utf_8
from samband.engines.estimation.answers import Categories, Column
from samband.engines.estimation.plan import Plan
from samband.engines.instrument import MISSING, Index, Instrument, Item

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

DELIMITERS = ",;\t"
UNREADABLE = "The file cannot be read as CSV. See that all lines end alike, and save it anew as CSV in UTF-8."
MEMORY = "256MB"
"""What the reader itself may hold; beyond, it uses a file in the temporary folder."""


@contextmanager
def open_answers(*, path: Path, instrument: Instrument, plan: Plan) -> Iterator[Mapping[str, Column]]:
    """The answers of a UTF-8 CSV file with a header, as ``estimate`` takes them, while the block lasts.

    Separated by comma, semicolon or tab. Columns that neither plan nor instrument name are not read.
    Raises AnswerFaults with the first faults found, by row and column: wrong encoding, ragged rows, absent
    columns, codes off the scale, nothing where the plan needs something, weights that are no numbers.
    """
    header, delimiter = _header(path)
    wanted = _wanted(header, instrument, plan, path)
    import duckdb  # slow to load: only where it is used

    with TemporaryDirectory(prefix="samband-") as folder, duckdb.connect(f"{folder}/answers.db") as database:
        database.execute(f"SET memory_limit = '{MEMORY}'")
        database.execute(f"SET temp_directory = '{folder}'")
        try:
            _load(database, path, header, delimiter, wanted)
        except duckdb.Error:
            faults = locate_faults(path=path, delimiter=delimiter, wanted=wanted)
            raise AnswerFaults(path.name, faults or [RowFault(0, "", UNREADABLE)]) from None
        if _has_faults(database, wanted):
            raise AnswerFaults(path.name, locate_faults(path=path, delimiter=delimiter, wanted=wanted))
        yield _Answers(database, wanted)


def _header(path: Path) -> tuple[list[str], str]:
    """Column names and the character between them."""
    with path.open("rb") as file:
        first = file.readline(1_000_000)
    try:
        line = first.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerFaults(path.name, [not_utf_8(1)]) from None
    if not line.strip():
        raise AnswerFaults(path.name, [RowFault(1, "", "The file is empty. Give a header and answers.")])
    _refuse_odd_line_ends(path, line)
    delimiter = max(DELIMITERS, key=line.count)
    header = [name.strip() for name in next(csv.reader([line], delimiter=delimiter))]
    for at, name in enumerate(header, start=1):
        if not name:
            what = f"The header has no name for column {at}. Give each column a name."
            raise AnswerFaults(path.name, [RowFault(1, "", what)])
        if header.count(name) > 1:
            what = f"The column name “{name}” stands {header.count(name)} times. Give each column its own."
            raise AnswerFaults(path.name, [RowFault(1, name, what)])
    return header, delimiter


def _refuse_odd_line_ends(path: Path, header: str) -> None:
    """Line ends of old Macintoshes, which would make one line of the file, and a name cut in two lines."""
    if "\r" in header.rstrip("\r\n"):
        what = "The lines end in a bare carriage return. Save the file anew as CSV with usual line ends."
        raise AnswerFaults(path.name, [RowFault(1, "", what)])
    if header.count('"') % 2:
        what = "A column name goes over two lines, or a quotation mark is not closed. Correct the header."
        raise AnswerFaults(path.name, [RowFault(1, "", what)])


def _wanted(header: Sequence[str], instrument: Instrument, plan: Plan, path: Path) -> Wanted:
    ratios = [code for ratio in plan.ratios for code in (ratio.of, ratio.to)]
    quantiles = plan.quantiles.measures if plan.quantiles else ()
    named = dict.fromkeys([*plan.measures, *ratios, *quantiles])
    unknown = [code for code in named if code not in instrument.measures]
    if unknown:
        what = f"The instrument has no measure {', '.join(unknown)}. Correct measures in the plan."
        raise AnswerFaults(path.name, [RowFault(0, "", what)])
    wanted = Wanted(
        items=_items(instrument, plan),
        categories=plan.design_columns,
        needed=plan.needed_columns,
        weight=plan.weights,
        unit=plan.unit,
        missing=plan.missing,
    )
    absent = [column for column in wanted.columns if column not in header]
    if absent:
        what = "There is no such column. Add it, or correct plan or instrument (measures: names a selection)."
        raise AnswerFaults(path.name, [RowFault(1, column, what) for column in absent])
    return wanted


def _items(instrument: Instrument, plan: Plan) -> dict[str, Item]:
    codes = [*(plan.measures or instrument.measures), *(code for r in plan.ratios for code in (r.of, r.to))]
    measures = [instrument.measures[code] for code in codes]
    items = [item for m in measures for item in (m.items if isinstance(m, Index) else (m,))]
    return {item.code: item for item in items}


def _load(
    database: "DuckDBPyConnection", path: Path, header: Sequence[str], delimiter: str, wanted: Wanted
) -> None:
    """One table: codes as members of an enumeration (NULL for a strange one), categories as texts."""
    selected = [f"{_trimmed(name)} AS {_quoted(name)}" for name in wanted.categories]
    for at, (name, item) in enumerate(wanted.items.items()):
        texts = ", ".join(map(_text, _code_by_text(item, wanted.missing)))
        database.execute(f"CREATE TYPE codes_{at} AS ENUM ({texts})")
        alias = _quoted(name) if name not in wanted.categories else _quoted(f"{name} as codes")
        selected.append(f"TRY_CAST({_trimmed(name)} AS codes_{at}) AS {alias}")
    if wanted.weight:
        selected.append(f'TRY_CAST(trim({_quoted(wanted.weight)}) AS DOUBLE) AS "the weight"')
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in header)
    database.execute(
        f"CREATE TABLE answers AS SELECT {', '.join(selected)} FROM read_csv(?, auto_detect = false, "  # noqa: S608
        f"header = true, delim = {_text(delimiter)}, quote = '\"', escape = '\"', strict_mode = true, "
        f"null_padding = false, encoding = 'utf-8', columns = {{{columns}}})",
        [str(path)],
    )


def _has_faults(database: "DuckDBPyConnection", wanted: Wanted) -> bool:
    bad = [f"{_quoted(wanted.stored_as(name))} IS NULL" for name in wanted.items]
    nothing = ", ".join(map(_text, wanted.missing | {""}))
    bad += [f"{_quoted(name)} IN ({nothing})" for name in wanted.needed]
    if wanted.weight:
        bad.append('NOT coalesce("the weight" > 0 AND isfinite("the weight"), false)')
    if wanted.unit:
        bad.append(f"regexp_matches({_quoted(wanted.unit)}, '^[=+@\\t\\r]')")
    found = database.execute(
        f"SELECT count(*), count(*) FILTER ({' OR '.join(bad) or 'false'}) FROM answers"  # noqa: S608
    ).fetchone()
    assert found is not None  # noqa: S101  an aggregate has one row
    return not found[0] or bool(found[1])


class _Answers(Mapping[str, Column]):
    """Columns fetched from the table when they are asked for."""

    def __init__(self, database: "DuckDBPyConnection", wanted: Wanted) -> None:
        self.database, self.wanted = database, wanted

    def __getitem__(self, column: str) -> Column:
        if column == self.wanted.weight:
            return self._numpy('"the weight"')
        if column in self.wanted.categories:
            return self._categories(column)
        return self.codes(column)

    def codes(self, column: str) -> NDArray[np.int8] | NDArray[np.int16]:
        """An item's codes, in 8 bits when they fit."""
        by_text = _code_by_text(self.wanted.items[column], self.wanted.missing)
        values = list(by_text.values())
        small = all(code == MISSING or -128 < code < 128 for code in values)
        worth = np.array([max(code, -128) if small else code for code in values])
        stored = self._numpy(f"enum_code({_quoted(self.wanted.stored_as(column))})::UTINYINT")
        return worth.astype(np.int8 if small else np.int16)[stored]  # type: ignore[no-any-return]

    def _categories(self, column: str) -> Categories:
        name = _quoted(column)
        rows = self.database.execute(f"SELECT DISTINCT {name} FROM answers ORDER BY 1").fetchall()  # noqa: S608
        labels = tuple(text for (text,) in rows)
        self.database.execute(f"CREATE OR REPLACE TEMP TYPE labels AS ENUM ({', '.join(map(_text, labels))})")
        codes = self._numpy(f"enum_code({name}::labels)::INTEGER")
        return Categories(codes.astype(np.int32), labels).without(self.wanted.missing | {""})

    def _numpy(self, expression: str) -> NDArray[np.generic]:
        found = self.database.execute(f"SELECT {expression} AS x FROM answers").fetchnumpy()["x"]  # noqa: S608
        return np.asarray(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self.wanted.columns)

    def __len__(self) -> int:
        return len(self.wanted.columns)


def _code_by_text(item: Item, missing: frozenset[str]) -> dict[str, int]:
    """What may stand in the file, and what it means. Spreadsheets write 4 as 4.0."""
    known = [*item.scale.codes, *item.scale.missing]
    texts = {form: code for code in known for form in (str(code), f"{code}.0")}
    return dict.fromkeys(sorted(missing | {""}), MISSING) | texts


def _trimmed(name: str) -> str:
    """The text of a field; the reader turns empty ones into NULL."""
    return f"coalesce(trim({_quoted(name)}), '')"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
