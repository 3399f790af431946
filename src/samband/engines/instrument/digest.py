# SPDX-License-Identifier: EUPL-1.2
"""One fingerprint of everything an instrument asks and how it is scored."""

import json
from hashlib import sha256

from samband.engines.instrument.model import Index, Instrument, Item, Scale, Words


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
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


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
    return [words.title, words.introduction, *(dict(part) for part in parts)]
