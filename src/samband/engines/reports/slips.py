# SPDX-License-Identifier: EUPL-1.2
"""Sheets of slips to cut, each with a code to type and the same as a square to scan, as a tagged PDF.

When not to use: for letters to people who are known by name; a slip names nobody.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from samband.engines.reports.fonts_folder import font_folder
from samband.engines.reports.pdf import compiler
from samband.engines.reports.squares import square


@dataclass(frozen=True, slots=True)
class Slip:
    """code: as it is typed. address: what the square leads to."""

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """title: of the document and of each slip. place: below it. label: over the code. how: what to do with
    it, with the address to type. promise: small, at the foot. square: what it is, for who does not see it.
    language: of all these words, a tag such as ``nb``.
    """

    title: str
    place: str
    label: str
    how: str
    promise: str
    square: str
    language: str
    slips: Sequence[Slip]


def slips_pdf(*, sheet: SlipSheet, fonts: Path | None = None) -> bytes:
    """Ten slips on each page of A4, with lines to cut along; PDF/UA-1.

    fonts: as of ``to_pdf``. Nothing in the texts is read as markup. The same sheet gives the same bytes.
    """
    pdf = compiler(font_folder(folder=fonts)).compile(
        input=_template(),
        format="pdf",
        sys_inputs={"sheet": json.dumps(_data(sheet), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return cast(bytes, pdf)


@cache
def _template() -> bytes:
    return files("samband.engines.reports").joinpath("slips.typ").read_bytes()


def _data(sheet: SlipSheet) -> dict[str, object]:
    return {
        "title": sheet.title,
        "place": sheet.place,
        "label": sheet.label,
        "how": sheet.how,
        "promise": sheet.promise,
        "square": sheet.square,
        "language": sheet.language.replace("_", "-").split("-")[0],
        "slips": [
            {"code": f"{slip.code[:3]} {slip.code[3:]}", "svg": square(text=slip.address)}
            for slip in sheet.slips
        ],
    }
