# SPDX-License-Identifier: EUPL-1.2
"""The texts of every area and their translations: ``python -m tasks.messages collect|compile|check``.

Needs neither xgettext nor msgfmt: Babel reads the Python files, Django itself takes the templates apart.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "samband"
COMPLETE = ("nb", "ro", "bg", "ka")
FOR_RESPONDENTS = ("nn", "se")
"""Spoken by respondents' pages alone: their catalogues hold the texts of MET_BY_RESPONDENTS and no others."""
MET_BY_RESPONDENTS = {
    "core/collect": (
        *(f"templates/collect/{name}.html" for name in (
            "ended_early", "entry", "language_buttons", "languages", "later", "no_way", "page", "progress",
            "review", "reviewed_lines", "runner", "step", "step_faults", "stopped", "thanks", "try_banner",
            "try_page", "try_review", "welcome", "meeting/code", "meeting/over", "people/mail", "people/stop",
            "questions/*",
        )),
        "forms/respondents.py",
        "forms/steps.py",
        "operations/evidence.py",
        "operations/intake/*.py",
        "operations/invitations/wording.py",
        "pages/about.py",
        "pages/first_words.py",
        "pages/languages.py",
        "pages/questions.py",
        "pages/review.py",
        "pages/steps.py",
        "views/answering.py",
        "views/entering.py",
        "views/files.py",
        "views/ways.py",
        "views/meeting/entering.py",
    ),
    "core/web": ("templates/web/components/*error*.html", "templates/web/components/field*.html"),
    "engines/instrument": ("problems.py",),
    "engines/questionnaires": ("words.py",),
}  # fmt: skip
"""Area -> files whose texts a respondent may meet, from the link to the receipt, and on paper."""
SHOWN = 20
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CARD_TEXTS = {"label", "title", "purpose"}
LITERAL = r"""u?((?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))"""
CALL_IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?(?:\s*,\s*{LITERAL})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w+\}")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate. plural: empty when it has none. context: tells apart equal words."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def identity(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def areas(*, source: Path = SOURCE) -> list[Path]:
    """Every folder that owns texts: the core areas, the tools, and the engines that have a ``locale``."""
    folders = [*(source / "core").iterdir(), *(source / "tools").iterdir()]
    engines = [folder.parent for folder in (source / "engines").glob("*/locale")]
    return sorted([*(folder for folder in folders if (folder / "__init__.py").exists()), *engines])


def texts_in(*, area: Path) -> dict[Text, set[str]]:
    """Each text of the area with the files that hold it, relative to the area."""
    found: dict[Text, set[str]] = {}
    for file in sorted(area.rglob("*")):
        relative = file.relative_to(area)
        if relative.parts[0] in {"tests", "migrations"} or not file.is_file():
            continue
        for text in _texts_of(file, relative):
            found.setdefault(text, set()).add(relative.as_posix())
    return found


def _texts_of(file: Path, relative: Path) -> Iterator[Text]:
    if file.suffix == ".py":
        yield from _in_python(file)
        if relative.parts[0] in {"card.py", "card"}:
            yield from _in_card(file)
    elif "templates" in relative.parts and file.suffix in {".html", ".txt"}:
        yield from _in_template(file)


def _in_python(file: Path) -> Iterator[Text]:
    for _line, message, _comments, context in extract_from_file("python", file, keywords=KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        yield Text(singular, plural, context or "")


def _in_card(file: Path) -> Iterator[Text]:
    """A card is pure data and cannot call gettext: what it names is translated where it is shown."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in CARD_TEXTS and isinstance(node.value, ast.Constant):
            yield Text(str(node.value.value))


def _in_template(file: Path) -> Iterator[Text]:
    for call in CALL_IN_TEMPLATE.finditer(templatize(file.read_text(encoding="utf-8"))):
        name, *literals = call.groups()
        words = [ast.literal_eval(literal) for literal in literals if literal]
        context = words.pop(0) if "p" in name else ""
        yield Text(words[0], words[1] if name.startswith("n") else "", context)


def catalogues(*, area: Path) -> list[Path]:
    """The .po files of the area: those it has, and those it must have."""
    texts = texts_in(area=area)
    due = [
        language
        for language in (*COMPLETE, *FOR_RESPONDENTS)
        if due_in(language=language, area=area, texts=texts)
    ]
    present = area.glob("locale/*/LC_MESSAGES/django.po")
    return sorted({*present, *(area / f"locale/{language}/LC_MESSAGES/django.po" for language in due)})


def due_in(*, language: str, area: Path, texts: Mapping[Text, set[str]]) -> dict[Text, set[str]]:
    """Those of the area's texts that this language has to say, each with the files that show it.

    A text that stands on a respondent's page and elsewhere too is due, with its respondents' files alone.
    """
    if language not in FOR_RESPONDENTS:
        return dict(texts)
    met = {text: {name for name in files if is_met(name=name, area=area)} for text, files in texts.items()}
    return {text: files for text, files in met.items() if files}


def is_met(*, name: str, area: Path) -> bool:
    """Whether respondents meet the texts of this file of the area."""
    patterns = MET_BY_RESPONDENTS.get("/".join(area.parts[-2:]), ())
    return any(PurePosixPath("/", name).match(f"/{pattern}") for pattern in patterns)


def collect() -> None:
    """Bring every catalogue up to the texts of its area. Translations are kept; unused texts go."""
    for area in areas():
        texts = texts_in(area=area)
        for file in catalogues(area=area):
            _collect_into(file, _template(due_in(language=_language(file), area=area, texts=texts)))


def _template(texts: Mapping[Text, set[str]]) -> Catalog:
    template = Catalog(project="samband")
    for text, files in sorted(texts.items()):
        locations = [(name, 0) for name in sorted(files)]
        template.add(text.identity, locations=locations, context=text.context or None)
    return template


def _collect_into(file: Path, template: Catalog) -> None:
    catalogue = _read(file) if file.exists() else new_catalogue(language=_language(file))
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    written = BytesIO()
    write_po(written, catalogue, width=100, include_lineno=False, ignore_obsolete=True, sort_output=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written.getvalue())


def new_catalogue(*, language: str) -> Catalog:
    """With the plural forms of the Unicode data; Babel's own list lacks some languages, Sámi among them."""
    catalogue = Catalog(locale=language, project="samband", fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", to_gettext(Locale.parse(language).plural_form))]
    return catalogue


def compile_all() -> None:
    """Write the .mo file beside every .po file."""
    for area in areas():
        for file in area.glob("locale/*/LC_MESSAGES/django.po"):
            with file.with_suffix(".mo").open("wb") as opened:
                write_mo(opened, _read(file))


def faults(*, source: Path = SOURCE) -> list[str]:
    """What keeps the translations from being complete, one line each, with what to do."""
    found: list[str] = []
    for area in areas(source=source):
        texts = texts_in(area=area)
        for file in catalogues(area=area):
            name = file.relative_to(source.parent.parent).as_posix()
            due = due_in(language=_language(file), area=area, texts=texts)
            found += [f"{name}: {fault}" for fault in _faults_of(file, set(due))]
    return [*found, *_conflicts(source)]


def _conflicts(source: Path) -> Iterator[str]:
    """Django puts the catalogues of all areas together: of two translations of a text one is never seen."""
    first: dict[tuple[str, Text], tuple[str, list[str]]] = {}
    for area in areas(source=source):
        for file in filter(Path.exists, catalogues(area=area)):
            for message in filter(lambda one: one.id, _read(file)):
                key, words = (_language(file), _text(message)), _several(message.string)
                text = key[1].singular
                elsewhere, before = first.setdefault(key, (area.name, words))
                if all(words) and all(before) and words != before:
                    yield (
                        f"{area.name}: “{text}” is “{words[0]}”, but “{before[0]}” in {elsewhere}. "
                        "Use one translation, or tell the two apart by pgettext."
                    )


def _faults_of(file: Path, texts: set[Text]) -> Iterator[str]:
    if not file.exists():
        yield "missing. Run make messages, then translate it."
        return
    catalogue = _read(file)
    translated = {_text(message): message for message in catalogue if message.id}
    yield from (
        f"“{text.singular}” is not in it. Run make messages." for text in sorted(texts - set(translated))
    )
    yield from (
        f"“{text.singular}” is no longer used. Run make messages." for text in sorted(set(translated) - texts)
    )
    for text, message in translated.items():
        yield from (f"“{text.singular}” {fault}" for fault in _faults_in(message))


def _faults_in(message: Message) -> Iterator[str]:
    ids, strings = _several(message.id), _several(message.string)
    if message.fuzzy:
        yield "is marked fuzzy. Check the translation and remove the mark."
    if not all(strings):
        yield "has no translation."
    elif any(_placeholders([words]) - _placeholders(ids) for words in strings):
        yield "has a placeholder in the translation that the text lacks."
    elif _placeholders(strings) != _placeholders(ids):
        yield "has a placeholder that the translation lacks."


def _placeholders(words: Iterable[str]) -> set[str]:
    return {found for text in words for found in PLACEHOLDER.findall(text)}


def _several(words: str | Iterable[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


def _text(message: Message) -> Text:
    ids = _several(message.id)
    return Text(ids[0], ids[1] if len(ids) > 1 else "", message.context or "")


def _read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened, locale=_language(file))


def _language(file: Path) -> str:
    return file.parent.parent.name


def main(task: str) -> int:
    """Do one of the three tasks; 1 when the check found something."""
    if task != "check":
        {"collect": collect, "compile": compile_all}[task]()
        return 0
    found = faults()
    for fault in found[:SHOWN]:
        print(f"check-messages: {fault}")
    if found[SHOWN:]:
        print(f"check-messages: … and {len(found) - SHOWN} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
