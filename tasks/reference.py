# SPDX-License-Identifier: EUPL-1.2
"""Writes docs/reference from the program itself: commands, engines, the examples of asking.md, exchange.md.

Run by ``python -m tasks.reference``.
"""

import inspect
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

from samband.cli.main import COMMANDS, main
from samband.engines.instrument import structure_files
from samband.engines.instrument.limesurvey import honoured as limesurvey
from samband.engines.instrument.xlsform import honoured as xlsform

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ROOT / "src" / "samband" / "engines"
REFERENCE = ROOT / "docs" / "reference"
MARK = "<!-- examples -->"


def commands() -> Iterator[str]:
    """The help of each command, as it prints it."""
    yield "# Commands\n"
    for name in COMMANDS:
        if name != "manage":
            yield f"## samband {name}\n\n```\n{_help(name).strip()}\n```\n"
            for part in _parts(name):
                yield f"### samband {name} {part}\n\n```\n{_help(name, part).strip()}\n```\n"


def _parts(name: str) -> Iterator[str]:
    """The words that choose a part of the command, as ``size`` of ``samband sample``."""
    commands = ArgumentParser().add_subparsers()
    import_module(f"samband.cli.{name.replace('-', '_')}").add_parser(commands)
    for action in commands.choices[name]._actions:
        if isinstance(action, _SubParsersAction):
            yield from action.choices


def _help(*words: str) -> str:
    printed = StringIO()
    with redirect_stdout(printed):
        try:
            main([*words, "--help"])
        except SystemExit:
            return printed.getvalue()
    return printed.getvalue()


def engines() -> Iterator[str]:
    """What each engine offers, with its docstring."""
    yield "# Engines\n"
    for engine in sorted(folder.parent.name for folder in ENGINES.glob("*/__init__.py")):
        package = import_module(f"samband.engines.{engine}")
        yield f"## {engine}\n\n{inspect.getdoc(package) or ''}\n"
        for name in getattr(package, "__all__", []):
            yield from _entry(name, getattr(package, name))


def _entry(name: str, thing: object) -> Iterator[str]:
    if inspect.isfunction(thing):
        signature = f"{name}{inspect.signature(thing)}"
        yield f"### {name}\n\n```python\n{signature}\n```\n\n{inspect.getdoc(thing) or ''}\n"
    elif inspect.isclass(thing):
        yield f"### {name}\n\n{inspect.getdoc(thing) or ''}\n"


def features() -> Iterator[str]:
    """Each tiny questionnaire: what it shows, its structure and its English words."""
    for path in structure_files(folder=ENGINES / "instrument" / "features"):
        shows, structure = path.read_text(encoding="utf-8").removeprefix("# ").split("\n", 1)
        body = structure.partition("licence: CC0 1.0\n")[2].strip()
        words = path.with_suffix(".en.yaml").read_text(encoding="utf-8").strip()
        yield f"### {path.stem}\n\n{shows}\n\n```yaml\n{body}\n```\n\n```yaml\n{words}\n```\n"


def asking() -> str:
    """The page on asking with the examples as they are now after its mark."""
    text = (REFERENCE / "asking.md").read_text(encoding="utf-8")
    return f"{text.partition(MARK)[0]}{MARK}\n\n" + "\n".join(features())


def exchange() -> Iterator[str]:
    """What of other tools' questionnaires is honoured, from the tables that reading them uses."""
    yield EXCHANGE
    yield "## XLSForm: types\n"
    yield _rows("Type", "How it is asked", {**xlsform.TYPES, **xlsform.GROUPS})
    yield "\n## XLSForm: columns of the sheet survey\n"
    yield _rows(
        "Column", "What it does", {name: what or "as above" for name, what in xlsform.COLUMNS.items()}
    )
    yield "\n## XLSForm: columns of the sheet choices\n"
    yield _rows("Column", "What it does", xlsform.CHOICE_COLUMNS)
    yield "\n## XLSForm: left out, with a word on it\n"
    about = dict.fromkeys(sorted(xlsform.ABOUT_THE_DEVICE), "who answers, when and on what is not stored")
    loop = {xlsform.LOOP: "questions for each choice of a list: use a repeat"}
    yield _rows("Type", "Why", {**xlsform.NOT_TAKEN, **loop, **about})
    yield "\n"
    yield _rows("Column", "Why", xlsform.COLUMNS_LOST)
    yield "\n"
    yield _rows("Sheet", "What stands there", xlsform.SHEETS)
    yield "\n## LimeSurvey: types\n"
    yield _rows("Type", "How it is asked", limesurvey.TYPES)
    yield "\n## LimeSurvey: attributes of questions that are honoured\n"
    yield _rows("Attribute", "What it does", limesurvey.USED)
    yield "\n## LimeSurvey: left out, with a word on it\n"
    lost = {**limesurvey.NOT_TAKEN, **limesurvey.ATTRIBUTES, **limesurvey.TABLES}
    yield _rows("Type, attribute or table", "What it is", lost)


def _rows(first: str, second: str, entries: Mapping[str, str]) -> str:
    lines = [f"| {first} | {second} |", "| --- | --- |"]
    cells = ((name.replace("|", "\\|"), what.replace("|", "\\|")) for name, what in entries.items())
    return "\n".join([*lines, *(f"| `{name}` | {what} |" for name, what in cells)])


EXCHANGE = """# Questionnaires of other tools

What `samband convert` and **Add a questionnaire** make of an XLSForm (`.xlsx`) and of a LimeSurvey survey
(`.lss`). Whatever is not listed here as honoured is told of with its row when the file is read; nothing is
dropped in silence. How to go about it: [bring a questionnaire](../how-to/bring-a-questionnaire.md).

Our own export is an XLSForm that other tools take, and it comes back with the same digest: see [the extra
columns and sheets](instrument.md#xlsform). Some of its columns follow from others and are there for other
tools: `constraint`, `constraint_message`, `appearance`, `repeat_count`, and the line beside “other”. What
is edited there is not read, and that is said, with the column to edit instead.

Names become codes: small letters, digits and `_`, in rows, conditions and quoted answers alike. A condition
may look only at what is asked before it. A language in which words are missing is left out. Appearances
that change only how a question looks are passed over: grids and lists come by themselves here.

XLSForm is read as pyxform reads it, with all other names that it knows of sheets, columns and types
(`select one from`, `relevance`, `caption`, `bind::required`, `Label:English`). A `choice_filter` becomes a
check: all choices are offered, and one that does not go with the earlier answers is not taken.

Files of LimeSurvey 1.9 to 6 are read: with words in the rows (up to version 3) and apart (since version 4),
with conditions in formulas and in a table (`conditions`). Conditions are understood as far as they compare
answers and lines (`Q1.NAOK == "Y"`, `Q2_SQ001 == "Y"`, `is_empty(Q3)`, `7X3X15 > 2`) with `and`, `or` and
`not`. What a formula says of the words of an answer (`.shown`) or of a question (`.relevanceStatus`) is not
kept. Attributes, tables and settings that are not named below change only how a page looks, who is invited
or what is sent by mail.
"""


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    (REFERENCE / "commands.md").write_text("\n".join(commands()), encoding="utf-8")
    (REFERENCE / "engines.md").write_text("\n".join(engines()), encoding="utf-8")
    (REFERENCE / "asking.md").write_text(asking(), encoding="utf-8")
    (REFERENCE / "exchange.md").write_text("\n".join(exchange()) + "\n", encoding="utf-8")
    sys.exit(0)
