# SPDX-License-Identifier: EUPL-1.2
"""Telephone numbers as they stand in lists."""


def dialled(*, number: str, calling_code: str = "", trunk_prefix: str = "") -> str:
    """As it is dialled from anywhere, so that one number is always written alike: ``+4799887766``.

    ``99 88 77 66``, ``0047 99887766`` and ``(+47) 99.88.77.66`` are the same in Norway. Without the calling
    code of the country a number of the country stays as it is. Empty when there is no figure in it.
    """
    text = number.strip().replace("(0)", "")
    figures = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if not figures:
        return ""
    if text.lstrip("( ").startswith("+"):
        return f"+{figures}"
    if figures.startswith("00"):
        return f"+{figures[2:]}"
    if not calling_code:
        return figures
    return f"+{calling_code}{figures.removeprefix(trunk_prefix) if trunk_prefix else figures}"
