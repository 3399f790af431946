# SPDX-License-Identifier: EUPL-1.2
"""Take in a questionnaire of the association: look at it first, then add it for good."""

import json
import secrets
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.engines.instrument import Instrument, load_instrument, write_instrument
from samband.engines.instrument.archive import LARGEST_FILE_BYTES
from samband.engines.instrument.loading import CROSSWALK, names_a_language
from samband.tools.surveys.analysis.uploads import Names, Upload, read_upload, with_groups
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.instruments import instrument as known_instrument
from samband.tools.surveys.queries.instruments import instruments, known_files, own_folder
from samband.tools.surveys.queries.received import (
    CROSSWALK_TEXT,
    REFUSALS,
    STEM,
    received,
    received_folder,
)
from samband.tools.surveys.rules import RUN_WAVES, can_be_asked

KEEP_DAYS = 2
"""So long a file waits to be added."""

_ADDING = Lock()
"""Two people do not add one version at once: one process serves the pages."""


class InstrumentExists(ValueError):  # noqa: N818  it names the fact
    """What was asked under this name must stay as it is."""

    def __init__(self, instrument: Instrument, *, is_the_same: bool) -> None:
        same = gettext("%(code)s %(version)s is here already, word for word. There is nothing to add.")
        other = gettext(
            "There is already a version %(version)s of %(code)s, and it asks something else. A version never "
            "changes: a changed wording is a new version. Write another version, or another code, in the "
            "file."
        )
        words = same if is_the_same else other
        super().__init__(words % {"code": instrument.code, "version": instrument.version})


def receive_instrument(
    *, file: BinaryIO, filename: str, groups: Sequence[str] = (), by: Actor, at: datetime
) -> str:
    """Read a file and keep what it says until somebody adds or discards it; return the name of the upload.

    groups: who is asked when the file does not say. Nothing can be asked from it yet.
    Raises InstrumentFaults with every fault, InstrumentExists, NotAllowed.
    """
    require(actor=by, permission=RUN_WAVES)
    _remove_old(at)
    with TemporaryDirectory() as folder:
        path = _kept(file, Path(folder) / "sent", filename)
        inside = Path(folder) / "inside"
        inside.mkdir()
        read = read_upload(path=path, folder=inside, known=known_files())
    read = with_groups(upload=read, groups=groups, names=_group_names(), filename=path.name)
    _check_free(read.instrument)
    return _keep(read)


@transaction.atomic
def add_instrument(*, instrument: Instrument, crosswalk: str = "", by: Actor, at: datetime) -> Instrument:
    """Keep an instrument in the home folder, where waves find it. crosswalk: checked text, or ''.

    A crosswalk stands in for an earlier one of the same instrument. Raises InstrumentExists, NotAllowed,
    UnfitFileName.
    """
    require(actor=by, permission=RUN_WAVES)
    with _ADDING:
        _check_free(instrument)
        details = {
            "digest": instrument.digest,
            "items": len(instrument.items),
            "languages": list(instrument.languages),
            "crosswalk": bool(crosswalk),
        }
        about = f"surveys.instrument:{instrument.code}/{instrument.version}"
        record(event="surveys.instrument_added", by=by.reference, at=at, about=about, details=details)
        _store(instrument, crosswalk)
    return known_instrument(code=instrument.code, version=instrument.version)


def discard_received(*, upload: str, by: Actor) -> None:
    """Forget a file that waits. Raises NoSuchUpload, NotAllowed."""
    received(actor=by, upload=upload)
    shutil.rmtree(received_folder() / upload)


def _check_free(instrument: Instrument) -> None:
    name = (instrument.code, instrument.version)
    if name in known_files():
        there = known_instrument(code=instrument.code, version=instrument.version)
        raise InstrumentExists(instrument, is_the_same=there.digest == instrument.digest)
    if Wave.objects.filter(instrument_code=instrument.code, instrument_version=instrument.version).exists():
        raise InstrumentExists(instrument, is_the_same=False)


def _kept(file: BinaryIO, folder: Path, filename: str) -> Path:
    """Under its own name, which faults then bear; only its last part counts."""
    folder.mkdir()
    path = folder / (Path(filename.replace("\\", "/")).name[-100:].strip(". \0") or "file")
    path.write_bytes(file.read(LARGEST_FILE_BYTES + 1))
    return path


def _group_names() -> Names:
    """What inhabitants and councillors are called in the languages of the instruments that ask them."""
    names: dict[str, dict[str, str]] = {}
    for one in instruments():
        for language, words in one.words.items() if can_be_asked(groups=one.groups) else ():
            names.setdefault(language, {}).update(words.groups)
    return names


def _keep(read: Upload) -> str:
    folder = received_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    draft = folder / f"{name}.part"
    draft.mkdir(mode=0o700)
    write_instrument(instrument=read.instrument, folder=draft, stem=STEM)
    refusals = [[one.file, one.line, one.what, one.remedy] for one in read.refusals]
    (draft / REFUSALS).write_text(json.dumps(refusals), encoding="utf-8")
    (draft / CROSSWALK_TEXT).write_text(read.crosswalk, encoding="utf-8")
    draft.rename(folder / name)
    return name


def _remove_old(at: datetime) -> None:
    folder, oldest = received_folder(), (at - timedelta(days=KEEP_DAYS)).timestamp()
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < oldest:
            shutil.rmtree(path, ignore_errors=True)


def _store(instrument: Instrument, crosswalk: str) -> None:
    """The structure comes last: until then there is no such version."""
    target = own_folder() / instrument.code
    target.mkdir(parents=True, exist_ok=True)
    _remove_strays(target, instrument.version)
    with TemporaryDirectory(dir=own_folder().parent, prefix=".instrument-") as folder:
        structure, *words = write_instrument(instrument=instrument, folder=Path(folder))
        _check_written(structure, instrument)
        for path in (*words, structure):
            path.replace(target / path.name)
        if crosswalk:
            draft = Path(folder) / CROSSWALK
            draft.write_text(crosswalk, encoding="utf-8")
            draft.replace(target / CROSSWALK)


def _remove_strays(folder: Path, version: str) -> None:
    """Words without structure, from a machine that stopped half-way."""
    for path in folder.glob("*.yaml"):
        if names_a_language(path.stem) and path.stem.rpartition(".")[0] == version:
            path.unlink()


def _check_written(structure: Path, instrument: Instrument) -> None:
    if load_instrument(structure).digest != instrument.digest:
        raise RuntimeError(f"{structure.name} does not load to the same digest; nothing was added.")
