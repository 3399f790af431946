# SPDX-License-Identifier: EUPL-1.2
"""Files that prove an answer: never served as they came, sealed like the answers they belong to.

While the questionnaire is under way a file is sealed under the respondent's own secret, and goes with the
draft. Sent, it is sealed under the key of the ballot box. It lies outside everything that is served, under a
random name, with nothing of the day or the hour it came.
"""

import base64
import os
import secrets
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.evidence import is_of_kind
from samband.core.collect.analysis.sealing import (
    NONCE_BYTES,
    CannotOpen,
    seal,
    seal_draft,
    unseal,
    unseal_draft,
)
from samband.core.collect.rules import KEEP_DRAFTS_DAYS, READ_ANSWERS
from samband.engines.instrument.flow import Evidence

LONGEST_NAME: Final = 120
_DRAFT, _SENT = ".draft", ".sent"


class FileRefused(ValueError):  # noqa: N818  it names the fact
    """The text says why, and what to send instead."""


def keep_evidence(*, ask: str, secret: str, file: BinaryIO, filename: str, kind: Evidence, on: date) -> str:
    """Keep a file with a draft; return its id. Files of old drafts go then. Raises FileRefused."""
    content = file.read(kind.largest_megabytes * 1_000_000 + 1)
    _check(content, filename, kind)
    remove_old_evidence(on=on)
    name = secrets.token_hex(16)
    told = {"name": clean_name(filename=filename), "content": base64.b64encode(content).decode()}
    keys, nonce = settings.SAMBAND_BOX_KEYS, os.urandom(NONCE_BYTES)
    _write(
        _place(name, _DRAFT),
        seal_draft(content=told, ask=ask, secret=_own(secret, name), keys=keys, nonce=nonce),
        on,
    )
    return name


def hand_over(*, ask: str, secret: str, name: str) -> None:
    """Seal a file of a draft under the key of the box, before the answer is sent. May be repeated."""
    path = _place(name, _DRAFT)
    keys = settings.SAMBAND_BOX_KEYS
    try:
        told = unseal_draft(sealed=path.read_bytes(), ask=ask, secret=_own(secret, name), keys=keys)
    except (FileNotFoundError, CannotOpen):
        return
    sealed = seal(content=told, ask=_of(ask, name), keys=keys, nonce=os.urandom(NONCE_BYTES))
    _write(_place(name, _SENT), sealed, date(2000, 1, 1))


def drop_evidence(*, name: str) -> None:
    """Forget a file of a draft, if it is there."""
    if _is_name(name):
        _place(name, _DRAFT).unlink(missing_ok=True)


def evidence(*, actor: Actor, ask: str, name: str) -> tuple[str, bytes]:
    """Name and content of a file that was sent with an answer. Raises LookupError, CannotOpen, NotAllowed."""
    require(actor=actor, permission=READ_ANSWERS)
    path = _place(name, _SENT) if _is_name(name) else None
    if path is None or not path.exists():
        raise LookupError(name)
    told: dict[str, Any] = unseal(
        sealed=path.read_bytes(), ask=_of(ask, name), keys=settings.SAMBAND_BOX_KEYS
    )
    return told["name"], base64.b64decode(told["content"])


def remove_old_evidence(*, on: date) -> int:
    """Files of drafts that nobody touched for long; return how many."""
    oldest = _midnight(on - timedelta(days=KEEP_DRAFTS_DAYS))
    old = [path for path in _folder().glob(f"*{_DRAFT}") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def clean_name(*, filename: str) -> str:
    """The last part of the name, without signs that do harm in a list or a header."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    return (
        "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*')[-LONGEST_NAME:]
        or "file"
    )


def _check(content: bytes, filename: str, kind: Evidence) -> None:
    if len(content) > kind.largest_megabytes * 1_000_000:
        words = gettext("%(name)s is larger than %(megabytes)s MB. Send a smaller file.")
        raise FileRefused(
            words % {"name": clean_name(filename=filename), "megabytes": kind.largest_megabytes}
        )
    ending = filename.rpartition(".")[2].lower()
    if ending not in kind.endings or not is_of_kind(content=content, ending=ending):
        words = gettext("%(name)s is none of these: %(endings)s. Save it as one of them and send that.")
        endings = ", ".join(one.upper() for one in kind.endings)
        raise FileRefused(words % {"name": clean_name(filename=filename), "endings": endings})


def _own(secret: str, name: str) -> str:
    """Another key for each file."""
    return f"{secret}:file:{name}"


def _of(ask: str, name: str) -> str:
    return f"{ask}:file:{name}"


def _is_name(name: str) -> bool:
    return len(name) == 32 and set(name) <= set("0123456789abcdef")


def _folder() -> Path:
    folder = Path(settings.SAMBAND_HOME) / "evidence"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(name: str, ending: str) -> Path:
    return _folder() / f"{name}{ending}"


def _midnight(day: date) -> float:
    return datetime.combine(day, time()).timestamp()


def _write(path: Path, sealed: bytes, on: date) -> None:
    """Whole or not at all; the clock of the file tells the day at most."""
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(sealed)
        target.flush()
        os.fsync(target.fileno())
    os.utime(part, (_midnight(on), _midnight(on)))
    part.replace(path)
