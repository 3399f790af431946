# SPDX-License-Identifier: EUPL-1.2
"""Contents of unlike lengths in bytes of like length: a cipher hides what is said, not how much.

The bytes are the length of the content (four bytes, the highest first), the content as JSON in UTF-8, and
zeros up to a power of two times the smallest size.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

_LENGTH_BYTES: Final = 4


def padded(*, content: Mapping[str, Any], smallest: int) -> bytes:
    """To be sealed. smallest: bytes of the shortest result, > 0; each longer one is twice the one before.

    Choose smallest so that nearly all contents fit in it: those then look alike. Raises TypeError for what
    JSON cannot say.
    """
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    size = smallest
    while size < len(plain) + _LENGTH_BYTES:
        size *= 2
    return (len(plain).to_bytes(_LENGTH_BYTES, "big") + plain).ljust(size, b"\0")


def content_of(plain: bytes) -> dict[str, Any]:
    """What ``padded`` was given. Only for bytes that the cipher has vouched for: nothing is checked again."""
    length = int.from_bytes(plain[:_LENGTH_BYTES], "big")
    content: dict[str, Any] = json.loads(plain[_LENGTH_BYTES : _LENGTH_BYTES + length])
    return content
