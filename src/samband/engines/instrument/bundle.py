# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire in one archive: structure, words, perhaps a crosswalk. Hostile archives are refused."""

import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from samband.engines.instrument.archive import BUNDLE, file_content, refused, unpacked_parts
from samband.engines.instrument.loading import CROSSWALK, structure_files
from samband.engines.rule_files import Fault

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.yaml")
_WHOLE = "Put the structure file and its words files into the archive, without anything else."


@dataclass(frozen=True, slots=True)
class Bundle:
    """Where the parts lie now. crosswalk: None when there is none. left_out: files that are no part of it."""

    structure: Path
    crosswalk: Path | None
    left_out: tuple[Fault, ...]


def unpack_bundle(*, path: Path, folder: Path) -> Bundle:
    """Unpack the YAML files of an archive into an empty folder; folders inside the archive do not matter.

    Raises InstrumentFaults for an archive that is damaged, would unfold to too much, points outside itself,
    holds links or one name twice, or does not hold exactly one structure file.
    """
    content = file_content(path=path, kind=BUNDLE)
    parts = unpacked_parts(
        path=path, content=content, kind=BUNDLE, check=lambda infos: _check_names(path, infos)
    )
    wanted = {PurePosixPath(name).name: name for name in parts if _is_wanted(name)}
    for name, part in wanted.items():
        (folder / name).write_bytes(parts[part])
    crosswalk = folder / CROSSWALK
    return Bundle(
        structure=_structure(path, folder),
        crosswalk=crosswalk if crosswalk.is_file() else None,
        left_out=tuple(_left_out(path, parts)),
    )


def _check_names(path: Path, parts: Sequence[ZipInfo]) -> None:
    for part in parts:
        shown = part.filename[:60]
        if (
            "\\" in part.filename
            or part.filename.startswith("/")
            or ".." in PurePosixPath(part.filename).parts
        ):
            raise refused(path=path, what=f"“{shown}” points out of the archive.", remedy=_WHOLE)
        if stat.S_ISLNK(part.external_attr >> 16):
            raise refused(path=path, what=f"“{shown}” is a link, not a file.", remedy=_WHOLE)
    names = [PurePosixPath(part.filename).name for part in parts if _is_wanted(part.filename)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        raise refused(path=path, what=f"There are several files called {name}.", remedy="Keep one.")


def _is_wanted(name: str) -> bool:
    return PLAIN.fullmatch(PurePosixPath(name).name) is not None and not _is_clutter(name)


def _is_clutter(name: str) -> bool:
    """What systems add on their own: folders, hidden files."""
    return name.endswith("/") or any(part.startswith((".", "__")) for part in PurePosixPath(name).parts)


def _structure(path: Path, folder: Path) -> Path:
    found = structure_files(folder=folder)
    if len(found) == 1:
        return found[0]
    names = ", ".join(file.name for file in found)
    what = f"The archive holds several structure files: {names}." if found else "There is no structure file."
    remedy = "Put each version into an archive of its own." if found else "Its name is like 2026.yaml."
    raise refused(path=path, what=what, remedy=remedy)


def _left_out(path: Path, names: Iterable[str]) -> list[Fault]:
    strange = sorted(name for name in names if not _is_wanted(name) and not _is_clutter(name))
    remedy = "Names of parts are like 2026.yaml and 2026.nb.yaml."
    return [Fault(path.name, 1, f"{name[:60]} is left out.", remedy) for name in strange]


def pack_bundle(*, files: Mapping[str, str]) -> bytes:
    """An archive of texts by file name. The same files give the same archive."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)  # no clock: ZipInfo is dated 1980
    return target.getvalue()
