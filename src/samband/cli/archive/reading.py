# SPDX-License-Identifier: EUPL-1.2
"""Reading a backup that somebody may have damaged or tampered with: only what the manifest names counts.

Members are never unpacked by their own names. Sizes are bounded by the manifest, so nothing swells, and every
byte is checked against its digest before anything of the installation is touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812

from samband.cli.archive.manifest import MANIFEST, BadBackup, Content, Manifest

CHUNK: Final = 1 << 20
MAX_MANIFEST: Final = 256 << 20
DAMAGED: Final = "The backup is damaged: {}. Take another one."


class Backup:
    """An open backup. ``check`` reads all of it; ``lines`` and ``copy`` read one member."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.manifest = Manifest.from_json(self._manifest())
        self._check_members()

    def _manifest(self) -> bytes:
        if MANIFEST not in self._archive.namelist():
            raise BadBackup("This is no backup of Samband: it has no manifest.")
        if self._archive.getinfo(MANIFEST).file_size > MAX_MANIFEST:
            raise BadBackup(DAMAGED.format("its manifest is far too large"))
        return b"".join(self._chunks(MANIFEST, MAX_MANIFEST))

    def _check_members(self) -> None:
        """Exactly what the manifest names, each once."""
        there = sorted(self._archive.namelist())
        told = sorted([MANIFEST, *(content.member for content in self.manifest.contents)])
        if there != told:
            odd = sorted(set(there) ^ set(told)) or ["a member twice"]
            raise BadBackup(DAMAGED.format(f"its parts are not those of its manifest ({odd[0][:80]})"))
        for content in self.manifest.contents:
            if self._archive.getinfo(content.member).file_size != content.size:
                raise BadBackup(DAMAGED.format(f"{content.member} has another size"))

    def check(self) -> None:
        """Read every byte once. Raises BadBackup at the first that is not as it was written."""
        for content in self.manifest.contents:
            for _ in self._checked(content):
                pass

    def copy(self, *, content: Content, to: Path) -> None:
        """Write one member to a file that is not there yet."""
        with to.open("xb") as file:
            for chunk in self._checked(content):
                file.write(chunk)

    def text(self, *, content: Content) -> str:
        """A short member as text."""
        return b"".join(self._checked(content)).decode("utf-8")

    def lines(self, *, content: Content) -> Iterator[str]:
        """The lines of a member; the last one may lack its end."""
        rest = b""
        for chunk in self._checked(content):
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line.decode("utf-8") for line in whole)
        if rest:
            yield rest.decode("utf-8")

    def _checked(self, content: Content) -> Iterator[bytes]:
        digest = sha256()
        for chunk in self._chunks(content.member, content.size):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != content.sha256:
            raise BadBackup(DAMAGED.format(f"{content.member} is not as it was written"))

    def _chunks(self, member: str, most: int) -> Iterator[bytes]:
        try:
            with self._open(member) as file:
                read = 0
                while chunk := file.read(CHUNK):
                    read += len(chunk)
                    if read > most:
                        raise BadBackup(DAMAGED.format(f"{member} is larger than it says"))
                    yield chunk
        except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as fault:
            raise BadBackup(DAMAGED.format(f"{member} cannot be read ({fault})")) from None

    def _open(self, member: str) -> IO[bytes]:
        return self._archive.open(member)


@contextmanager
def open_backup(*, file: Path) -> Iterator[Backup]:
    """Raises BadBackup for what is no whole backup; OSError when it cannot be opened."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, EOFError, ValueError) as fault:
        raise BadBackup(f"{file} is no backup, or only a part of one ({fault}).") from None
    with archive:
        yield Backup(archive)
