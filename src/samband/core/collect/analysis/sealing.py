# SPDX-License-Identifier: EUPL-1.2
"""Envelopes and drafts that only this installation can open, and digests of tokens, codes and nonces.

An envelope is AES-256-GCM under a key made by HKDF-SHA256 (RFC 5869) of the installation's box key and the
ask; so two asks never share a key and a random nonce of 96 bits is enough. Its content is padded to the next
power of two, so that its length does not tell one answer from another. When not to use: for anything that
must stay secret from whoever holds the machine and its configuration.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from samband.engines.sealing import content_of, padded

NONCE_BYTES: Final = 12
SMALLEST: Final = 1024
"""Bytes of the smallest envelope before sealing."""
_VERSION: Final = b"\x01"
_KEY_ID_BYTES: Final = 4
NAME_BYTES: Final = 1 + _KEY_ID_BYTES
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class CannotOpen(ValueError):  # noqa: N818  it names the fact
    """No key of this installation opens it, or it was changed."""


def seal(*, content: Mapping[str, Any], ask: str, keys: Sequence[str], nonce: bytes) -> bytes:
    """An envelope. keys: the first one seals. nonce: 12 random bytes, never used twice."""
    plain = padded(content=content, smallest=SMALLEST)
    cipher = _cipher(keys[0], f"envelope:{ask}")
    return _VERSION + _key_id(keys[0]) + nonce + cipher.encrypt(nonce, plain, ask.encode())


def unseal(*, sealed: bytes, ask: str, keys: Sequence[str]) -> dict[str, Any]:
    """What was sealed. keys: any of them may have sealed it. Raises CannotOpen."""
    name, nonce, secret = _parts(sealed)
    for key in keys:
        if _key_id(key) == name:
            return _opened(_cipher(key, f"envelope:{ask}"), nonce, secret, ask)
    raise CannotOpen("The key that sealed it is not among those of this installation (SAMBAND_BOX_KEY).")


def seal_draft(
    *, content: Mapping[str, Any], ask: str, secret: str, keys: Sequence[str], nonce: bytes
) -> bytes:
    """As ``seal``, under a key that takes the respondent's secret too."""
    plain = padded(content=content, smallest=SMALLEST)
    cipher = _derived(keys[0], f"draft:{ask}:{secret}")
    return _VERSION + _key_id(keys[0]) + nonce + cipher.encrypt(nonce, plain, ask.encode())


def unseal_draft(*, sealed: bytes, ask: str, secret: str, keys: Sequence[str]) -> dict[str, Any]:
    """Raises CannotOpen, also for another's secret."""
    name, nonce, hidden = _parts(sealed)
    for key in keys:
        if _key_id(key) == name:
            return _opened(_derived(key, f"draft:{ask}:{secret}"), nonce, hidden, ask)
    raise CannotOpen("The key that sealed it is not among those of this installation (SAMBAND_BOX_KEY).")


def draft_id(*, ask: str, secret: str, keys: Sequence[str]) -> str:
    """Where a draft lies. Without the installation's key nobody finds it, though they know the secret."""
    return _keyed(keys[0], f"draft:{ask}:{secret}")


def envelope_name(*, key: str) -> bytes:
    """How envelopes begin that this key has sealed."""
    return _VERSION + _key_id(key)


def token_digest(*, token: str) -> str:
    """Of a long random token: nobody can try them all."""
    return hashlib.sha256(f"samband.token:{token}".encode()).hexdigest()


def code_digest(*, ask: str, code: str, keys: Sequence[str]) -> str:
    """Of a short code: keyed, since the database alone would let somebody try all codes."""
    return _keyed(keys[0], f"code:{ask}:{code}")


def meeting_word(*, meeting: int, keys: Sequence[str]) -> str:
    """Ten letters and figures, 50 bits, that tell a session to those who are there."""
    digest = bytes.fromhex(_keyed(keys[0], f"meeting:{meeting}"))
    return "".join(_ALPHABET[byte & 31] for byte in digest[:10])


def spent_mark(*, ask: str, secret: str, nonce: str) -> str:
    """What stays of a submission that was taken: it leads neither to the secret nor to the answer."""
    return hashlib.sha256(f"samband.mark:{ask}:{secret}:{nonce}".encode()).hexdigest()[:32]


def receipt_number(*, ask: str, nonce: str) -> str:
    """What the respondent can note: the same for the same submission, and kept nowhere."""
    digest = hashlib.sha256(f"samband.receipt:{ask}:{nonce}".encode()).digest()
    letters = "".join(_ALPHABET[byte & 31] for byte in digest[:10])
    return f"{letters[:5]}-{letters[5:]}"


@lru_cache(maxsize=512)
def _cipher(key: str, purpose: str) -> AESGCM:
    """Kept for envelopes, of which an ask has many; never for drafts, whose purpose names a secret."""
    return _derived(key, purpose)


def _derived(key: str, purpose: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=b"samband.ballot-box", info=purpose.encode())
    return AESGCM(derived.derive(key.encode()))


@lru_cache(maxsize=16)
def _key_id(key: str) -> bytes:
    return hashlib.sha256(f"samband.key-id:{key}".encode()).digest()[:_KEY_ID_BYTES]


def _keyed(key: str, text: str) -> str:
    return hmac.digest(key.encode(), f"samband.{text}".encode(), "sha256").hex()


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    if sealed[:1] != _VERSION:
        raise CannotOpen("It was sealed by a newer version, or is damaged.")
    begin = 1 + _KEY_ID_BYTES
    return sealed[1:begin], sealed[begin : begin + NONCE_BYTES], sealed[begin + NONCE_BYTES :]


def _opened(cipher: AESGCM, nonce: bytes, secret: bytes, ask: str) -> dict[str, Any]:
    try:
        plain = cipher.decrypt(nonce, secret, ask.encode())
    except InvalidTag:
        raise CannotOpen("It was changed, or sealed for something else.") from None
    return content_of(plain)
