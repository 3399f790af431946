# SPDX-License-Identifier: EUPL-1.2
"""YAML files as trees, safe against hostile ones: bounded in size and depth, no aliases, no doubled keys."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import yaml

from samband.engines.rule_files.faults import Fault, RuleFaults
from samband.engines.rule_files.tree import Listing, Node, Place, Section, Text

LARGEST_BYTES = 500_000
DEEPEST = 12

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


def read_yaml(path: Path) -> Section:
    """The file's tree. Raises RuleFaults when it is no YAML file with names at its top."""
    return parse_yaml(text=yaml_text(path=path), name=path.name)


def parse_yaml(*, text: str, name: str) -> Section:
    """As ``read_yaml``, of a text that is kept elsewhere than in a file. name: what faults call it."""
    try:
        _refuse_aliases_and_depth(name, text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise RuleFaults([_syntax_fault(name, text, error)]) from error
    if not isinstance(root, yaml.MappingNode):
        raise _one(
            name, 1, "The file does not consist of names with values.", "Write lines like “name: value”."
        )
    faults: list[Fault] = []
    tree = _section(name, root, faults)
    if faults:
        raise RuleFaults(faults)
    return tree


def yaml_text(*, path: Path) -> str:
    """What stands in a file. Raises RuleFaults when it is not there, too large or not UTF-8."""
    if not path.is_file():
        raise _one(path.name, 1, "There is no such file.", f"Check the path {path}.")
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise _one(
            path.name,
            1,
            f"The file is larger than {LARGEST_BYTES:,} bytes.",
            "Take out what does not belong in it.",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _one(path.name, line, "The text is not UTF-8.", "Save it as UTF-8.") from error


def _refuse_aliases_and_depth(file: str, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise _one(
                file, line, f"The alias *{event.anchor} is not allowed.", "Write the value out in full."
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _one(file, line, f"Values are nested more than {DEEPEST} deep.", "Take levels out.")


def _syntax_fault(file: str, text: str, error: yaml.YAMLError) -> Fault:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line, problem = (mark.line + 1 if mark else 1), error.problem or "unreadable"
    else:
        line, problem = text.count("\n", 0, getattr(error, "position", 0)) + 1, "a character is not allowed"
    return Fault(
        file, line, f"The file is not valid YAML ({problem}).", "Check indents, colons and quotes here."
    )


def _node(file: str, node: yaml.Node, faults: list[Fault]) -> Node:
    if isinstance(node, yaml.MappingNode):
        return _section(file, node, faults)
    place = Place(file, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return Listing(place, tuple(_node(file, entry, faults) for entry in node.value))
    value = "" if node.tag == _NULL else normalize("NFC", node.value).strip()
    return Text(place, value)


def _section(file: str, node: yaml.MappingNode, faults: list[Fault]) -> Section:
    entries: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, place, value in _pairs(file, node, faults):
        if key in entries:
            first = keys[key].line
            what = f"{key} is given twice (first on line {first})."
            faults.append(Fault(file, place.line, what, "Keep one of the two."))
        entries[key], keys[key] = _node(file, value, faults), place
    return Section(Place(file, node.start_mark.line + 1), entries, keys)


def _pairs(file: str, node: yaml.MappingNode, faults: list[Fault]) -> Iterator[tuple[str, Place, yaml.Node]]:
    for key, value in node.value:
        place = Place(file, key.start_mark.line + 1)
        if isinstance(key, yaml.ScalarNode):
            yield normalize("NFC", key.value).strip(), place, value
        else:
            faults.append(Fault(file, place.line, "A name is not a single text.", "Write a plain name."))


def _one(file: str, line: int, what: str, remedy: str) -> RuleFaults:
    return RuleFaults([Fault(file, line, what, remedy)])
