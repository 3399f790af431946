# SPDX-License-Identifier: EUPL-1.2
"""A large questionnaire made up of every kind of question, in as many languages as wanted."""

from pathlib import Path

from samband.engines.instrument import Instrument, load_instrument

LANGUAGES = ("en", "nb", "nn", "se", "ro", "bg", "ka", "lv", "pl", "hu", "uk", "sv")
KINDS = (
    "{code: q%d, ask: scale, scale: fit4, need: required}",
    "{code: q%d, ask: scale, scale: fit4, need: wanted}",
    "{code: q%d, ask: one_of, options: way, need: required}",
    "{code: q%d, ask: some_of, options: way}",
    "{code: q%d, ask: number, low: 0, high: 100, need: required}",
    "{code: q%d, ask: text}",
)
HEAD = """\
instrument: large
version: "1"
valid_from: 2026-01-01
source: Made up
scales: {fit4: {codes: [1, 2, 3, 4], missing: {8: dont_know}}}
options: {way: {codes: [foot, bicycle, bus, car, none], exclusive: [none], missing: {dk: dont_know}}}
sections:
"""
WORDS = """\
title: Large
scales: {fit4: {1: very badly, 2: rather badly, 3: rather well, 4: very well, 8: don't know}}
options: {way: {foot: on foot, bicycle: by bicycle, bus: by bus, car: by car, none: none, dk: don't know}}
sections: {%s}
questions:
"""


def large_instrument(*, folder: Path, questions: int, languages: int) -> Instrument:
    """Ten questions to a section, five to a page; every section after the first has a condition."""
    return load_instrument(write_large(folder=folder, questions=questions, languages=languages))


def write_large(*, folder: Path, questions: int, languages: int) -> Path:
    sections = "".join(_section(first, min(10, questions - first)) for first in range(0, questions, 10))
    path = folder / "large.yaml"
    path.write_text(HEAD + sections, encoding="utf-8")
    for language in LANGUAGES[:languages]:
        named = ", ".join(f"s{first}: Part {first}" for first in range(0, questions, 10))
        said = "".join(f"  q{n}: Question number {n} as it is put in {language}?\n" for n in range(questions))
        (folder / f"large.{language}.yaml").write_text(WORDS % named + said, encoding="utf-8")
    return path


def _section(first: int, count: int) -> str:
    condition = f'    show_if: "${{q{first - 10}}} != 8"\n' if first else ""
    pages = "".join(
        _page(number, min(5, first + count - number)) for number in range(first, first + count, 5)
    )
    return f"  - code: s{first}\n{condition}    pages:\n{pages}"


def _page(first: int, count: int) -> str:
    lines = "".join(f"          - {KINDS[n % len(KINDS)] % n}\n" for n in range(first, first + count))
    return f"      - questions:\n{lines}"
