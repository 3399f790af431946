# SPDX-License-Identifier: EUPL-1.2
"""Instruments: those that come with the tool, and those of the association. Public facts.

``instruments/<code>/<version>.yaml`` with words files beside it: in the package, and in the home folder.
"""

import logging
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from samband.engines.instrument import (
    Crosswalk,
    Instrument,
    InstrumentFaults,
    instrument_files,
    load_crosswalk,
    load_instrument,
    pack_bundle,
    structure_files,
    words_files,
    write_xlsform,
)
from samband.engines.instrument.loading import CROSSWALK
from samband.engines.microdata import questionnaire_codebook

FOLDER = Path(__file__).parent.parent / "instruments"

Name = tuple[str, str]
"""Code and version."""
Stamp = tuple[tuple[str, int, int], ...]

_log = logging.getLogger(__name__)


class UnknownInstrument(LookupError):  # noqa: N818  it names the fact
    """There is no such instrument, or not in that version."""

    def __init__(self, code: str, version: str) -> None:
        known = ", ".join(f"{code} {version}" for code, version in sorted(known_files()))
        super().__init__(f"There is no instrument {code} {version}. Known: {known}.")


def instrument(*, code: str, version: str) -> Instrument:
    """One version of an instrument, loaded once while its files stay the same.

    Raises UnknownInstrument; InstrumentFaults when somebody has damaged a file in the home folder.
    """
    path = known_files().get((code, version))
    if path is None:
        raise UnknownInstrument(code, version)
    return _loaded(path, _stamp(path, *words_files(path=path).values()))


def instruments() -> tuple[Instrument, ...]:
    """All versions of all instruments, by code, oldest first. A damaged file is logged and passed over."""
    loaded = (_sound(code, version) for code, version in known_files())
    return tuple(sorted((one for one in loaded if one), key=lambda one: (one.code, one.valid_from)))


def own_instruments() -> frozenset[Name]:
    """Those that the association has added itself."""
    return frozenset(_files_in(own_folder()))


def crosswalk(*, code: str) -> Crosswalk | None:
    """What became of each item from version to version; None when the instrument has no crosswalk.

    One that the association has added stands in for the one that comes with the tool.
    """
    path = crosswalk_file(code=code)
    if path is None:
        return None
    versions = versions_of(code=code)
    words = [file for one in versions.values() for file in words_files(path=one).values()]
    return _loaded_crosswalk(path, tuple(versions.items()), _stamp(path, *versions.values(), *words))


def crosswalk_file(*, code: str) -> Path | None:
    places = (own_folder() / code / CROSSWALK, FOLDER / code / CROSSWALK)
    return next((path for path in places if path.is_file()), None)


def versions_of(*, code: str) -> Mapping[str, Path]:
    """Version -> structure file."""
    return {version: path for (one, version), path in known_files().items() if one == code}


def known_files() -> Mapping[Name, Path]:
    """Structure files. What comes with the tool cannot be replaced in the home folder."""
    return {**_files_in(own_folder()), **_shipped_files()}


def own_folder() -> Path:
    """Where the association's own instruments lie."""
    return Path(settings.SAMBAND_HOME) / "instruments"


def instrument_form(*, code: str, version: str) -> bytes:
    """The instrument as an XLSForm workbook. Raises UnknownInstrument."""
    asked = instrument(code=code, version=version)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_xlsform(instrument=asked, path=path)
        return path.read_bytes()


def instrument_codebook(*, code: str, version: str) -> bytes:
    """What is asked as DDI-Codebook 2.5, in all languages. Raises UnknownInstrument."""
    return questionnaire_codebook(instrument=instrument(code=code, version=version))


def instrument_archive(*, code: str, version: str) -> bytes:
    """Structure, words and the crosswalk of the instrument, if it has one. Raises UnknownInstrument."""
    files = instrument_files(instrument=instrument(code=code, version=version))
    joined = crosswalk_file(code=code)
    if joined:
        files[CROSSWALK] = joined.read_text(encoding="utf-8")
    return pack_bundle(files=files)


def _sound(code: str, version: str) -> Instrument | None:
    try:
        found = instrument(code=code, version=version)
    except InstrumentFaults as damaged:
        _log.warning("The instrument %s %s cannot be read:\n%s", code, version, damaged)
        return None
    return found if (found.code, found.version) == (code, version) else None


@cache
def _shipped_files() -> Mapping[Name, Path]:
    return _files_in(FOLDER)


def _files_in(folder: Path) -> dict[Name, Path]:
    codes = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ()
    return {(code.name, path.stem): path for code in codes for path in structure_files(folder=code)}


def _stamp(*paths: Path) -> Stamp:
    """Changes when a file does; another home folder has other paths."""
    stats = ((path, path.stat()) for path in sorted(paths))
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=128)
def _loaded(path: Path, stamp: Stamp) -> Instrument:  # noqa: ARG001  it tells old content from new
    return load_instrument(path)


@lru_cache(maxsize=32)
def _loaded_crosswalk(path: Path, versions: tuple[tuple[str, Path], ...], stamp: Stamp) -> Crosswalk:  # noqa: ARG001
    return load_crosswalk(path=path, versions=dict(versions))
