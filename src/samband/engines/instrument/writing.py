# SPDX-License-Identifier: EUPL-1.2
"""An instrument as the files that it can be loaded from: structure, and words in each language beside it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from samband.engines.instrument.extent import USUAL_EXTENT
from samband.engines.instrument.flow import Options
from samband.engines.instrument.flow_writing import Entries, OneLine, sections_written
from samband.engines.instrument.loading import CROSSWALK, names_a_language
from samband.engines.instrument.model import Index, Instrument, Item, Polarity, Scale, Words
from samband.engines.instrument.words import plain_variant_of

_BREAKS = frozenset("\r\n\x85\u2028\u2029")


class UnfitFileName(ValueError):  # noqa: N818  it names the fact
    """Files called so would be taken for something else."""

    def __init__(self, stem: str) -> None:
        super().__init__(
            f"A questionnaire cannot be kept in files called “{stem}”: they would be taken for words in a "
            "language or for a crosswalk. Choose another name, such as 2026-1."
        )


def write_instrument(*, instrument: Instrument, folder: Path, stem: str = "") -> tuple[Path, ...]:
    """Write ``<stem>.yaml`` and ``<stem>.<language>.yaml``; return them, the structure first.

    stem: the version when left out. The same instrument gives the same files, and ``load_instrument`` reads
    them back to the same digest. Files of these names are overwritten. Raises UnfitFileName.
    """
    texts = instrument_files(instrument=instrument, stem=stem)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in texts)


def instrument_files(*, instrument: Instrument, stem: str = "") -> dict[str, str]:
    """File name -> text, the structure first. Raises UnfitFileName."""
    name = stem or instrument.version
    if f"{name}.yaml" == CROSSWALK or names_a_language(name):
        raise UnfitFileName(name)
    spoken = {
        f"{name}.{words.language}.yaml": _dumped(_words(words, instrument))
        for words in instrument.words.values()
    }
    return {f"{name}.yaml": _dumped(_structure(instrument)), **spoken}


class _Dumper(yaml.SafeDumper):
    """Lists under a name are indented, as people write them. Written in Python: the same text everywhere."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)


def _on_one_line(dumper: yaml.SafeDumper, values: Iterable[object]) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=True)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    """Line breaks are written as \\n: unescaped, YAML folds them, also those that few know of."""
    style = '"' if _BREAKS.intersection(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_multi_representer(OneLine, _on_one_line)
_Dumper.add_representer(str, _text)


def _dumped(entries: Entries) -> str:
    return str(
        yaml.dump(
            entries, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
        )
    )


def _filled(**entries: object) -> Entries:
    """Empty texts, lists and sections are left out."""
    return {key: value for key, value in entries.items() if value not in ("", [], {}, ())}


def _unusual(value: int, usual: int) -> int | str:
    return "" if value == usual else value


def _structure(instrument: Instrument) -> Entries:
    return _filled(
        instrument=instrument.code,
        version=instrument.version,
        valid_from=instrument.valid_from,
        source=instrument.source,
        licence=instrument.licence,
        groups=OneLine(instrument.groups),
        dimensions=OneLine(instrument.dimensions),
        notes=list(instrument.notes),
        partial_from=_unusual(instrument.extent.partial_from, USUAL_EXTENT.partial_from),
        complete_above=_unusual(instrument.extent.complete_above, USUAL_EXTENT.complete_above),
        scales={code: _scale(scale) for code, scale in instrument.scales.items()},
        items=[_item(item) for item in instrument.items],
        indices=[_index(index) for index in instrument.indices],
        options={code: _options(options) for code, options in instrument.options.items()},
        sections=sections_written(instrument=instrument),
    )


def _options(options: Options) -> Entries:
    return _filled(
        codes=OneLine(options.codes),
        exclusive=OneLine(code for code in options.codes if code in options.exclusive),
        other=OneLine(code for code in options.codes if code in options.other),
        missing={code: why.value for code, why in options.missing.items()},
    )


def _scale(scale: Scale) -> Entries:
    return _filled(
        codes=OneLine(scale.codes),
        missing={code: why.value for code, why in scale.missing.items()},
        shares={share.name: OneLine(share.codes) for share in scale.shares},
    )


def _item(item: Item) -> Entries:
    """What a reader assumes anyway is not written."""
    entries = _filled(
        code=item.code,
        scale=item.scale.code,
        concept="" if item.concept == item.code else item.concept,
        dimension=item.dimension,
        polarity="" if item.polarity is Polarity.POSITIVE else item.polarity.value,
        asked_of=OneLine(item.asked_of),
        source=item.source,
    )
    return entries if item.is_verified else {**entries, "is_verified": False}


def _index(index: Index) -> Entries:
    return _filled(
        code=index.code,
        items=OneLine(item.code for item in index.items),
        minimum_valid=index.minimum_valid,
        rescale_to=OneLine(index.rescale_to or ()),
        asked_of=OneLine(index.asked_of),
        source=index.source,
    )


def _words(words: Words, instrument: Instrument) -> Entries:
    """All of them; of a plain variant only what it says in another way than its language."""
    base = instrument.words.get(plain_variant_of(words.language))
    written = _all_words(words)
    return _beyond(written, _all_words(base)) if base else written


def _beyond(entries: Entries, base: Entries) -> Entries:
    """What differs from the base."""
    found: Entries = {}
    for key, value in entries.items():
        below = base.get(key)
        if isinstance(value, dict) and isinstance(below, dict):
            value = _beyond(value, below)
        if value not in (below, {}):
            found[key] = value
    return found


def _all_words(words: Words) -> Entries:
    return _filled(
        title=words.title,
        introduction=words.introduction,
        groups=dict(words.groups),
        dimensions=dict(words.dimensions),
        items=dict(words.items),
        indices=dict(words.indices),
        scales={code: _labels(labels.items()) for code, labels in words.scales.items()},
        notes=dict(words.notes),
        questions=dict(words.questions),
        hints=dict(words.hints),
        options={code: dict(labels) for code, labels in words.options.items() if labels},
        sections=dict(words.sections),
        pages=dict(words.pages),
        checks=dict(words.checks),
        units=dict(words.units),
        about=dict(words.about),
    )


def _labels(labels: Iterable[tuple[int, str]]) -> Mapping[int, str]:
    return dict(labels)
