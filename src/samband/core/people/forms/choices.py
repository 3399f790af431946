# SPDX-License-Identifier: EUPL-1.2
"""What several forms share: choices with one for none of them, and last days."""

from collections.abc import Iterable
from datetime import date

from django import forms

Choices = Iterable[tuple[str, str]]


def after(last_day: date | None) -> date | None:
    """People write the last day; the register keeps the day after it."""
    return date.fromordinal(last_day.toordinal() + 1) if last_day else None


def offer(form: forms.Form, name: str, none: object, choices: Iterable[tuple[object, object]]) -> None:
    """Give a field its choices, with one for none of them first."""
    named = [(str(value), words) for value, words in choices]
    form.fields[name].choices = [("", none), *named]  # type: ignore[attr-defined]
