# SPDX-License-Identifier: EUPL-1.2
"""Groups and questions of LimeSurvey as rows of a form."""

import re
from collections.abc import Iterator, Mapping

from samband.engines.instrument.limesurvey.honoured import ATTRIBUTES, FIXED, NOT_TAKEN, TYPES, WORDS
from samband.engines.instrument.limesurvey.script import Translator, Untranslatable
from samband.engines.instrument.limesurvey.survey import Answer, Asked, Line, Spoken, Survey
from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.rule_files import Faults, Place

Cells = dict[str, str]
_QUOTED = re.compile(r"\{([A-Za-z0-9_]+)(?:\.[A-Za-z]+)*\}")
_OTHER_SCRIPT = re.compile(r"\{[^{}]*\}")


class FormRows:
    """told: what is left out. The rows have running numbers as lines."""

    def __init__(self, survey: Survey, *, file: str, told: Faults) -> None:
        self.survey, self.file, self.told = survey, file, told
        self.survey_rows: list[Row] = []
        self.choices: list[Row] = []
        self.names: dict[str, str] = {}
        self.ticks: dict[str, str] = {}

    def sheets(self) -> Sheets:
        for number, group in enumerate(self.survey.groups, start=1):
            opening = {
                "type": "begin group",
                "name": f"group_{group.id or number}",
                **self._words("label", group.label),
            }
            self._add(opening | self._relevant(group.relevance, f"group {number}"))
            for question in group.questions:
                self._question(question)
            self._add({"type": "end group"})
        place = Place(f"{self.file}, survey", 1)
        return {
            "survey": self.survey_rows,
            "choices": self.choices,
            "settings": [Row(place, self._settings())],
        }

    def _settings(self) -> Cells:
        survey = self.survey
        return {
            "form_id": f"survey_{survey.id}",
            "form_title": survey.title.get(survey.languages[0], "") or f"Survey {survey.id}",
            **self._words("form_title", survey.title),
            **self._words("introduction", survey.welcome),
            **self._words("thanks", survey.thanks),
        }

    def _question(self, question: Asked) -> None:
        kind = question.kind
        if kind not in TYPES or (question.attributes.get("hidden") == "1" and kind != "*"):
            why = NOT_TAKEN.get(
                kind, "it is hidden" if kind in TYPES else f"the type “{kind[:5]}” is unknown"
            )
            self._tell(question.code, f"{why}.", "It is left out.")
            return
        for attribute, what in ATTRIBUTES.items():
            if question.attributes.get(attribute):
                self._tell(question.code, f"{what} ({attribute}) is not kept.", "Everything else is.")
        base = self._base(question)
        for row in _Rows(self, question, base).rows():
            self._add(row)
        self.names.setdefault(question.code, f"${{{question.code}}}")
        self.names.setdefault(question.id, f"${{{question.code}}}")

    def _base(self, question: Asked) -> Cells:
        required = {"Y": "yes", "S": "soft"}.get(question.mandatory, "")
        cells = {"required": required} if required else {}
        return cells | self._relevant(question.relevance, question.code)

    def _relevant(self, script: str, owner: str) -> Cells:
        try:
            text = Translator(self.names, self.ticks).condition(script)
        except Untranslatable as why:
            self._tell(owner, f"its condition is not kept: {why}", "Everybody is asked.")
            return {}
        return {"relevant": text} if text else {}

    def _words(self, part: str, said: Spoken) -> Cells:
        return {
            f"{part}::{language} ({language})": self.quoting(text) for language, text in said.items() if text
        }

    def quoting(self, text: str) -> str:
        """``{Q1.NAOK}`` as ``${Q1}``; other formulas in words become “…”."""
        return _OTHER_SCRIPT.sub(_lost, _QUOTED.sub(lambda found: f"${{{found[1]}}}", text))

    def _add(self, cells: Cells) -> None:
        place = Place(f"{self.file}, row", len(self.survey_rows) + 1)
        self.survey_rows.append(Row(place, {key: value for key, value in cells.items() if value}))

    def choice(self, cells: Cells) -> None:
        self.choices.append(Row(Place(f"{self.file}, answer", len(self.choices) + 1), cells))

    def _tell(self, code: str, what: str, remedy: str) -> None:
        self.told.add(Place(f"{self.file}, row", len(self.survey_rows) + 1), f"{code}: {what}", remedy)


def _lost(found: re.Match[str]) -> str:
    return found[0] if found.start() > 0 and found.string[found.start() - 1] == "$" else "…"


