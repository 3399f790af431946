# SPDX-License-Identifier: EUPL-1.2
"""Numbers with check digits: organisations, bank accounts, references to pay with."""

import re
from collections.abc import Sequence

_ORGANISATION = (3, 2, 7, 6, 5, 4, 3, 2)
_ACCOUNT = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_LONGEST_KID = 25


def is_organisation_number(text: str) -> bool:
    """Norwegian, nine digits, weights 3 2 7 6 5 4 3 2, modulus 11. Source: Brønnøysund Register Centre."""
    return bool(re.fullmatch("[0-9]{9}", text)) and _fits_modulus_11(text, _ORGANISATION)


def is_account_number(text: str) -> bool:
    """Norwegian, eleven digits, weights 5 4 3 2 7 6 5 4 3 2, modulus 11."""
    return bool(re.fullmatch("[0-9]{11}", text)) and _fits_modulus_11(text, _ACCOUNT)


def is_iban(text: str) -> bool:
    """Country, check digits and account, without spaces: modulus 97 is 1. Source: ISO 13616."""
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}", text):
        return False
    moved = text[4:] + text[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def kid(*, digits: str) -> str:
    """The digits with their check digit by modulus 10: a reference to pay with, 2 to 25 digits in all.

    Raises ValueError for anything but 1 to 24 digits. Source: Nets, Norwegian customer identification number.
    """
    if not re.fullmatch("[0-9]{1,24}", digits):
        raise ValueError(
            f"A reference to pay with is made of 1 to {_LONGEST_KID - 1} digits, not “{digits[:40]}”."
        )
    return digits + _modulus_10(digits)


def is_kid(text: str) -> bool:
    """2 to 25 digits that end in their check digit by modulus 10 or modulus 11 (where it may be a dash)."""
    if not re.fullmatch("[0-9]{1,24}[0-9-]", text):
        return False
    return text[-1] in (_modulus_10(text[:-1]), _kid_modulus_11(text[:-1]))


def _modulus_10(digits: str) -> str:
    """Luhn: from the right every second digit, beginning with the last, doubled; the digits are added."""
    doubled = (int(sign) * (2 - place % 2) for place, sign in enumerate(reversed(digits)))
    return str(-sum(sum(divmod(number, 10)) for number in doubled) % 10)


def _kid_modulus_11(digits: str) -> str:
    """Weights 2 to 7 from the right, again and again; 10 is written as a dash."""
    check = -sum(int(sign) * (2 + place % 6) for place, sign in enumerate(reversed(digits))) % 11
    return "-" if check == 10 else str(check)


def _fits_modulus_11(text: str, weights: Sequence[int]) -> bool:
    check = -sum(int(sign) * weight for sign, weight in zip(text, weights, strict=False)) % 11
    return str(check) == text[-1]
