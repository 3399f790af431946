# SPDX-License-Identifier: EUPL-1.2
"""Answer scales out of a tree: valid codes, missing codes, shares to publish."""

import re

from samband.engines.instrument.model import Missing, Scale, Share
from samband.engines.rule_files import Reader, Text, is_code, whole_number

SCALE_KEYS = ("codes", "missing", "shares")
SHARE_NAME = r"[0-9A-Za-z][0-9A-Za-z_-]{0,39}"

_STAND_IN = (0, 1)
"""Codes of a scale that could not be read, so that reading can go on."""


def build_scales(reader: Reader) -> dict[str, Scale]:
    """The scales under the key ``scales``, by code; faults are noted in the reader."""
    inside = reader.inside("scales", owner="scales")
    return {
        code: _scale(code, inside.inside(code, owner=f"Scale {code}"))
        for code in inside.keys
        if is_code(value=code, place=inside.place_of(code), faults=reader.faults)
    }


def _scale(code: str, reader: Reader) -> Scale:
    reader.refuse_unknown_keys(*SCALE_KEYS)
    codes = reader.whole_numbers("codes")
    if len(codes) < 2 or list(codes) != sorted(set(codes)):
        what = f"{reader.owner} needs at least two different codes in ascending order."
        reader.faults.add(reader.place_of("codes"), what, "Write them as [1, 2, 3, 4].")
        codes = tuple(sorted({*codes, *_STAND_IN}))
    return Scale(code, codes, _missing(reader, codes), _shares(reader, codes))


def _missing(reader: Reader, codes: tuple[int, ...]) -> dict[int, Missing]:
    inside = reader.inside("missing", owner=f"{reader.owner}, missing")
    found: dict[int, Missing] = {}
    for key in inside.keys:
        number = whole_number(text=Text(inside.place_of(key), key), faults=reader.faults)
        why = inside.one_of(key, known=tuple(Missing), default=Missing.NO_ANSWER)
        if number in codes:
            what = f"{reader.owner}: {number} is both a valid and a missing code."
            reader.faults.add(inside.place_of(key), what, "Take it out of codes or out of missing.")
        elif number is not None:
            found[number] = Missing(why)
    return dict(sorted(found.items()))


def _shares(reader: Reader, codes: tuple[int, ...]) -> tuple[Share, ...]:
    inside = reader.inside("shares", owner=f"{reader.owner}, shares")
    found = [_share(inside, name, codes) for name in inside.keys]
    return tuple(sorted((s for s in found if s), key=lambda share: (share.codes, share.name)))


def _share(reader: Reader, name: str, codes: tuple[int, ...]) -> Share | None:
    wanted, place = reader.whole_numbers(name), reader.place_of(name)
    strange = sorted(set(wanted) - set(codes))
    if not re.fullmatch(SHARE_NAME, name):
        reader.faults.add(
            place, f"The share “{name[:60]}” cannot be named so.", "Use letters, digits, _ and -."
        )
    if strange:
        what = f"Share {name}: {', '.join(map(str, strange))} is not a valid code of the scale."
        reader.faults.add(place, what, f"Use codes among {' '.join(map(str, codes))}.")
    elif not wanted:
        reader.faults.add(place, f"Share {name} names no codes.", "Write them as [3, 4].")
    return Share(name, tuple(sorted(set(wanted)))) if wanted and not strange else None
