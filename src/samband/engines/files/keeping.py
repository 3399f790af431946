# SPDX-License-Identifier: EUPL-1.2
"""An upload on its way in: copied in pieces, private, under a name nobody can guess."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from samband.engines.files.limits import Limits
from samband.engines.files.reading import too_large

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptFile:
    """name: in the folder, nothing of the name it came with. digest: SHA-256, hex."""

    name: str
    digest: str


def keep(*, file: BinaryIO, folder: Path, limits: Limits) -> KeptFile:
    """Copy a file into the folder, readable by its owner alone.

    Raises Unreadable as soon as more than the limit has come; nothing stays behind.
    """
    descriptor, place = tempfile.mkstemp(dir=folder, prefix="")
    path, digest, size = Path(place), hashlib.sha256(), 0
    with os.fdopen(descriptor, "wb") as kept:
        while (chunk := file.read(_CHUNK)) and size <= limits.file_bytes:
            size += len(chunk)
            digest.update(chunk)
            kept.write(chunk)
    if size > limits.file_bytes:
        path.unlink()
        raise too_large(limits)
    return KeptFile(path.name, digest.hexdigest())


def waiting_folder(*, folder: Path, older_than: datetime | None = None) -> Path:
    """The folder in which uploads wait until somebody confirms them, for its owner alone; made when missing.

    older_than: what came before this moment was forgotten there and is removed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in folder.iterdir() if older_than else ():
        if older_than and path.is_file() and path.stat().st_mtime < older_than.timestamp():
            path.unlink(missing_ok=True)
    return folder
