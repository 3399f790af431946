# SPDX-License-Identifier: EUPL-1.2
import re
from pathlib import Path

import pytest
from django.template import Context, Template

import samband

LOADED = re.compile(r"{% load [^%]*\bsamband\b[^%]*%}")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("council secretary", "Council secretary"),
        ("økonomisjef", "Økonomisjef"),
        ("președinte", "Președinte"),
        ("съветник", "Съветник"),
        ("საკრებულოს მდივანი", "საკრებულოს მდივანი"),
        ("<b>", "&lt;b&gt;"),
        ("", ""),
    ],
)
def test_a_label_begins_with_a_capital_where_the_alphabet_has_one(text: str, label: str) -> None:
    page = Template("{% load samband %}{{ text|capfirst }}")
    assert page.render(Context({"text": text})) == label


def test_no_template_takes_the_capital_that_turns_georgian_into_another_alphabet() -> None:
    """``capfirst`` without ``{% load samband %}`` is Django's, whose Georgian capital fonts lack."""
    pages = Path(samband.__file__).parent.rglob("templates/**/*.html")
    using = {page: text for page in pages if "|capfirst" in (text := page.read_text("utf-8"))}
    assert using
    assert [page.name for page, text in using.items() if not LOADED.search(text)] == []
