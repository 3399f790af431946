# SPDX-License-Identifier: EUPL-1.2
"""Rows of another tool's form as questions, with their conditions, checks and words."""

from collections.abc import Collection
from dataclasses import dataclass

from samband.engines.instrument.expressions import Expression, ExpressionFault
from samband.engines.instrument.workbook import Row
from samband.engines.instrument.xlsform.choice_filters import filter_checks
from samband.engines.instrument.xlsform.defaults import default_expression
from samband.engines.instrument.xlsform.foreign_kinds import (
    Entries,
    NotTaken,
    is_statement,
    kind_entries,
    limits_of,
)
from samband.engines.instrument.xlsform.foreign_lists import Lists
from samband.engines.instrument.xlsform.honoured import ABOUT_THE_DEVICE, DOES_NOT_FIT, LOOKS, MEANT
from samband.engines.instrument.xlsform.kinds import kind_and_list
from samband.engines.instrument.xlsform.naming import Naming
from samband.engines.instrument.xlsform.nodes import filled
from samband.engines.instrument.xlsform.spoken import Spoken
from samband.engines.rule_files import Faults, Section

YES, NO = ("yes", "true", "true()", "1"), ("", "no", "false", "false()", "0")
FEW, MOST_SHOWN = 3, 40
SOFT = "soft"
"""Of LimeSurvey: asked for once more."""


@dataclass(frozen=True, slots=True)
class Asked:
    code: str
    tree: Section


