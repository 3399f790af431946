# SPDX-License-Identifier: EUPL-1.2
"""What holds for every engine: documented at its seam, called by keyword, without clock or hidden chance."""

import ast
import inspect
from importlib import import_module
from types import FunctionType

import pytest

from tests.repository.sources import SOURCE, modules, name_of, tree_of

ENGINES = sorted(folder.parent.name for folder in (SOURCE / "engines").glob("*/__init__.py"))
CLOCK = {"time", "random", "secrets", "uuid"}
NOW = {"now", "today", "utcnow"}
LEGACY_RANDOM = {
    "seed",
    "rand",
    "randn",
    "randint",
    "random",
    "choice",
    "shuffle",
    "permutation",
    "normal",
    "uniform",
}


def seam(engine):
    """The functions and classes that the engine offers."""
    package = import_module(f"samband.engines.{engine}")
    return [getattr(package, name) for name in getattr(package, "__all__", [])]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_function_of_an_engine_is_documented(engine):
    without = [
        thing.__name__ for thing in seam(engine) if isinstance(thing, FunctionType) and not thing.__doc__
    ]

    assert not without


@pytest.mark.parametrize("engine", ENGINES)
def test_a_function_of_an_engine_with_several_arguments_is_called_by_keyword(engine):
    by_place = [
        f"{thing.__name__}{signature}"
        for thing in seam(engine)
        if isinstance(thing, FunctionType)
        and len((signature := inspect.signature(thing)).parameters) > 1
        and any(part.kind is not inspect.Parameter.KEYWORD_ONLY for part in signature.parameters.values())
    ]

    assert not by_place


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_says_what_it_offers(engine):
    package = import_module(f"samband.engines.{engine}")

    assert package.__doc__
    assert package.__all__


def test_engines_have_neither_clock_nor_hidden_chance():
    found = [
        f"{name_of(file)}:{node.lineno}"
        for file in modules(under=SOURCE / "engines")
        for node in ast.walk(tree_of(file))
        if is_clock_or_chance(node)
    ]

    assert not found, "take at= or seed= as an argument"


def is_clock_or_chance(node):
    """An import of a clock, ``date.today()`` and the like, or NumPy's global generator."""
    if isinstance(node, ast.Import):
        return any(name.name.partition(".")[0] in CLOCK for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in CLOCK
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    owner = ast.unparse(node.func.value)
    return node.func.attr in NOW or (owner.endswith("np.random") and node.func.attr in LEGACY_RANDOM)


@pytest.mark.parametrize(
    "code",
    ["import time", "from random import choice", "date.today()", "datetime.now(UTC)", "np.random.rand(3)"],
)
def test_a_clock_or_hidden_chance_is_recognised(code):
    assert any(is_clock_or_chance(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize("code", ["np.random.default_rng(seed)", "generator.random(3)", "date(2026, 1, 1)"])
def test_dates_and_seeded_generators_are_fine(code):
    assert not any(is_clock_or_chance(node) for node in ast.walk(ast.parse(code)))
