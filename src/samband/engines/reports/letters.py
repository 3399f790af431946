# SPDX-License-Identifier: EUPL-1.2
"""Letters in one file, a page for each person, tagged (PDF/UA-1) and ready for window envelopes.

The address stands where DIN 5008 form B and its windows expect it: 20 mm from the left, between 45 and 90 mm
from the top. Typeset by Typst; nothing in a letter is read as markup.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, cast

from samband.engines.reports.fonts_folder import font_folder
from samband.engines.reports.pdf import compiler
from samband.engines.reports.squares import square

MOST_LETTERS: Final = 1_000
"""In one file. More take longer than somebody waits; make another batch."""
MOST_LINES: Final = 6
"""Of an address: what a window shows."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One person's letter, all words in that person's language.

    recipient: lines of the address, the name first; further lines than MOST_LINES are left out. sender: one
    line above the address, where it must go back to. day: written out. link: of that person alone; it is
    printed and drawn as a square. scan, visit, code_label: what to do with square, link and code.
    square_label: of the square, for who does not see it. reference: tells the sender whose letter came back.
    """

    language: str
    recipient: tuple[str, ...]
    sender: str
    day: str
    title: str
    paragraphs: tuple[str, ...]
    link: str
    scan: str
    visit: str
    code: str
    code_label: str
    square_label: str
    reference: str = ""


def to_letters(
    *, letters: Sequence[Letter], title: str, language: str, stamp: datetime, fonts: Path | None = None
) -> bytes:
    """All letters as one PDF/UA-1 in the order given. title, language: of the file.

    The same letters and stamp give the same bytes. Raises FontsMissing; ValueError for none or more than
    MOST_LETTERS; TypstError when the compiler refuses.
    """
    if not 0 < len(letters) <= MOST_LETTERS:
        raise ValueError(f"There are {len(letters)} letters. Make between 1 and {MOST_LETTERS} at a time.")
    told = {
        "title": title,
        "language": _plain(language),
        "letters": [_data(letter) for letter in letters],
    }
    pdf = compiler(font_folder(folder=fonts)).compile(
        input=_template(),
        format="pdf",
        sys_inputs={"letters": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=stamp.replace(microsecond=0),
    )
    return cast(bytes, pdf)


def _data(letter: Letter) -> dict[str, object]:
    return {
        **asdict(letter),
        "language": _plain(letter.language),
        "recipient": letter.recipient[:MOST_LINES],
        "square": square(text=letter.link),
    }


def _plain(language: str) -> str:
    return language.replace("_", "-").split("-")[0]


@cache
def _template() -> bytes:
    return files("samband.engines.reports").joinpath("letter.typ").read_bytes()
