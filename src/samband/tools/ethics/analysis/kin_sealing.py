# SPDX-License-Identifier: EUPL-1.2
"""The private list of one person: sealed under a random key of its own, which lies wrapped beside it.

List and key are sealed by AES-256-GCM with random nonces of 96 bits. What wraps the key is made by
HKDF-SHA256 (RFC 5869) from the installation's box key, which is not in the database. Both are bound to the
owner (person, account and list): moved to another row, or opened from another account, they do not open.
Without its wrapped key a list is noise, for whoever has the box key too. When not to use: for what must stay
secret from whoever holds the machine with its configuration.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from samband.engines.sealing import content_of, padded

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32
SMALLEST: Final = 4096
"""Bytes of the smallest list before sealing: some twenty entries and none look alike."""
_VERSION: Final = b"\x01"
_NAME_BYTES: Final = 8


class CannotOpen(ValueError):  # noqa: N818  it names the fact
    """No key at hand opens it, or it was changed or moved."""


def key_name(*, key: str) -> str:
    """Which box key has wrapped a key, without telling the box key."""
    return hashlib.sha256(f"samband.ethics.kin.key-name:{key}".encode()).hexdigest()[: 2 * _NAME_BYTES]


def wrap(*, key: bytes, owner: str, box_key: str, nonce: bytes) -> bytes:
    """The key of a list under a box key. nonce: NONCE_BYTES random bytes, never used twice."""
    return _VERSION + nonce + _wrapping(box_key).encrypt(nonce, key, f"key:{owner}".encode())


def unwrap(*, wrapped: bytes, owner: str, box_keys: Sequence[str], name: str) -> bytes:
    """name: of the box key that has wrapped it. Raises CannotOpen."""
    for box_key in box_keys:
        if key_name(key=box_key) == name:
            return _opened(_wrapping(box_key), wrapped, f"key:{owner}")
    raise CannotOpen("The key that wrapped it is not among those of this installation (SAMBAND_BOX_KEY).")


def seal(*, content: Mapping[str, Any], key: bytes, owner: str, nonce: bytes) -> bytes:
    """A list under its own key, padded to a power of two of bytes. nonce: as ``wrap``."""
    plain = padded(content=content, smallest=SMALLEST)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, f"list:{owner}".encode())


def unseal(*, sealed: bytes, key: bytes, owner: str) -> dict[str, Any]:
    """Raises CannotOpen."""
    return content_of(_opened(AESGCM(key), sealed, f"list:{owner}"))


def _wrapping(box_key: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=b"samband.ethics.kin", info=b"wrapping")
    return AESGCM(derived.derive(box_key.encode()))


def _opened(cipher: AESGCM, sealed: bytes, bound_to: str) -> bytes:
    begin = len(_VERSION) + NONCE_BYTES
    if sealed[:1] != _VERSION:
        raise CannotOpen("It was sealed by a newer version, or is damaged.")
    try:
        return cipher.decrypt(sealed[1:begin], sealed[begin:], bound_to.encode())
    except InvalidTag:
        raise CannotOpen("It was changed, or sealed for somebody else.") from None
