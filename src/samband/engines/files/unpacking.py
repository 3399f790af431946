# SPDX-License-Identifier: EUPL-1.2
"""Turn a spreadsheet or statistics file into plain rows, in a process of its own with its own limits.

Parsers of binary formats are large and written for honest files. A hostile one may at worst end this
process: its memory, time and output are limited, and it holds nothing but the file.
"""

import csv
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from samband.engines.files.archive import check_spreadsheet
from samband.engines.files.faults import Fault, FileFault, Unreadable
from samband.engines.files.limits import Limits

_FAULT_OF = {".xlsx": FileFault.NOT_A_SPREADSHEET, ".sav": FileFault.NOT_A_STATISTICS_FILE}
BINARY_KINDS = frozenset(_FAULT_OF)

ValueLabels = dict[str, dict[str, str]]


def unpack(*, path: Path, kind: str, folder: Path, limits: Limits) -> tuple[Path, ValueLabels]:
    """Write the rows of an .xlsx or .sav file as CSV into the folder; return it and the value labels.

    Value labels: column -> code -> label, only from .sav. The CSV is UTF-8 with commas.
    Raises Unreadable when the file is not what it says, or is more than the limits allow.
    """
    if kind == ".xlsx":
        check_spreadsheet(path=path, limits=limits)
    rows, labels = folder / "rows.csv", folder / "labels.json"
    command = [sys.executable, "-m", __name__, kind, str(path), str(rows), str(labels), *_numbers(limits)]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and module, no shell
            command, check=False, capture_output=True, timeout=limits.seconds * 2, env=_bare_environment()
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Fault(_FAULT_OF[kind])) from None
    if done.returncode != 0:
        raise Unreadable(Fault(_FAULT_OF[kind]))
    return rows, json.loads(labels.read_text(encoding="utf-8"))


def _numbers(limits: Limits) -> tuple[str, ...]:
    return tuple(map(str, (limits.memory_bytes, limits.seconds, limits.unpacked_bytes, limits.rows)))


def _bare_environment() -> dict[str, str]:
    """Nothing secret, and one thread: thread pools reserve memory that would count against the limit."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "PYTHONPATH", "TMPDIR", "SYSTEMROOT")
        if name in os.environ
    }
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _main(arguments: Sequence[str]) -> None:
    kind, source, rows, labels, *numbers = arguments
    memory, seconds, output, most_rows = map(int, numbers)
    _limit_this_process(memory, seconds, output)
    read = _spreadsheet if kind == ".xlsx" else _statistics_file
    lines, value_labels = read(source, most_rows)
    with Path(rows).open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(map(_text, line) for line in lines)
    Path(labels).write_text(json.dumps(value_labels), encoding="utf-8")


def _limit_this_process(memory: int, seconds: int, output: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where the checks before this process are all there is
        return
    limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_CPU: seconds, resource.RLIMIT_FSIZE: output}
    for what, limit in limits.items():
        with suppress(ValueError, OSError):  # some systems know a limit by name only
            resource.setrlimit(what, (limit, limit))


def _spreadsheet(source: str, most_rows: int) -> tuple[Iterable[Iterable[object]], ValueLabels]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(source).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False, nrows=most_rows + 2), {}


def _statistics_file(source: str, most_rows: int) -> tuple[Iterable[Iterable[object]], ValueLabels]:
    import pyreadstat

    columns, about = pyreadstat.read_sav(
        source,
        row_limit=most_rows + 2,
        output_format="dict",
        user_missing=True,
        disable_datetime_conversion=True,
    )
    labels = {
        column: {_text(code): label for code, label in values.items()}
        for column, values in about.variable_value_labels.items()
    }
    return _with_header(about.column_names, zip(*columns.values(), strict=True)), labels


def _with_header(names: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    yield names
    yield from rows


def _text(cell: object) -> str:
    """A cell as it would stand in a text file: whole numbers without a decimal point, nothing for nothing."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    _main(sys.argv[1:])
