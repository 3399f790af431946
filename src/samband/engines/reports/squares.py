# SPDX-License-Identifier: EUPL-1.2
"""A QR code (ISO/IEC 18004) as SVG, to be scanned from paper or a screen."""

from io import BytesIO
from typing import Final

import segno

QUIET: Final = 4
"""Modules of white around it, as the standard asks for."""


def square(*, text: str, is_sized: bool = True) -> str:
    """An SVG picture, black on white, correcting up to 15 % of damage (level M), not for decoration.

    text: most often an address; at most 2,331 bytes. is_sized: False to take the size of its place, on a
    screen. Raises ValueError when the text is longer.
    """
    out = BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=False)
    given = {"scale": 4} if is_sized else {"omitsize": True}
    code.save(out, kind="svg", border=QUIET, light="#fff", xmldecl=False, nl=False, **given)
    return out.getvalue().decode()
