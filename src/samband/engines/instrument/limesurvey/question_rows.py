# SPDX-License-Identifier: EUPL-1.2
"""The rows of a form that one question of LimeSurvey becomes."""

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from samband.engines.instrument.limesurvey.honoured import FIXED, WORDS
from samband.engines.instrument.limesurvey.script import ALWAYS
from samband.engines.instrument.limesurvey.survey import Answer, Asked, Line, Spoken, Survey

Cells = dict[str, str]
LONGEST_TEXT = 10_000
_FREE = "Everything else is."
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 00:00(?::00)?)?$")
_PATTERN = re.compile(r"/([^'/]*)/")
"""Without flags, which change what a pattern means."""


class _Form(Protocol):
    """What a question needs of the form that it stands in."""

    survey: Survey
    names: dict[str, str]
    ticks: dict[str, str]

    def words(self, part: str, said: Spoken) -> Cells: ...
    def relevant(self, script: str, owner: str) -> Cells: ...
    def choice(self, cells: Cells) -> None: ...
    def has_list(self, name: str) -> bool: ...
    def tell(self, code: str, what: str, remedy: str) -> None: ...


class QuestionRows:
    """The rows that one question becomes."""

    def __init__(self, form: _Form, question: Asked, base: Cells) -> None:
        self.form, self.question, self.base = form, question, base
        self.languages = form.survey.languages

    def rows(self) -> Iterator[Cells]:
        kind = self.question.kind
        if kind in "ABCEFH1:;KQ" and self.question.lines:
            yield from self._by_line(kind)
        elif kind in "MP":
            yield from self._several(kind)
        elif kind in "L!O5GYR":
            yield from self._one(kind)
        else:
            yield self._plain(kind)

    def _head(self, kind: str, *, name: str = "", label: Spoken | None = None) -> Cells:
        question = self.question
        return {
            "type": kind,
            "name": name or question.code,
            **self.form.words("label", question.label if label is None else label),
            **(self.form.words("hint", question.help) if label is None else {}),
            **self.base,
        }

    def _plain(self, kind: str) -> Cells:
        if kind == "*":
            return self._head("calculate") | self._equation()
        if kind == "|":
            return self._head("file") | self._endings()
        if kind == "D":
            return self._head("date") | self._days()
        if kind in "NS" or kind in "TU":
            return self._amount(kind) if self._is_amount(kind) else self._text(kind)
        return self._head("note")

    def _is_amount(self, kind: str) -> bool:
        return kind in "NK" or (kind in "SQ" and self._said("numbers_only") == "1")

    def _amount(self, kind: str, *, name: str = "", label: Spoken | None = None) -> Cells:
        asked = "integer" if self._said("num_value_int_only") == "1" else "decimal"
        return self._head(asked, name=name, label=label) | self._within(*self._limits(kind))

    def _text(self, kind: str, *, name: str = "", label: Spoken | None = None) -> Cells:
        cells = self._head("text", name=name, label=label) | self._longest_and_pattern()
        return cells | ({"appearance": "multiline"} if kind in "TU" else {})

    def _said(self, attribute: str) -> str:
        return self.question.attributes.get(attribute, "").strip()

    def _limits(self, kind: str) -> tuple[str, str]:
        """Attributes that hold the smallest and the largest number."""
        if kind == "K" and self._said("slider_layout") == "1":
            return "slider_min", "slider_max"
        if kind == ":":
            return "multiflexible_min", "multiflexible_max"
        return "min_num_value_n", "max_num_value_n"

    def _within(self, lowest: str, largest: str) -> Cells:
        low, high = self._said(lowest), self._said(largest)
        for attribute, limit in ((lowest, low), (largest, high)):
            if limit and not _is_number(limit):
                self.form.tell(
                    self.question.code, f"the limit {limit[:40]} ({attribute}) is not kept.", _FREE
                )
        return _all_of([f". >= {low}" if _is_number(low) else "", f". <= {high}" if _is_number(high) else ""])

    def _days(self) -> Cells:
        found = []
        for attribute, sign in (("date_min", ">="), ("date_max", "<=")):
            day = self._said(attribute)
            if _DAY.match(day):
                found.append(f". {sign} date('{day[:10]}')")
            elif day:
                self.form.tell(self.question.code, f"the limit {day[:40]} ({attribute}) is not kept.", _FREE)
        if re.search("[Hh]:?M", self._said("date_format")):
            self.form.tell(self.question.code, "the time of day is not asked.", "Ask it by itself.")
        return _all_of(found)

    def _endings(self) -> Cells:
        most = self._said("max_num_of_files")
        several = {"parameters": f"most={most}"} if most.isdigit() else {}
        return several | {
            "body::accept": ", ".join(re.findall(r"[A-Za-z0-9]{1,10}", self._said("allowed_filetypes")))
        }

    def _longest_and_pattern(self) -> Cells:
        longest, given = self._said("maximum_chars"), self.question.pattern.strip()
        pattern = _PATTERN.fullmatch(given)
        if given and not pattern:
            self.form.tell(self.question.code, f"the pattern {given[:60]} is not kept.", "Any text is taken.")
        short = longest.isdigit() and 0 < int(longest[:6]) < LONGEST_TEXT
        return _all_of([
            f"string-length(.) <= {longest}" if short else "", f"regex(., '{pattern[1]}')" if pattern else ""
        ])  # fmt: skip

    def _equation(self) -> Cells:
        script = self.question.attributes.get("equation") or next(iter(self.question.label.values()), "")
        found = self.form.relevant(script, self.question.code)
        return {"calculation": found.get("relevant", ""), "relevant": self.base.get("relevant", "")}

    def _one(self, kind: str) -> Iterator[Cells]:
        name = self._list(self.question.code, kind)
        other = " or_other" if self.question.has_other and kind in "L!" else ""
        asked = "rank" if kind == "R" else "select_one"
        yield self._head(f"{asked} {name}{other}") | self._drawn() | (self._how_many() if kind == "R" else {})
        if kind == "O":
            yield self._comment(f"{self.question.code}_comment", {})

    def _drawn(self) -> Cells:
        drawn = self._said("random_order") == "1" or self._said("answer_order") == "random"
        return {"parameters": "randomize=true"} if drawn else {}

    def _comment(self, name: str, more: Cells) -> Cells:
        words = {
            language: WORDS["comment"].get(language.partition("-")[0], "Comment")
            for language in self.languages
        }
        cells = self._head("text", name=name, label=words) | more
        cells.pop("required", None)
        return cells

    def _several(self, kind: str) -> Iterator[Cells]:
        code = self.question.code
        for line in self.question.lines:
            self._option(code, line)
            self._tick(line)
            if line.relevance.strip() not in ALWAYS:
                what = f"the condition of the answer {line.code} is not kept."
                self.form.tell(code, what, "It is offered to everybody.")
        other = " or_other" if self.question.has_other else ""
        yield self._head(f"select_multiple {code}{other}") | self._how_many() | self._drawn()
        if kind == "P":
            for line in self.question.lines:
                shown = {"relevant": f"selected(${{{code}}}, '{line.code}')"}
                yield self._comment(f"{code}_{line.code}comment", shown | self.form.words("hint", line.label))

    def _option(self, listed: str, line: Line) -> None:
        alone = {"exclusive": "true"} if line.code in self._said("exclude_all_others").split(";") else {}
        words = self.form.words("label", line.label)
        self.form.choice({"list_name": listed, "name": line.code, **words, **alone})

    def _tick(self, line: Line) -> None:
        held = f"selected(${{{self.question.code}}}, '{line.code}')"
        self.form.ticks[f"{self.question.code}_{line.code}"] = held
        self.form.ticks[f"{self.question.id}{line.code}"] = held

    def _how_many(self) -> Cells:
        least, most = self._said("min_answers"), self._said("max_answers")
        if any(limit and not limit.isdigit() for limit in (least, most)):
            self.form.tell(
                self.question.code, "how many answers may be given is worked out: not kept.", _FREE
            )
        return _all_of([
            f"count-selected(.) >= {least}" if least.isdigit() else "",
            f"count-selected(.) <= {most}" if most.isdigit() else "",
        ])  # fmt: skip

    def _by_line(self, kind: str) -> Iterator[Cells]:
        """A question for each line under the wording of the whole, together on one page."""
        question, code = self.question, self.question.code
        if self._said("random_order") == "1":
            self.form.tell(code, "that the order of lines is drawn (random_order) is not kept.", _FREE)
        whole = {"type": "begin group", "name": f"{code}_lines", "appearance": "field-list"}
        shown = {"relevant": self.base["relevant"]} if "relevant" in self.base else {}
        yield whole | self.form.words("label", question.label) | shown
        if any(question.help.values()):
            yield {"type": "note", "name": f"{code}_help", **self.form.words("label", question.help)}
        self.base = {key: value for key, value in self.base.items() if key != "relevant"}
        columns = [line for line in question.lines if line.scale != "0"]
        for line in question.lines:
            if line.scale == "0":
                yield from self._line(kind, line, columns)
        yield {"type": "end group"}

    def _line(self, kind: str, line: Line, columns: list[Line]) -> Iterator[Cells]:
        name = f"{self.question.code}_{line.code}"
        shown = self.form.relevant(line.relevance, name)
        for row in self._rows_of_line(kind, name, line, columns):
            yield row | shown

    def _rows_of_line(self, kind: str, name: str, line: Line, columns: list[Line]) -> Iterator[Cells]:
        if kind == ":" and self._said("multiflexible_checkbox") == "1":
            yield self._ticked(name, line, columns)
        elif kind in ":;":
            for column in columns:
                yield self._cell(kind, f"{name}_{column.code}", _beside(line, column))
        elif kind in "KQ":
            yield self._cell(kind, name, line.label)
        elif kind == "1":
            for scale in ("0", "1"):
                listed = self._list(f"{self.question.code}_scale_{scale}", kind, scale=scale)
                yield self._named(f"select_one {listed}", f"{name}_{scale}", self._headed(line, scale))
        else:
            yield self._named(f"select_one {self._list(self.question.code, kind)}", name, line.label)

    def _cell(self, kind: str, name: str, label: Spoken) -> Cells:
        self._name(name)
        if kind == ":" or self._is_amount(kind):
            return self._amount(kind, name=name, label=label)
        return self._text(kind, name=name, label=label)

    def _ticked(self, name: str, line: Line, columns: list[Line]) -> Cells:
        """Boxes to tick in a table: several of the columns."""
        listed = f"{self.question.code}_columns"
        if not self.form.has_list(listed):
            for column in columns:
                self._option(listed, column)
        for column in columns:
            self.form.ticks[f"{name}_{column.code}"] = f"selected(${{{name}}}, '{column.code}')"
        return self._head(f"select_multiple {listed}", name=name, label=line.label)

    def _headed(self, line: Line, scale: str) -> Spoken:
        header = self.question.attributes.get(
            "dualscale_headerA" if scale == "0" else "dualscale_headerB", ""
        )
        return {language: f"{text} – {header}" if header else text for language, text in line.label.items()}

    def _named(self, kind: str, name: str, label: Spoken) -> Cells:
        self._name(name)
        return self._head(kind, name=name, label=label)

    def _name(self, name: str) -> None:
        """What formulas that follow may call it."""
        line = name.removeprefix(f"{self.question.code}_")
        for known in (name, f"{self.question.id}{line}"):
            self.form.names.setdefault(known, f"${{{name}}}")

    def _list(self, name: str, kind: str, *, scale: str = "0") -> str:
        if not self.form.has_list(name):
            for answer in self._answers(kind, scale):
                words = self.form.words("label", answer.label)
                self.form.choice({"list_name": name, "name": answer.code, **words})
        return name

    def _answers(self, kind: str, scale: str) -> Iterator[Answer]:
        if kind not in FIXED:
            found = [one for one in self.question.answers if one.scale == scale]
            if kind == "R" and not found:
                found = [Answer(line.code, line.label) for line in self.question.lines]
            yield from found
        for code in FIXED.get(kind, ()):
            words: Mapping[str, str] = WORDS.get(code, {})
            label = {
                lang: words.get(lang.partition("-")[0]) or words.get("en") or code for lang in self.languages
            }
            yield Answer(code, label)


def _beside(line: Line, column: Line) -> Spoken:
    return {language: f"{text} – {column.label.get(language, '')}" for language, text in line.label.items()}


def _all_of(parts: list[str]) -> Cells:
    said = " and ".join(filter(None, parts))
    return {"constraint": said} if said else {}


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", text))
