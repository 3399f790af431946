# SPDX-License-Identifier: EUPL-1.2
"""What a row of ``survey`` is: its type and the list it names."""

from samband.engines.instrument.workbook import Row


def kind_and_list(row: Row) -> tuple[str, str]:
    """``select_one fit`` -> select_one, fit. ``begin_group`` and ``begin group`` are the same."""
    words = row.cells.get("type", "").split()
    kind = words[0].lower() if words else ""
    if kind in {"begin", "end"} and len(words) > 1:
        return f"{kind} {words[1].lower()}", ""
    if kind.startswith(("begin_", "end_")):
        return kind.replace("_", " "), ""
    return kind, " ".join(words[1:])
