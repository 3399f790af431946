# SPDX-License-Identifier: EUPL-1.2
import secrets


def new_key() -> bytes:
    """The key that turns respondents of one ask into digests; another ask has another key."""
    return secrets.token_bytes(32)


def random_id() -> int:
    """A row's number that tells nothing of when the row came: 63 random bits, above zero."""
    return secrets.randbits(63) or 1
