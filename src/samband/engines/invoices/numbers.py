# SPDX-License-Identifier: EUPL-1.2
"""Numbers with check digits: organisations, bank accounts, references to pay with."""


def is_organisation_number(text: str) -> bool:
    """Norwegian, nine digits, weights 3 2 7 6 5 4 3 2, modulus 11."""
    raise NotImplementedError


def kid(*, digits: str) -> str:
    """The digits with their check digit by modulus 10: a reference to pay with, 2 to 25 digits in all."""
    raise NotImplementedError


def is_kid(text: str) -> bool:
    """2 to 25 digits that end in their check digit by modulus 10 or modulus 11."""
    raise NotImplementedError
