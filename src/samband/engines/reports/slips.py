# SPDX-License-Identifier: EUPL-1.2
"""Sheets of slips to cut, each with a code to type and the same as a square to scan, as a tagged PDF.

When not to use: for letters to people who are known by name; a slip names nobody.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import cast

import segno

from samband.engines.reports.fonts_folder import font_folder
from samband.engines.reports.pdf import compiler


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


def square_svg(*, text: str) -> str:
    """A QR code (ISO/IEC 18004, level M, with its quiet zone) as SVG that takes the size of its place."""
    target = BytesIO()
    segno.make(text, error="m", micro=False).save(
        target, kind="svg", xmldecl=False, omitsize=True, border=4, light="#fff"
    )
    return target.getvalue().decode()


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
            {"code": f"{slip.code[:3]} {slip.code[3:]}", "svg": square_svg(text=slip.address)}
            for slip in sheet.slips
        ],
    }
