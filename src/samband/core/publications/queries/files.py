# SPDX-License-Identifier: EUPL-1.2
"""The files of a publication, each checked against its digest when it is read first."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from samband.core.publications.queries.catalogue import PublicationRecord
from samband.core.publications.rules import Tampered


def publications_folder() -> Path:
    return Path(settings.SAMBAND_HOME) / "publications"


def folder_of(publication: PublicationRecord) -> Path:
    return publications_folder() / publication.folder


def file_of(publication: PublicationRecord, name: str) -> Path:
    """The file (``table.csv`` …), as it was published. Raises Tampered when it is not."""
    return checked(folder_of(publication) / name, publication.digests[name])


def checked(path: Path, digest: str) -> Path:
    """The path, when the file there has the digest. Read again only when its size or time has changed."""
    try:
        stat = path.stat()
    except OSError:
        raise Tampered(path) from None
    if _digest(path, stat.st_size, stat.st_mtime_ns) != digest:
        raise Tampered(path)
    return path


@lru_cache(maxsize=4096)
def _digest(path: Path, _size: int, _changed_at_ns: int) -> str:
    return sha256(path.read_bytes()).hexdigest()
