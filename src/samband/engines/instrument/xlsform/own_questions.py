# SPDX-License-Identifier: EUPL-1.2
"""Questions of our own workbook as entries of a structure file."""

from collections.abc import Collection, Mapping, Sequence

from samband.engines.instrument.question_kinds import Ask
from samband.engines.instrument.workbook import Row
from samband.engines.instrument.xlsform.defaults import default_expression
from samband.engines.instrument.xlsform.kinds import kind_and_list
from samband.engines.instrument.xlsform.nodes import filled
from samband.engines.rule_files import Faults, Section

_ASKED = {
    "select_multiple": Ask.SOME_OF,
    "rank": Ask.RANKED,
    "integer": Ask.NUMBER,
    "decimal": Ask.NUMBER,
    "date": Ask.DAY,
    "text": Ask.TEXT,
    "file": Ask.EVIDENCE,
    "acknowledge": Ask.CONSENT,
    "note": Ask.NOTE,
    "calculate": Ask.COMPUTED,
}
_LIMITS = {
    Ask.SOME_OF: ("least", "most"),
    Ask.RANKED: ("most",),
    Ask.NUMBER: ("unit", "low", "high", "decimals"),
    Ask.DAY: ("earliest", "latest"),
    Ask.TEXT: ("longest", "lines"),
    Ask.EVIDENCE: ("largest_megabytes", "most"),
}


def question_entries(
    row: Row, items: Collection[str], lists: Mapping[str, str], checks: Sequence[Row], faults: Faults
) -> Section | None:
    """lists: name in ``choices`` -> code, of lists of options; other lists are scales."""
    kind, name = kind_and_list(row)
    code = row.cells.get("name", "")
    ask = _ask(kind, name, lists)
    if ask is None:
        what = f"{code or 'The row'}: the type “{kind[:40]}” is not among those that Samband writes."
        faults.add(row.place, what, f"Write one of: select_one, {', '.join(_ASKED)}.")
        return None
    own = {} if code in items else _kind(row, ask, lists.get(name, name))
    return filled(row.place, {"code": code, **own, **_common(row, checks)})


def _ask(kind: str, name: str, lists: Mapping[str, str]) -> Ask | None:
    if kind == "select_one":
        return Ask.ONE_OF if name in lists else Ask.SCALE
    return _ASKED.get(kind)


def _kind(row: Row, ask: Ask, named: str) -> dict[str, object]:
    entries: dict[str, object] = {"ask": ask.value}
    entries |= {key: row.cells.get(key, "") for key in _LIMITS.get(ask, ())}
    if ask is Ask.SCALE:
        entries["scale"] = named
    elif ask in (Ask.ONE_OF, Ask.SOME_OF, Ask.RANKED):
        drawn = "randomize=true" in row.cells.get("parameters", "").replace(" ", "").lower()
        entries |= {"options": named, "is_shuffled": "true" if drawn else ""}
    elif ask is Ask.EVIDENCE:
        entries["endings"] = row.cells.get("endings", "").split()
    elif ask is Ask.COMPUTED:
        entries["value"] = row.cells.get("calculation", "")
    return entries


def _common(row: Row, checks: Sequence[Row]) -> dict[str, object]:
    need = "required" if row.cells.get("required", "").lower() in ("yes", "true", "true()") else ""
    return {
        "need": need or row.cells.get("need", ""),
        "asked_of": row.cells.get("asked_of", "").split(),
        "show_if": row.cells.get("relevant", ""),
        "checks": [
            filled(one.place, {"code": one.cells.get("name", ""), "must": one.cells.get("must", "")})
            for one in checks
        ],
        "background": row.cells.get("background", ""),
        "default": row.cells.get("filled_in") or default_expression(row.cells.get("default", "")),
    }
