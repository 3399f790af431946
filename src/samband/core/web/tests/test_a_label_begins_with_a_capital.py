# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.template import Context, Template


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
