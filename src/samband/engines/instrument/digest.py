# SPDX-License-Identifier: EUPL-1.2
"""One fingerprint of everything an instrument asks and how it is scored."""

import json
from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.extent import USUAL_EXTENT
from samband.engines.instrument.model import Index, Instrument, Item, Scale, Words

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_BEYOND = ("questions", "hints", "options", "sections", "pages", "checks", "units", "about")
"""Parts of the words that only some instruments have."""


def digest_of(instrument: Instrument) -> str:
    """SHA-256 of all that is asked and how it is scored, hex; free of the order of languages and keys."""
    content = {
        "instrument": [instrument.code, instrument.version, instrument.valid_from.isoformat()],
        "origin": [instrument.source, instrument.licence, *instrument.notes],
        "groups": instrument.groups,
        "dimensions": instrument.dimensions,
        "scales": [_scale_content(scale) for _, scale in sorted(instrument.scales.items())],
        "items": [_item_content(item) for item in instrument.items],
        "indices": [_index_content(index) for index in instrument.indices],
        "words": {language: _words_content(words) for language, words in instrument.words.items()},
        **_asked_content(instrument),
        **_extent_content(instrument),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def in_languages(*, instrument: Instrument, languages: Collection[str]) -> Instrument:
    """The instrument as if it spoke only these languages, with the digest that it then has.

    What was made of an instrument before a language was added is made again from this, byte for byte.
    """
    words = {language: said for language, said in instrument.words.items() if language in languages}
    spoken = replace(instrument, words=words)
    return replace(spoken, digest=digest_of(spoken))


def _scale_content(scale: Scale) -> list[object]:
    missing = [[code, why.value] for code, why in sorted(scale.missing.items())]
    return [scale.code, scale.codes, missing, [[share.name, share.codes] for share in scale.shares]]


def _item_content(item: Item) -> list[object]:
    asked = [item.dimension, item.polarity.value, item.asked_of, item.is_verified, item.source]
    return [item.code, item.scale.code, item.concept, *asked]


def _index_content(index: Index) -> list[object]:
    items = [item.code for item in index.items]
    return [index.code, items, index.minimum_valid, index.rescale_to, index.asked_of, index.source]


def _words_content(words: Words) -> list[object]:
    scales = {
        code: {str(value): text for value, text in labels.items()} for code, labels in words.scales.items()
    }
    parts = [words.groups, words.dimensions, words.items, words.indices, scales, words.notes]
    said: list[object] = [words.title, words.introduction, *(dict(part) for part in parts)]
    beyond = {part: dict(getattr(words, part)) for part in _BEYOND if getattr(words, part)}
    return [*said, beyond] if beyond else said


def _asked_content(instrument: Instrument) -> dict[str, object]:
    """How it is asked, where it says so; so that those that do not keep the digest that was stored."""
    if not (instrument.sections or instrument.options):
        return {}
    return {
        "options": [_plain(options) for _code, options in sorted(instrument.options.items())],
        "sections": [_plain(section) for section in instrument.sections],
    }


def _extent_content(instrument: Instrument) -> dict[str, object]:
    """Only where it is not the usual one, so that no stored digest changes."""
    rule = instrument.extent
    return {} if rule == USUAL_EXTENT else {"extent": [rule.partial_from, rule.complete_above]}


def _plain(value: object) -> object:
    """Values as JSON has them; sets in order, an expression as its text, a scale or list by its code."""
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, Scale):
        return value.code
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__, **_named(value)}
    return value.isoformat() if isinstance(value, date) else value


def _named(value: "DataclassInstance") -> dict[str, object]:
    """Without what is as it is when nothing is said, so that a new possibility changes no stored digest."""
    return {
        one.name: _plain(getattr(value, one.name))
        for one in fields(value)
        if one.default is MISSING or getattr(value, one.name) != one.default
    }
