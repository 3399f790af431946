# SPDX-License-Identifier: EUPL-1.2
"""The tutorial is true: every block of it is run in order, and prints what stands below it."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/tutorials/measure-with-python.md"
STEP = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", re.DOTALL)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, str]]:
    """(code, what the page says it prints) in the order of the page."""
    return STEP.findall(PAGE.read_text(encoding="utf-8"))


def test_every_block_prints_what_stands_below_it(told, monkeypatch):
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    assert len(told) >= 7
    for code, printed in told:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, PAGE.name, "exec"), names)
        assert out.getvalue() == printed
        assert printed, "every block of the page shows something"


def test_only_engines_are_used(told):
    used = {name for code, _ in told for name in re.findall(r"^from (samband[\w.]*)", code, re.MULTILINE)}

    assert used
    assert all(name.startswith("samband.engines.") for name in used)