class _Rows:
    """The rows that one question becomes."""

    def __init__(self, form: FormRows, question: Asked, base: Cells) -> None:
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
            **self.form._words("label", question.label if label is None else label),
            **(self.form._words("hint", question.help) if label is None else {}),
            **self.base,
        }

    def _plain(self, kind: str) -> Cells:
        question = self.question
        if kind == "N":
            whole = question.attributes.get("num_value_int_only") == "1"
            return self._head("integer" if whole else "decimal") | self._limits()
        if kind in "TU":
            return self._head("text") | {"appearance": "multiline"} | self._pattern()
        if kind == "*":
            return self._head("calculate") | self._equation()
        return (
            self._head({"S": "text", "D": "date", "X": "note", "|": "file"}.get(kind, "note"))
            | self._pattern()
        )

    def _limits(self) -> Cells:
        low, high = (self.question.attributes.get(f"{end}_num_value_n", "") for end in ("min", "max"))
        parts = [f". >= {low}" if _is_number(low) else "", f". <= {high}" if _is_number(high) else ""]
        said = " and ".join(filter(None, parts))
        return {"constraint": said} if said else {}

    def _pattern(self) -> Cells:
        pattern = self.question.pattern
        if not pattern or "'" in pattern:
            return {}
        return {"constraint": f"regex(., '{pattern.strip('/')}')"}

    def _equation(self) -> Cells:
        script = self.question.attributes.get("equation") or next(iter(self.question.label.values()), "")
        found = self.form._relevant(script, self.question.code)
        return {"calculation": found.get("relevant", ""), "relevant": self.base.get("relevant", "")}

    def _one(self, kind: str) -> Iterator[Cells]:
        name = self._list(self.question.code, kind)
        other = " or_other" if self.question.has_other and kind in "L!" else ""
        asked = "rank" if kind == "R" else "select_one"
        drawn = (
            self.question.attributes.get("random_order") == "1"
            or self.question.attributes.get("answer_order") == "random"
        )
        yield self._head(f"{asked} {name}{other}") | ({"parameters": "randomize=true"} if drawn else {})
        if kind == "O":
            yield self._comment(f"{self.question.code}_comment", {})

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
        alone = self.question.attributes.get("exclude_all_others", "").split(";")
        for line in self.question.lines:
            more = {"exclusive": "true"} if line.code in alone else {}
            self.form.choice(
                {"list_name": code, "name": line.code, **self.form._words("label", line.label), **more}
            )
            self._tick(line)
        other = " or_other" if self.question.has_other else ""
        yield self._head(f"select_multiple {code}{other}") | self._how_many()
        if kind == "P":
            for line in self.question.lines:
                shown = f"selected(${{{code}}}, '{line.code}')"
                label = line.label
                yield self._comment(
                    f"{code}_{line.code}comment", {"relevant": shown, **self.form._words("hint", label)}
                )

    def _tick(self, line: Line) -> None:
        held = f"selected(${{{self.question.code}}}, '{line.code}')"
        self.form.ticks[f"{self.question.code}_{line.code}"] = held
        self.form.ticks[f"{self.question.id}{line.code}"] = held

    def _how_many(self) -> Cells:
        least, most = (self.question.attributes.get(f"{end}_answers", "") for end in ("min", "max"))
        parts = [
            f"count-selected(.) >= {least}" if least.isdigit() else "",
            f"count-selected(.) <= {most}" if most.isdigit() else "",
        ]
        said = " and ".join(filter(None, parts))
        return {"constraint": said} if said else {}

    def _by_line(self, kind: str) -> Iterator[Cells]:
        """A question for each line under the wording of the whole, together on one page."""
        code = self.question.code
        whole = {
            "type": "begin group",
            "name": f"{code}_lines",
            "appearance": "field-list",
            **self.form._words("label", self.question.label),
        }
        yield whole | ({"relevant": self.base["relevant"]} if "relevant" in self.base else {})
        if any(self.question.help.values()):
            yield {"type": "note", "name": f"{code}_help", **self.form._words("label", self.question.help)}
        self.base = {key: value for key, value in self.base.items() if key != "relevant"}
        lines = [line for line in self.question.lines if line.scale == "0"]
        columns = [line for line in self.question.lines if line.scale != "0"]
        for line in lines:
            yield from self._line(kind, line, columns)
        yield {"type": "end group"}

    def _line(self, kind: str, line: Line, columns: list[Line]) -> Iterator[Cells]:
        name = f"{self.question.code}_{line.code}"
        shown = self.form._relevant(line.relevance, name)
        if kind in ":;":
            for column in columns:
                label = {lang: f"{text} – {column.label.get(lang, '')}" for lang, text in line.label.items()}
                yield (
                    self._named("decimal" if kind == ":" else "text", f"{name}_{column.code}", label) | shown
                )
        elif kind in "KQ":
            yield self._named("decimal" if kind == "K" else "text", name, line.label) | shown
        elif kind == "1":
            for scale in ("0", "1"):
                listed = self._list(f"{self.question.code}_scale_{scale}", kind, scale=scale)
                yield (
                    self._named(f"select_one {listed}", f"{name}_{scale}", self._headed(line, scale)) | shown
                )
        else:
            yield self._named(f"select_one {self._list(self.question.code, kind)}", name, line.label) | shown

    def _headed(self, line: Line, scale: str) -> Spoken:
        header = self.question.attributes.get(
            "dualscale_headerA" if scale == "0" else "dualscale_headerB", ""
        )
        return {language: f"{text} – {header}" if header else text for language, text in line.label.items()}

    def _named(self, kind: str, name: str, label: Spoken) -> Cells:
        line = name.removeprefix(f"{self.question.code}_")
        for known in (name, f"{self.question.id}{line}"):
            self.form.names.setdefault(known, f"${{{name}}}")
        return self._head(kind, name=name, label=label)

    def _list(self, name: str, kind: str, *, scale: str = "0") -> str:
        if any(row.cells["list_name"] == name for row in self.form.choices):
            return name
        for answer in self._answers(kind, scale):
            self.form.choice(
                {"list_name": name, "name": answer.code, **self.form._words("label", answer.label)}
            )
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


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", text))
