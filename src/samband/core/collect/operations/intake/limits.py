# SPDX-License-Identifier: EUPL-1.2
"""How often one network address may do something in an hour, without anybody keeping addresses.

Counts live in the memory of the process, under a digest with a salt that is drawn anew each day and never
leaves the process: nothing of it is in the database, in a backup or in a log. Several processes count apart.
"""

import hashlib
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

MOST_KEPT: Final = 200_000
WRONG_PER_HOUR: Final = 60
"""Tokens and codes that opened nothing, from one address, before it has to wait."""


class Limits:
    """Counts by address and hour. A clock that jumps begins a new hour: nobody is shut out by it."""

    def __init__(self) -> None:
        self._hour, self._day, self._salt = "", "", b""
        self._counts: dict[bytes, int] = {}
        self._lock = threading.Lock()

    def is_over(self, *, what: str, address: str, most: int, at: datetime) -> bool:
        """Whether this address has done it as often as it may in this hour. Counts nothing."""
        with self._lock:
            return self._counts.get(self._key(what, address, at), 0) >= most

    def count(self, *, what: str, address: str, at: datetime) -> None:
        """Note that this address did it once more."""
        with self._lock:
            key = self._key(what, address, at)
            if key in self._counts or len(self._counts) < MOST_KEPT:
                self._counts[key] = self._counts.get(key, 0) + 1

    def _key(self, what: str, address: str, at: datetime) -> bytes:
        hour = at.strftime("%Y%m%d%H")
        if hour != self._hour:
            self._hour = hour
            self._counts.clear()
            if hour[:8] != self._day:
                self._day, self._salt = hour[:8], secrets.token_bytes(16)
        return hashlib.blake2b(f"{what}\0{address}".encode(), key=self._salt, digest_size=12).digest()


LIMITS: Final = Limits()
"""Of this process: pages and the thin path count together."""


def address_of(*, environ: Mapping[str, Any]) -> str:
    """Where a request comes from; the front server's word for it where there is one."""
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    told = [one.strip() for one in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    return told[-proxies] if 0 < proxies <= len(told) else str(environ.get("REMOTE_ADDR", ""))
