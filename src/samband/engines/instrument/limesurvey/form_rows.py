# SPDX-License-Identifier: EUPL-1.2
"""Groups and questions of LimeSurvey as rows of a form."""

import re

from samband.engines.instrument.limesurvey.conditions import formulas
from samband.engines.instrument.limesurvey.honoured import ATTRIBUTES, NOT_TAKEN, NOTHING, TYPES
from samband.engines.instrument.limesurvey.question_rows import Cells, QuestionRows
from samband.engines.instrument.limesurvey.script import ALWAYS, Translator, Untranslatable
from samband.engines.instrument.limesurvey.survey import Asked, Group, Spoken, Survey
from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.rule_files import Faults, Place

_SCRIPT = re.compile(r"(?<!\$)\{(?!\s)([^{}]*)(?<!\s)\}")
"""A formula in words; braces beside a space are only braces."""
_NAMED = re.compile(r"(?:INSERTANS:)?([A-Za-z0-9_]+)(?:\.(?:shown|NAOK|code|value))*")


class FormRows:
    """told: what is left out. The rows have running numbers as lines."""

    def __init__(self, survey: Survey, *, file: str, told: Faults) -> None:
        self.survey, self.file, self.told = survey, file, told
        self.survey_rows: list[Row] = []
        self.choices: list[Row] = []
        self.lists: set[str] = set()
        self.names: dict[str, str] = {}
        self.ticks: dict[str, str] = {}
        kinds = {one.number: one.kind for group in survey.groups for one in group.questions}
        self.conditions = formulas(survey.conditions, kinds)

    def sheets(self) -> Sheets:
        for number, group in enumerate(self.survey.groups, start=1):
            self._group(group, f"group_{group.id or number}", f"group {number}")
        place = Place(f"{self.file}, survey", 1)
        return {
            "survey": self.survey_rows,
            "choices": self.choices,
            "settings": [Row(place, self._settings())],
        }

    def _group(self, group: Group, name: str, owner: str) -> None:
        opening = {"type": "begin group", "name": name, **self.words("label", group.label)}
        self._add(opening | self.relevant(group.relevance, owner))
        if group.is_drawn:
            self.tell(owner, "that the order of groups is drawn is not kept.", "It is asked where it stands.")
        if any(group.text.values()):
            text = {language: group.text.get(language) or label for language, label in group.label.items()}
            self._add({"type": "note", "name": f"{name}_text", **self.words("label", text)})
        for question in group.questions:
            self._question(question)
        self._add({"type": "end group"})

    def _settings(self) -> Cells:
        survey = self.survey
        if survey.has_policy:
            self.tell("The survey", "its notice on data protection is not taken over.", "Write one here.")
        return {
            "form_id": f"survey_{survey.id}",
            "form_title": survey.title.get(survey.languages[0], "") or f"Survey {survey.id}",
            **self.words("form_title", survey.title),
            **self.words("introduction", survey.welcome),
            **self.words("thanks", survey.thanks),
        }

    def _question(self, question: Asked) -> None:
        kind = question.kind
        if kind not in TYPES or (question.attributes.get("hidden") == "1" and kind != "*"):
            unknown = f"the type “{kind[:5]}” is unknown"
            why = NOT_TAKEN.get(kind, "it is hidden" if kind in TYPES else unknown)
            self.tell(question.code, f"{why}.", "It is left out.")
            return
        for attribute, what in ATTRIBUTES.items():
            if question.attributes.get(attribute, "") not in NOTHING:
                self.tell(question.code, f"{what} ({attribute}) is not kept.", "Everything else is.")
        for row in QuestionRows(self, question, self._base(question)).rows():
            self._add(row)
        self.names.setdefault(question.code, f"${{{question.code}}}")
        self.names.setdefault(question.id, f"${{{question.code}}}")

    def _base(self, question: Asked) -> Cells:
        required = {"Y": "yes", "S": "soft"}.get(question.mandatory, "")
        cells = {"required": required} if required else {}
        formula = question.relevance
        if formula.strip() in ALWAYS:
            formula = self.conditions.get(question.number, "")
        return cells | self.relevant(formula, question.code)

    def relevant(self, script: str, owner: str) -> Cells:
        """The condition as a cell; none where it always holds or cannot be kept, which is told."""
        try:
            text = Translator(self.names, self.ticks).condition(script)
        except Untranslatable as why:
            self.tell(owner, f"its condition is not kept: {why}", "Everybody is asked.")
            return {}
        return {"relevant": text} if text else {}

    def words(self, part: str, said: Spoken) -> Cells:
        return {
            f"{part}::{language} ({language})": self._quoting(text) for language, text in said.items() if text
        }

    def _quoting(self, text: str) -> str:
        """``{Q1.shown}`` as ``${Q1}``; other formulas in words become “…”, which is told."""

        def quoted(found: re.Match[str]) -> str:
            named = _NAMED.fullmatch(found[1])
            if named:
                return self.names.get(named[1], f"${{{named[1]}}}")
            what = f"the formula {found[0][:60]} in its words is not kept."
            self.tell("The text", what, "“…” stands there.")
            return "…"

        return _SCRIPT.sub(quoted, text)

    def _add(self, cells: Cells) -> None:
        place = Place(f"{self.file}, row", len(self.survey_rows) + 1)
        self.survey_rows.append(Row(place, {key: value for key, value in cells.items() if value}))

    def choice(self, cells: Cells) -> None:
        self.lists.add(cells["list_name"])
        self.choices.append(Row(Place(f"{self.file}, answer", len(self.choices) + 1), cells))

    def has_list(self, name: str) -> bool:
        return name in self.lists

    def tell(self, code: str, what: str, remedy: str) -> None:
        self.told.add(Place(f"{self.file}, row", len(self.survey_rows) + 1), f"{code}: {what}", remedy)
