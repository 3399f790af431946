# SPDX-License-Identifier: EUPL-1.2
"""Numbers of organisations in the registers of countries."""

from collections.abc import Callable, Mapping


def plain_number(text: str) -> str:
    """A number of an organisation as it is compared: ``NO 974 760 673 MVA`` is 974760673."""
    word = "".join(mark for mark in text.upper() if mark.isalnum())
    for ending in ("MVA", "VAT"):
        word = word.removesuffix(ending)
    return word.removeprefix("NO").removeprefix("RO") if word[2:].isdigit() else word


def is_number(*, number: str, country: str) -> bool:
    """Whether it can be the number of an organisation there; where no rule is known, 2 to 20 characters.

    country: name of the pack.
    """
    check = _CHECKS.get(country)
    return check(number) if check else 2 <= len(number) <= 20 and number.isascii() and number.isalnum()


def _is_norwegian(number: str) -> bool:
    """Nine digits, the last a check digit modulo 11 with the weights 3 2 7 6 5 4 3 2 (Brønnøysund)."""
    if len(number) != 9 or not _digits(number):
        return False
    rest = (
        sum(weight * int(digit) for weight, digit in zip((3, 2, 7, 6, 5, 4, 3, 2), number, strict=False)) % 11
    )
    return (11 - rest) % 11 == int(number[-1])


def _is_romanian(number: str) -> bool:
    """Two to ten digits, the last a check digit with the key 753217532, set against it from the right."""
    if not 2 <= len(number) <= 10 or not _digits(number):
        return False
    body = number[:-1].rjust(9, "0")
    total = sum(int(key) * int(digit) for key, digit in zip("753217532", body, strict=True))
    return total * 10 % 11 % 10 == int(number[-1])


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


_CHECKS: Mapping[str, Callable[[str], bool]] = {"norway": _is_norwegian, "romania": _is_romanian}
