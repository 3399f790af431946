# SPDX-License-Identifier: EUPL-1.2
"""Where the build puts the fonts of reports: Latin, Cyrillic, Georgian and Sámi letters."""

from pathlib import Path
from typing import Final

FONTS_FOLDER: Final = Path(__file__).parent / "fonts"
FAMILIES: Final = ("Noto Sans", "Noto Sans Georgian")


class FontsMissing(RuntimeError):  # noqa: N818  it names the fact
    """The fonts of the build are not in place."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There are no .ttf files in {folder}. Put the built static files in place: make build."
        )


def font_folder(*, folder: Path | None = None) -> Path:
    """The folder, after a look that it holds fonts: without them letters would be missing on paper.

    Raises FontsMissing.
    """
    chosen = folder or FONTS_FOLDER
    if not any(chosen.glob("*.ttf")):
        raise FontsMissing(chosen)
    return chosen
