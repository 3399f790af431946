# SPDX-License-Identifier: EUPL-1.2
"""Another tool's form as trees: groups become sections and pages, rows questions; the rest is told of."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from samband.engines.instrument.default_flow import MOST_ON_A_PAGE
from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform.foreign_lists import Lists, choice_codes, rows_by_list
from samband.engines.instrument.xlsform.foreign_questions import Asked, Questions
from samband.engines.instrument.xlsform.honoured import CHOICE_COLUMNS, COLUMNS, LOOP, SETTINGS
from samband.engines.instrument.xlsform.kinds import kind_and_list
from samband.engines.instrument.xlsform.naming import Naming, codes_of, stable_code
from samband.engines.instrument.xlsform.nodes import filled, settings_of
from samband.engines.instrument.xlsform.spoken import Spoken
from samband.engines.rule_files import Faults, Section

EARLIEST = "1900-01-01"
"""Assumed for forms that do not say from when they are valid."""
MOST_REPEATS = 20
_COUNTED = re.compile(r"(?:count-selected\(\s*)?\$\{\s*([^}]+?)\s*\}\s*\)?")


@dataclass
class Group:
    """A group that is open. show_if: its own condition, in our codes."""

    row: Row
    kind: str
    show_if: str
    is_one_page: bool


@dataclass
class Page:
    code: str
    show_if: str
    key: object
    row: Row | None
    questions: list[Section] = field(default_factory=list)


@dataclass
class Part:
    """A section while it grows."""

    code: str
    row: Row | None
    show_if: str = ""
    for_each: str = ""
    pages: list[Page] = field(default_factory=list)


class Form:
    """softened: lines of questions that are not required or checked. dropped: lines left out."""

    def __init__(
        self,
        sheets: Sheets,
        *,
        file: str,
        languages: Collection[str],
        default: str,
        refusals: Faults,
        softened: Collection[int] = (),
        dropped: Collection[int] = (),
    ) -> None:
        self.sheets, self.file, self.refusals, self.dropped = sheets, file, refusals, dropped
        self.settings = settings_of(sheets, file=file)
        lists = rows_by_list(sheets)
        names = (row.cells["name"] for row in sheets["survey"] if "name" in row.cells)
        naming = Naming(codes_of(names, is_option=False), _changed(choice_codes(lists)))
        self.spoken = Spoken(languages, default=default, naming=naming, refusals=refusals)
        self.lists = Lists(lists, choice_codes(lists), self.spoken, refusals)
        self.questions = Questions(naming, self.lists, self.spoken, refusals, softened)
        self.groups: list[Group] = []
        self.parts: list[Part] = []
        self.codes: set[str] = set()
        self.skipping = 0
        self.is_paged = "pages" in self.settings.cells.get("style", "").split()

    def structure(self) -> Section:
        """Everything but the words, which ``words`` gives afterwards."""
        self._tell_what_is_passed_over()
        for row in self.sheets["survey"]:
            self._row(row)
        self.questions.tell_renamed()
        header = self._header()
        return filled(
            self.settings.place,
            {
                **header,
                "scales": self.lists.scales,
                "items": self.questions.items,
                "options": self.lists.options,
                "sections": [part for part in map(self._section, self.parts) if part],
            },
        )

    def words(self) -> dict[str, Section]:
        settings, say = self.settings, self.spoken.say
        title = settings.cells.get("form_title", self.file.rpartition(".")[0])
        say(("title",), settings, "form_title", instead=dict.fromkeys(self.spoken.languages, title))
        say(("introduction",), settings, "introduction")
        say(("about", "thanks"), settings, "thanks")
        return self.spoken.trees(settings.place)

    def _header(self) -> dict[str, object]:
        cells = self.settings.cells
        what = f"The form does not say from when it is valid; {EARLIEST} is assumed."
        self.refusals.add(self.settings.place, what, "Add the column valid_from to the sheet settings.")
        stem = self.file.rpartition(".")[0]
        version = re.sub(r"[^0-9A-Za-z._-]", "_", cells.get("version", "1")).lstrip("._-")[:40]
        return {
            "instrument": stable_code(cells.get("form_id") or cells.get("id_string") or stem),
            "version": version or "1",
            "valid_from": EARLIEST,
            "source": cells.get("source") or f"Imported from {self.file}",
            "licence": cells.get("licence", ""),
        }

    def _row(self, row: Row) -> None:
        kind, named = kind_and_list(row)
        if self.skipping:
            self.skipping += kind.startswith("begin ") - kind.startswith("end ")
        elif kind.startswith("begin "):
            self._open(row, kind)
        elif kind.startswith("end "):
            self._close()
        elif kind and row.place.line not in self.dropped:
            self._ask(row, kind, named)

    def _open(self, row: Row, kind: str) -> None:
        is_inside = any(group.kind == "begin repeat" for group in self.groups)
        if kind == "begin repeat" and is_inside:
            what = f"{row.cells.get('name', 'The repeat')}: a repeat inside a repeat is not supported."
            self.refusals.add(row.place, what, "It is left out, with all questions in it.")
            self.skipping = 1
            return
        if kind == LOOP:
            what = (
                f"{row.cells.get('name', 'The loop')}: what is asked for each choice of a list is not kept."
            )
            self.refusals.add(row.place, what, "It is left out, with all questions in it. Use a repeat.")
            self.skipping = 1
            return
        show_if = self.questions.condition(row, "relevant")
        one_page = "field-list" in row.cells.get("appearance", "").split()
        for_each = self._counted(row) if kind == "begin repeat" else ""
        self.groups.append(Group(row, kind, show_if, one_page))
        if kind == "begin repeat":
            self._start(row, for_each)
        elif len(self.groups) == 1:
            self._start(row)

    def _close(self) -> None:
        closed = self.groups.pop() if self.groups else None
        if closed and (not self.groups or closed.kind == "begin repeat"):
            self.questions.leave()
            self.parts.append(Part("", None))  # what follows begins anew

    def _start(self, row: Row | None, for_each: str = "") -> Part:
        """A new section, under all conditions of the groups that are open."""
        first = self.groups[0].row if self.groups else None
        name = (row or first or self.settings).cells.get("name", "questions")
        code = self._unique(name)
        open_now = self.groups if for_each or row is None else self.groups[:1]
        show_if = joined(group.show_if for group in open_now)
        part = Part(code, row or first, show_if, for_each)
        self.parts.append(part)
        self.questions.enter(code if for_each else "")
        return part

    def _unique(self, name: str) -> str:
        code = first = stable_code(name)
        number = 1
        while code in self.codes:
            number += 1
            code = f"{first}_{number}"
        self.codes.add(code)
        return code

    def _counted(self, row: Row) -> str:
        """What a repeat is asked for each of; a number is asked first where the form does not say."""
        said = row.cells.get("repeat_count", "")
        found = _COUNTED.fullmatch(said)
        code = self.questions.naming.questions.get(found[1], "") if found else ""
        if code and code in self.questions.countable:
            return code
        most = min(int(said), MOST_REPEATS) if said.isdigit() and int(said[:9]) > 0 else MOST_REPEATS
        asked = self.questions.how_many(row, most=most)
        name = row.cells.get("name", "The repeat")
        what = f"{name}: how many times it is asked is asked first ({asked.code})."
        self.refusals.add(row.place, what, "Correct the wording of that question.")
        self._put(asked)
        return asked.code

    def _ask(self, row: Row, kind: str, named: str) -> None:
        asked = self.questions.ask(row, kind, named)
        if asked:
            self._put(asked)

    def _put(self, asked: Asked) -> None:
        part = self.parts[-1] if self.parts and self.parts[-1].code else self._start(None)
        self._page(part).questions.append(asked.tree)

    def _page(self, part: Part) -> Page:
        """The page that the next question stands on."""
        inner = self._inner()
        one_page = next((group for group in inner if group.is_one_page), None)
        top_page = bool(self.groups) and self.groups[0].is_one_page
        key = id(one_page or (inner[-1] if inner else part))
        last = part.pages[-1] if part.pages else None
        is_full = last is not None and (self.is_paged or len(last.questions) >= MOST_ON_A_PAGE)
        if last and last.key == key and (one_page or top_page or not is_full):
            return last
        row = inner[-1].row if inner else None
        page = Page(self._unique(f"{part.code}_page"), joined(group.show_if for group in inner), key, row)
        part.pages.append(page)
        return page

    def _inner(self) -> list[Group]:
        """Groups inside what became the section."""
        at = next((n for n, group in enumerate(self.groups) if group.kind == "begin repeat"), None)
        return self.groups[1 if at is None else at + 1 :]

    def _section(self, part: Part) -> Section | None:
        if not part.pages:
            return None
        place = part.row.place if part.row else self.settings.place
        self._head(("sections", part.code), part.row, is_needed=True)
        for page in part.pages:
            self._head(("pages", page.code), page.row, is_needed=False)
        entries: dict[str, object] = {
            "code": part.code,
            "show_if": part.show_if,
            "for_each": part.for_each,
            "pages": [
                filled(place, {"code": page.code, "show_if": page.show_if, "questions": page.questions})
                for page in part.pages
            ],
        }
        return filled(place, entries)

    def _head(self, path: tuple[str, ...], row: Row | None, *, is_needed: bool) -> None:
        title = self.settings.cells.get("form_title", self.file.rpartition(".")[0])
        instead = dict.fromkeys(self.spoken.languages, title) if is_needed else {}
        self.spoken.say(path, row or Row(self.settings.place, {}), instead=instead)

    def _tell_what_is_passed_over(self) -> None:
        for name in self.settings.cells:
            if name.partition("::")[0].strip() not in SETTINGS:
                self.refusals.add(
                    self.settings.place, f"The setting {name[:60]} is not kept.", "It has no meaning here."
                )
        seen: set[str] = set()
        for row in self.sheets["survey"]:
            for column in row.cells:
                part = column.partition("::")[0].strip()
                if column not in COLUMNS and part not in COLUMNS and column not in seen:
                    seen.add(column)
                    what = f"The column {column[:60]} is not kept (first used here)."
                    self.refusals.add(row.place, what, "See which columns are honoured.")
        self._tell_of_choices()

    def _tell_of_choices(self) -> None:
        filters = " ".join(row.cells.get("choice_filter", "") for row in self.sheets["survey"])
        used = set(re.findall(r"[\w-]+", filters))
        seen: set[str] = set()
        for row in self.sheets.get("choices", ()):
            for column in row.cells:
                part = column.partition("::")[0].strip()
                if part not in CHOICE_COLUMNS and part not in used and column not in seen:
                    seen.add(column)
                    what = f"The column {column[:60]} is not kept (first used here)."
                    self.refusals.add(row.place, what, "See which columns are honoured.")


def joined(conditions: Iterator[str] | Collection[str]) -> str:
    """All of them at once."""
    found = list(dict.fromkeys(condition for condition in conditions if condition))
    return " and ".join(f"({one})" for one in found) if len(found) > 1 else "".join(found)


def _changed(codes: dict[str, str]) -> dict[str, str]:
    return {name: code for name, code in codes.items() if name != code}
