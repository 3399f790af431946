# SPDX-License-Identifier: EUPL-1.2
"""Writes docs/reference from the program itself: commands, engines, the examples of asking.md.

Run by ``python -m tasks.reference``.
"""

import inspect
import sys
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path

from samband.cli.main import COMMANDS, main
from samband.engines.instrument import structure_files

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
    import_module(f"samband.cli.{name}").add_parser(commands)
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


if __name__ == "__main__":
    REFERENCE.mkdir(exist_ok=True)
    (REFERENCE / "commands.md").write_text("\n".join(commands()), encoding="utf-8")
    (REFERENCE / "engines.md").write_text("\n".join(engines()), encoding="utf-8")
    (REFERENCE / "asking.md").write_text(asking(), encoding="utf-8")
    sys.exit(0)
