# SPDX-License-Identifier: EUPL-1.2
"""The tiny instruments, one for each thing a questionnaire can do, and a reader of forms like a browser's."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.http import QueryDict
from lxml import html

import samband.engines.instrument
from samband.engines.instrument import Instrument, load_instrument

FOLDER = Path(samband.engines.instrument.__file__).parent / "features"
FEATURES = sorted(path.stem for path in FOLDER.glob("*.yaml") if "." not in path.stem)


@cache
def feature(name: str) -> Instrument:
    return load_instrument(FOLDER / f"{name}.yaml")


def sent_by(page: str) -> QueryDict:
    """What a browser would send of the fields of a page, as they stand."""
    data = QueryDict(mutable=True)
    for name, value in _fields(html.fragment_fromstring(page, create_parent="form")):
        data.appendlist(name, value)
    return data


def _fields(form: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for field in form.iter("input", "select", "textarea"):
        kind = field.get("type", "")
        if field.tag == "select":
            options = field.xpath(".//option[@selected]") or field.xpath(".//option")[:1]
            yield field.get("name"), options[0].get("value")
        elif field.tag == "textarea":
            yield field.get("name"), (field.text or "").removeprefix("\n")
        elif kind == "file" or (kind in {"radio", "checkbox"} and field.get("checked") is None):
            continue
        else:
            yield field.get("name"), field.get("value", "")


def of_inhabitants(name: str) -> Instrument:
    """A tiny instrument as an ask can take it: asked of a group."""
    plain = feature(name)
    if plain.groups:
        return plain
    words = {
        language: replace(spoken, groups={"inhabitants": {"nb": "Innbyggere"}.get(language, "Inhabitants")})
        for language, spoken in plain.words.items()
    }
    return replace(plain, groups=("inhabitants",), words=words)
