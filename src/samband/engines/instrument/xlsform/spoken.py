# SPDX-License-Identifier: EUPL-1.2
"""The words of another tool's form, gathered while its rows are read."""

from collections.abc import Iterable, Mapping

from samband.engines.instrument.workbook import Row
from samband.engines.instrument.xlsform.languages import columns_by_language
from samband.engines.instrument.xlsform.naming import Naming
from samband.engines.instrument.xlsform.nodes import section
from samband.engines.rule_files import Faults, Node, Place, Section, Text

Path = tuple[str, ...]


class Spoken:
    """languages: the first must be whole. lacking: language -> rows without words in it."""

    def __init__(self, languages: Iterable[str], *, default: str, naming: Naming, refusals: Faults) -> None:
        self.languages, self.default = tuple(languages), default
        self.naming, self.refusals = naming, refusals
        self.texts: dict[str, dict[Path, Text]] = {language: {} for language in self.languages}
        self.lacking: dict[str, list[Place]] = {}

    def say(
        self,
        path: Path,
        row: Row,
        part: str = "label",
        *,
        passed: Iterable[str] = (),
        instead: Mapping[str, str] | None = None,
    ) -> None:
        """Keep the row's words in every language. instead: language -> words where there are none."""
        found = {language: self._cell(row, part, language) for language in self.languages}
        if instead is not None:
            found = {language: text or instead.get(language, "") for language, text in found.items()}
        for language, text in found.items():
            if text:
                self.put(path, row.place, language, text, passed=passed)

    def add(self, path: Path, row: Row, part: str, *, passed: Iterable[str] = ()) -> None:
        """Put the words of that column after those that are there."""
        for language in self.languages:
            if text := self._cell(row, part, language):
                before = self.texts[language].get(path)
                self.put(
                    path, row.place, language, f"{before.value}\n{text}" if before else text, passed=passed
                )

    def need(self, path: Path, row: Row, name: str, *, passed: Iterable[str] = ()) -> None:
        """A label that nobody can do without: in the first language the name stands in for it."""
        self.say(path, row, passed=passed)
        for language in self.languages:
            if path in self.texts[language]:
                continue
            if language == self.languages[0]:
                what = f"{name} has no label in {language}; its name stands in."
                self.refusals.add(row.place, what, "Fill in the column label.")
            elif path in self.texts[self.languages[0]]:
                self.lacking.setdefault(language, []).append(row.place)
                continue
            self.put(path, row.place, language, name)

    def everywhere(self, path: Path, place: Place, texts: Mapping[str, str]) -> None:
        """Our own words, English where there are none in the language."""
        for language in self.languages:
            base = language.partition("-")[0]
            self.put(path, place, language, texts.get(language) or texts.get(base) or texts["en"])

    def same(self, path: Path, place: Place, text: str) -> None:
        for language in self.languages:
            self.put(path, place, language, text)

    def put(self, path: Path, place: Place, language: str, text: str, *, passed: Iterable[str] = ()) -> None:
        quoted, lost = self.naming.quoting(text, passed=passed)
        for name in lost:
            what = f"The words quote ${{{name[:60]}}}, which is not asked before."
            self.refusals.add(place, what, "“…” stands there.")
        self.texts[language][path] = Text(place, quoted)

    def trees(self, place: Place) -> dict[str, Section]:
        """Language -> words, of the languages that are whole; the others are told of."""
        for language, places in self.lacking.items():
            rows = ", ".join(str(one.line) for one in places[:5]) + (" …" if len(places) > 5 else "")
            what = f"Words in {language} are missing in {len(places)} rows ({rows}): it is left out."
            self.refusals.add(places[0], what, "Fill them in and bring the form again.")
        whole = [language for language in self.languages if language not in self.lacking]
        return {language: _nested(place, self.texts[language]) for language in whole}

    def _cell(self, row: Row, part: str, language: str) -> str:
        columns = columns_by_language(part=part, columns=sorted(row.cells), default=self.default)
        return row.cells[columns[language]] if language in columns else ""


def _nested(place: Place, texts: Mapping[Path, Text]) -> Section:
    """Paths as sections in sections."""
    inside: dict[str, dict[Path, Text]] = {}
    entries: dict[str, Node] = {}
    for path, text in texts.items():
        if len(path) == 1:
            entries[path[0]] = text
        else:
            inside.setdefault(path[0], {})[path[1:]] = text
    return section(place, entries | {key: _nested(place, below) for key, below in inside.items()})
