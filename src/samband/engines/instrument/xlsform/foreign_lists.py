# SPDX-License-Identifier: EUPL-1.2
"""Lists of choices of another tool's form, as scales or as options."""

import re
from collections.abc import Mapping, Sequence

from samband.engines.instrument.option_lists import MOST_OPTIONS
from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform.honoured import OTHER
from samband.engines.instrument.xlsform.naming import codes_of, stable_code
from samband.engines.instrument.xlsform.nodes import filled
from samband.engines.instrument.xlsform.own_structure import scale_tree
from samband.engines.instrument.xlsform.spoken import Spoken
from samband.engines.rule_files import Faults, Section

_NUMBER = re.compile(r"-?[0-9]{1,4}")


def rows_by_list(sheets: Sheets) -> dict[str, list[Row]]:
    """Name of a list -> its rows that have a name."""
    found: dict[str, list[Row]] = {}
    for row in sheets.get("choices", ()):
        name = row.cells.get("list_name") or row.cells.get("list name") or ""
        if name and "name" in row.cells:
            found.setdefault(name, []).append(row)
    return found


def choice_codes(lists: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Name of a choice -> code, the same in all lists, as conditions do not say which."""
    return codes_of((row.cells["name"] for rows in lists.values() for row in rows), is_option=True)


class Lists:
    """Builds what is used. scales, options: code -> tree."""

    def __init__(
        self, lists: Mapping[str, Sequence[Row]], codes: Mapping[str, str], spoken: Spoken, refusals: Faults
    ) -> None:
        self.lists, self.codes, self.spoken, self.refusals = lists, codes, spoken, refusals
        self.names = codes_of(lists, is_option=False)
        self.scales: dict[str, Section] = {}
        self.options: dict[str, Section] = {}

    def is_scale(self, name: str) -> bool:
        rows = [row for row in self.lists.get(name, ()) if "missing" not in row.cells]
        names = [row.cells["name"] for row in self.lists.get(name, ())]
        return len(rows) > 1 and len(names) == len(set(names)) and all(map(_NUMBER.fullmatch, names))

    def can_be_offered(self, name: str) -> bool:
        return 1 <= len(self._unique(name)) < MOST_OPTIONS

    def scale(self, name: str) -> str:
        """The code of the scale, built when it is met first."""
        code, rows = self.names[name], self.lists[name]
        if code not in self.scales:
            self.scales[code] = scale_tree(rows)
            for row in rows:
                self.spoken.need(("scales", code, row.cells["name"]), row, row.cells["name"])
            if not any("missing" in row.cells for row in rows):
                what = f"All choices of {code} are taken for valid answers, “don't know” too if there is one."
                self.refusals.add(
                    rows[0].place, what, "Add the column missing to the sheet choices (dont_know …)."
                )
        return code

    def offered(self, name: str, *, with_other: bool) -> str:
        """The code of the list of options. with_other: with one more, which opens a line of text."""
        code = stable_code(f"{name}_or_other") if with_other else self.names[name]
        if code not in self.options:
            self.options[code] = self._options(code, self._unique(name), with_other=with_other)
        return code

    def _unique(self, name: str) -> list[Row]:
        rows = self.lists.get(name, ())
        return list({row.cells["name"]: row for row in reversed(rows)}.values())[::-1]

    def _options(self, code: str, rows: Sequence[Row], *, with_other: bool) -> Section:
        for row in rows:
            option = self.codes[row.cells["name"]]
            self.spoken.need(("options", code, option), row, row.cells["name"])
        codes = [self.codes[row.cells["name"]] for row in rows if "missing" not in row.cells]
        missing = {
            self.codes[row.cells["name"]]: row.cells["missing"] for row in rows if "missing" in row.cells
        }
        entries: dict[str, object] = {"codes": codes, "missing": missing}
        if with_other and "other" not in codes:
            self.spoken.everywhere(("options", code, "other"), rows[0].place, OTHER)
            codes.append("other")
        alone = [self.codes[row.cells["name"]] for row in rows if row.cells.get("exclusive") == "true"]
        entries |= {"exclusive": alone, "other": ["other"] if with_other else []}
        return filled(rows[0].place, entries)
