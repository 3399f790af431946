# SPDX-License-Identifier: EUPL-1.2
"""Addresses in one spelling, and their digests: who wants no messages is remembered without the address."""

import hmac
import re
from typing import Final

from samband.core.notices.rules import Channel

_FEWEST, _MOST = 5, 15
"""Digits of a number with its country code: E.164 allows 15."""
_ADDRESS: Final = re.compile(r"[^@\s<>\"(),:;\\\[\]]{1,64}@[^@\s<>\"(),:;\\\[\]]{1,250}\.[^@\s.<>]{2,63}")


def plain_email(*, address: str) -> str:
    """In one spelling, to be compared; empty when it cannot be an address."""
    text = address.strip()
    return text.casefold() if _ADDRESS.fullmatch(text) and text.isprintable() else ""


def plain_phone(*, number: str, calling_code: str = "", trunk_prefix: str = "") -> str:
    """As +4712345678; empty when it cannot be a number, or is a national one of an unknown country.

    calling_code, trunk_prefix: of the country whose national numbers stand without them.
    """
    text = number.strip()
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
    if text.startswith("+"):
        whole = digits
    elif text.startswith("00"):
        whole = digits[2:]
    elif calling_code:
        whole = calling_code + digits.removeprefix(trunk_prefix)
    else:
        return ""
    return f"+{whole}" if _FEWEST <= len(whole) <= _MOST else ""


def address_digest(*, channel: Channel, address: str, key: str) -> str:
    """Keyed: whoever has the database alone cannot try all phone numbers. address: in its one spelling."""
    kind = "phone" if channel in {Channel.SMS, Channel.PHONE} else str(channel)
    return hmac.digest(key.encode(), f"samband.blocked:{kind}:{address}".encode(), "sha256").hex()