class Questions:
    """items: statements on scales. passed: codes asked so far. countable: those a repeat may be asked for."""

    def __init__(
        self, naming: Naming, lists: Lists, spoken: Spoken, refusals: Faults, softened: Collection[int]
    ) -> None:
        self.naming, self.lists, self.spoken, self.refusals = naming, lists, spoken, refusals
        self.softened = softened
        self.items: list[Section] = []
        self.passed: dict[str, str] = {}  # code -> section in which it is repeated, or ''
        self.countable: set[str] = set()
        self.repeat = ""
        self.renamed: list[tuple[Row, str, str]] = []

    def tell_renamed(self) -> None:
        """Each by itself while they are few; many would hide what else there is to tell."""
        if len(self.renamed) <= FEW:
            for row, name, code in self.renamed:
                self.refusals.add(
                    row.place, f"{name} is called {code} here.", "Name the column of the answers so."
                )
            return
        pairs = ", ".join(f"{name} → {code}" for _row, name, code in self.renamed[:MOST_SHOWN])
        rest = " …" if len(self.renamed) > MOST_SHOWN else ""
        what = f"{len(self.renamed)} questions are called otherwise here: {pairs}{rest}."
        self.refusals.add(self.renamed[0][0].place, what, "Name the columns of the answers so.")

    def enter(self, repeat: str) -> None:
        self.repeat = repeat

    def leave(self) -> None:
        self.repeat = ""

    def ask(self, row: Row, kind: str, named: str) -> Asked | None:
        """None where the row is left out; why is noted."""
        name = row.cells.get("name", "")
        if kind in ABOUT_THE_DEVICE or not name or row.cells.get("appearance") == "label":
            self._pass_over(row, kind, name)
            return None
        try:
            entries = kind_entries(kind=kind, named=named, row=row, lists=self.lists)
        except NotTaken as why:
            self.refusals.add(row.place, f"{name}: {why}", "It is left out.")
            return None
        return self._asked(row, kind, name, entries)

    def how_many(self, row: Row, *, most: int) -> Asked:
        """A number asked before a repeat that does not say how often it is asked."""
        name = row.cells.get("name", "repeat")
        code = f"{self.naming.questions.get(name, 'repeat')}_count"
        self.spoken.need(("questions", code), row, name, passed=self._quotable)
        self.passed[code] = ""
        self.countable.add(code)
        entries = {"code": code, "ask": "number", "low": "0", "high": most, "need": "wanted"}
        return Asked(code, filled(row.place, entries))

    def condition(self, row: Row, column: str, own: str = "") -> str:
        """The condition in that column, in our codes; '' where it cannot be kept, which is noted."""
        text = row.cells.get(column, "")
        if not text:
            return ""
        why = ""
        try:
            found = self.naming.expression(text)
            why = self._unfit(found, own)
        except ExpressionFault as fault:
            why = fault.what
        if why:
            what = f"{row.cells.get('name', 'The row')}: {column} is not kept: {why}"
            self.refusals.add(row.place, what, _INSTEAD.get(column, "It is left out."))
            return ""
        return found.text

    def _unfit(self, found: Expression, own: str) -> str:
        for name in found.names:
            if name not in self.passed and name != own:
                return f"“{name[:60]}” is not asked before it."
            elsewhere = self.passed.get(name, "")
            if elsewhere and elsewhere != self.repeat and name not in found.over_repeats:
                return f"“{name[:60]}” is asked several times."
        return ""

    @property
    def _quotable(self) -> list[str]:
        return [code for code, repeat in self.passed.items() if not repeat or repeat == self.repeat]

    def _pass_over(self, row: Row, kind: str, name: str) -> None:
        if kind in ABOUT_THE_DEVICE:
            what = f"{name or kind}: who answers, when and on what is not stored with answers."
            self.refusals.add(row.place, what, "It is left out.")
        elif not name:
            self.refusals.add(row.place, "The row has no name.", "It is left out.")

    def _asked(self, row: Row, kind: str, name: str, entries: Entries) -> Asked:
        code = self.naming.questions[name]
        if code != name:
            self.renamed.append((row, name, code))
        self._tell_losses(row, kind, name)
        entries |= self._value(row, entries)
        if entries.get("ask") == "computed" and not entries.get("value"):
            entries = {"ask": "computed", "value": "''"}
        entries |= self._around(row, code, entries)
        self._say(row, name, code, entries)
        self.passed[code] = self.repeat
        if entries["ask"] == "some_of" or (entries["ask"] == "number" and not entries.get("decimals")):
            self.countable |= {code} if not self.repeat else set()
        if self._is_item(entries):
            self.items.append(filled(row.place, {"code": code, "scale": entries.pop("scale")}))
            entries.pop("ask")
        return Asked(code, filled(row.place, {"code": code, **entries}))

    def _is_item(self, entries: Entries) -> bool:
        """Statements are scored, but only where there is one answer to them."""
        return is_statement(entries) and not self.repeat

    def _value(self, row: Row, entries: Entries) -> Entries:
        """What is worked out, or filled in beforehand."""
        if entries["ask"] == "computed":
            column = "calculation" if row.cells.get("calculation") else "default"
            return {"value": self._default(row) if column == "default" else self.condition(row, column)}
        if row.cells.get("calculation"):
            what = f"{row.cells['name']}: its calculation is not kept, as it is asked."
            self.refusals.add(row.place, what, "Use the type calculate.")
        can_be_filled = entries["ask"] not in ("note", "evidence") and row.place.line not in self.softened
        return {"default": self._default(row) if can_be_filled and "default" in row.cells else ""}

    def _default(self, row: Row) -> str:
        cells = dict(row.cells) | {"default": default_expression(row.cells.get("default", ""))}
        return self.condition(Row(row.place, cells), "default")

    def _around(self, row: Row, code: str, entries: Entries) -> Entries:
        found: Entries = {"show_if": self.condition(row, "relevant")}
        if entries["ask"] in ("note", "computed"):
            return found
        found["need"] = self._need(row)
        constraint = row.cells.get("constraint", "")
        limits = limits_of(constraint) if entries["ask"] == "number" and not self._message(row) else None
        if limits:
            return found | {key: entries.get(key) or value for key, value in limits.items()}
        checks = self._checks(row, code) if row.place.line not in self.softened else {}
        found["checks"] = [{"code": check, "must": must} for check, must in checks.items()]
        if found["need"] == "required" and any(map(self._looks_around, checks.values())):
            self._soften(row, "its constraint looks at other answers")
            found["need"] = "wanted"
        return found

    def _checks(self, row: Row, code: str) -> dict[str, str]:
        """Code of a check -> what must hold; their words are said."""
        found = {f"{code}_ok": self.condition(row, "constraint", own=code)}
        for number, must in enumerate(self._filtered(row, code), start=1):
            found[f"{code}_fits" + (f"_{number}" if number > 1 else "")] = must
        texts = {
            language: DOES_NOT_FIT.get(language.partition("-")[0], DOES_NOT_FIT["en"])
            for language in self.spoken.languages
        }
        checks = {check: must for check, must in found.items() if must}
        for check in checks:
            said = row if check == f"{code}_ok" else Row(row.place, {})
            quotable = [*self._quotable, code]
            self.spoken.say(("checks", check), said, "constraint_message", passed=quotable, instead=texts)
        return checks

    def _filtered(self, row: Row, code: str) -> list[str]:
        """What ``choice_filter`` says, as checks; none where it cannot be kept, which is told of."""
        text, kind_and_name = row.cells.get("choice_filter", ""), kind_and_list(row)[1].split()
        if not text or not kind_and_name:
            return []
        name = row.cells["name"]
        try:
            musts = filter_checks(text, self.lists.lists.get(kind_and_name[0], ()))
            expressions = [self.naming.expression(must) for must in musts]
            why = next(filter(None, (self._unfit(one, code) for one in expressions)), "")
        except ExpressionFault as fault:
            expressions, why = [], fault.what
        what = (
            f"{name}: choice_filter is not kept: {why}"
            if why
            else f"{name}: choice_filter checks the answer."
        )
        remedy = (
            "Any choice is taken." if why else "All choices are offered; one that does not go is not taken."
        )
        self.refusals.add(row.place, what, remedy)
        return [] if why else [one.text for one in expressions]

    def _looks_around(self, must: str) -> bool:
        return bool(self.naming.expression(must).names)

    def _soften(self, row: Row, why: str) -> None:
        what = f"{row.cells['name']}: it is asked for once more, but not required: {why}."
        self.refusals.add(row.place, what, "Let the constraint look only at its own answer.")

    def _need(self, row: Row) -> str:
        said = row.cells.get("required", "").lower()
        if said in NO:
            return ""
        if said in YES and row.place.line not in self.softened:
            return "required"
        if said not in (*YES, SOFT):
            what = f"{row.cells['name']}: that it is required only sometimes is not kept."
            self.refusals.add(row.place, what, "It is asked for once more when it is left out.")
        return "wanted"

    def _message(self, row: Row) -> bool:
        return any(column.partition("::")[0].strip() == "constraint_message" for column in row.cells)

    def _say(self, row: Row, name: str, code: str, entries: Entries) -> None:
        passed = self._quotable
        part = "items" if self._is_item(entries) else "questions"
        if entries["ask"] == "computed":
            self.spoken.say(
                (part, code), row, passed=passed, instead=dict.fromkeys(self.spoken.languages, name)
            )
        else:
            self.spoken.need((part, code), row, name, passed=passed)
        self.spoken.say(("hints", code), row, "hint", passed=passed)
        self.spoken.add(("hints", code), row, "guidance_hint", passed=passed)

    def _tell_losses(self, row: Row, kind: str, name: str) -> None:
        looks = row.cells.get("appearance", "").lower().split()
        for look in looks:
            if look not in LOOKS and look not in MEANT:
                self.refusals.add(
                    row.place,
                    f"{name}: the appearance {look[:40]} is not honoured.",
                    "It is asked in the usual way.",
                )
        if any(column.partition("::")[0].strip() == "required_message" for column in row.cells):
            self.refusals.add(
                row.place, f"{name}: required_message is not kept.", "Samband says it in its own words."
            )
        if kind in ("datetime", "time"):
            told = "the time of day is not asked" if kind == "datetime" else "the time is asked as text"
            self.refusals.add(
                row.place,
                f"{name}: {told}.",
                "Ask it in a question of its own."
                if kind == "datetime"
                else "Say in the hint how to write it, as 14:30.",
            )


_INSTEAD = {
    "relevant": "Everybody is asked the question.",
    "constraint": "Any answer is taken.",
    "default": "Nothing is filled in.",
    "calculation": "It is empty.",
}
