# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire that somebody has sent in: XLSForm, LimeSurvey, YAML, or an archive of YAML files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from samband.engines.instrument import (
    Instrument,
    InstrumentFaults,
    UnfitFileName,
    Words,
    instrument_files,
    load_crosswalk,
    load_instrument,
    read_limesurvey,
    read_xlsform,
    unpack_bundle,
)
from samband.engines.instrument.digest import digest_of
from samband.engines.rule_files import Fault

KINDS = (".xlsx", ".lss", ".yaml", ".zip")
Names = Mapping[str, Mapping[str, str]]
"""Language -> group -> what the group is called."""


@dataclass(frozen=True, slots=True)
class Upload:
    """refusals: what was left out or assumed. crosswalk: the text of its file; '' when there is none."""

    instrument: Instrument
    refusals: tuple[Fault, ...] = ()
    crosswalk: str = ""


def read_upload(*, path: Path, folder: Path, known: Mapping[tuple[str, str], Path]) -> Upload:
    """Read the file; its name tells what it is. folder: empty, for what an archive holds.

    known: (code, version) -> structure file of what is here already, for the crosswalk.
    Raises InstrumentFaults with every fault.
    """
    kind = path.suffix.lower()
    if kind not in KINDS:
        what = f"Files ending in “{kind[:10]}” cannot be read."
        raise InstrumentFaults([Fault(path.name, 1, what, f"Choose one of {', '.join(KINDS)}.")])
    read = _read_archive(path, folder, known) if kind == ".zip" else _read_file(path, kind)
    try:
        instrument_files(instrument=read.instrument)
    except UnfitFileName as unfit:
        raise InstrumentFaults([Fault(path.name, 1, str(unfit), "")]) from None
    return read


def _read_file(path: Path, kind: str) -> Upload:
    if kind in (".xlsx", ".lss"):
        form = read_xlsform(path) if kind == ".xlsx" else read_limesurvey(path)
        return Upload(form.instrument, form.refusals)
    return Upload(load_instrument(path))


def _read_archive(path: Path, folder: Path, known: Mapping[tuple[str, str], Path]) -> Upload:
    bundle = unpack_bundle(path=path, folder=folder)
    found = load_instrument(bundle.structure)
    if bundle.crosswalk is None:
        return Upload(found, bundle.left_out)
    versions = {version: file for (code, version), file in known.items() if code == found.code}
    joined = load_crosswalk(path=bundle.crosswalk, versions={**versions, found.version: bundle.structure})
    if joined.code != found.code:
        what = f"The crosswalk is of {joined.code}, the questionnaire is {found.code}."
        raise InstrumentFaults([Fault(bundle.crosswalk.name, 1, what, "Correct it or take it out.")])
    return Upload(found, bundle.left_out, bundle.crosswalk.read_text(encoding="utf-8"))


def with_groups(*, upload: Upload, groups: Sequence[str], names: Names, filename: str) -> Upload:
    """The same, asked of these groups when it does not say of whom; then that is one of its refusals."""
    bare = upload.instrument
    if bare.groups or not groups:
        return upload
    words = {language: _naming(spoken, groups, names) for language, spoken in bare.words.items()}
    asked = replace(bare, groups=tuple(groups), words=words)
    what = f"The file does not say who is asked; {' and '.join(groups)} are taken."
    assumed = Fault(filename, 1, what, "Name the groups in the file to have others.")
    refusals = (*upload.refusals, assumed)
    return replace(upload, instrument=replace(asked, digest=digest_of(asked)), refusals=refusals)


def _naming(spoken: Words, groups: Sequence[str], names: Names) -> Words:
    """In its own language where the names are known, else in English."""
    called = names.get(spoken.language) or names.get("en", {})
    return replace(spoken, groups={group: called.get(group, group) for group in groups})
