# SPDX-License-Identifier: EUPL-1.2
"""Named answers out of a tree: which stand alone, which open a line of text, which are missing."""

import re
from collections.abc import Iterable

from samband.engines.instrument.flow import Options
from samband.engines.instrument.measured import Missing
from samband.engines.rule_files import Reader, Text, is_code

OPTIONS_KEYS = ("codes", "exclusive", "other", "missing")
OPTION = re.compile(r"[a-z0-9][a-z0-9_+-]{0,60}")
"""Also as registers call them: 18-29, 80+."""
MOST_OPTIONS = 500
_REMEDY = "Use small letters a–z, digits and _ - + only (61 at most)."


def build_options(reader: Reader) -> dict[str, Options]:
    """The lists under the key ``options``, by code; faults are noted in the reader."""
    inside = reader.inside("options", owner="options")
    return {
        code: _options(code, inside.inside(code, owner=f"The list {code}"))
        for code in inside.keys
        if is_code(value=code, place=inside.place_of(code), faults=reader.faults)
    }


def _options(code: str, reader: Reader) -> Options:
    reader.refuse_unknown_keys(*OPTIONS_KEYS)
    codes = tuple(dict.fromkeys(_codes(reader, reader.texts("codes"))))
    missing = _missing(reader, codes)
    if not codes or len(codes) > MOST_OPTIONS:
        what = f"{reader.owner} needs from 1 to {MOST_OPTIONS} codes."
        reader.faults.add(reader.place_of("codes"), what, "Write them as [yes, no].")
    exclusive = frozenset(reader.some_of("exclusive", known=codes))
    other = frozenset(reader.some_of("other", known=codes))
    return Options(code, codes or ("_",), exclusive, other, missing)


def _codes(reader: Reader, texts: Iterable[Text]) -> Iterable[str]:
    taken: set[str] = set()
    for text in texts:
        if text.value in taken:
            reader.faults.add(text.place, f"{reader.owner}: {text.value[:60]} stands twice.", "Keep one.")
        elif _is_option(reader, text):
            taken.add(text.value)
            yield text.value


def _is_option(reader: Reader, text: Text) -> bool:
    if OPTION.fullmatch(text.value):
        return True
    what = f"{reader.owner}: the code “{text.value[:60]}” cannot be used."
    reader.faults.add(text.place, what, _REMEDY)
    return False


def _missing(reader: Reader, codes: tuple[str, ...]) -> dict[str, Missing]:
    inside = reader.inside("missing", owner=f"{reader.owner}, missing")
    found: dict[str, Missing] = {}
    for key in inside.keys:
        why = inside.one_of(key, known=tuple(Missing), default=Missing.NO_ANSWER)
        if key in codes:
            what = f"{reader.owner}: {key} is both an answer and a missing code."
            reader.faults.add(inside.place_of(key), what, "Take it out of codes or out of missing.")
        elif _is_option(reader, Text(inside.place_of(key), key)):
            found[key] = Missing(why)
    return found
