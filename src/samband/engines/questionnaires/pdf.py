# SPDX-License-Identifier: EUPL-1.2
"""The sheet as a tagged PDF (PDF/UA-1), typeset by Typst; nothing in its texts is read as markup."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

from samband.engines.questionnaires.model import Mark, Printed
from samband.engines.reports.fonts_folder import font_folder
from samband.engines.reports.pdf import compiler
from samband.engines.reports.squares import square

MOST_SHEETS: Final = 200
"""In one file. More take longer than somebody waits; make another batch."""


def to_pdf(
    *, sheet: Printed, stamp: datetime, marks: Sequence[Mark] = (), fonts: Path | None = None
) -> bytes:
    """The sheet on A4 as PDF/UA-1. marks: a copy for each, numbered on every page; none for one copy.

    stamp: the time in the file; the same sheet and stamp give the same bytes.
    Raises FontsMissing; ValueError for more than MOST_SHEETS; TypstError when the compiler refuses.
    """
    if len(marks) > MOST_SHEETS:
        raise ValueError(f"There are {len(marks)} sheets. Print at most {MOST_SHEETS} at a time.")
    told = {
        "sheet": {**asdict(sheet), "languages": [one.partition("-")[0] for one in sheet.languages]},
        "copies": [_copy(sheet, mark) for mark in marks or (Mark(""),)],
    }
    pdf = compiler(font_folder(folder=fonts)).compile(
        input=_template(),
        format="pdf",
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=stamp.replace(microsecond=0),
    )
    return cast(bytes, pdf)


def _copy(sheet: Printed, mark: Mark) -> dict[str, str]:
    serial = sheet.words.number_of_sheet.format(serial=mark.serial) if mark.serial else ""
    return {"serial": serial, "square": square(text=mark.link) if mark.link else ""}


@cache
def _template() -> bytes:
    return files("samband.engines.questionnaires").joinpath("questionnaire.typ").read_bytes()
