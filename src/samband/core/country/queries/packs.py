# SPDX-License-Identifier: EUPL-1.2
"""From a folder of data files to a checked pack."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from samband import packs
from samband.core.country.queries.checks import check
from samband.core.country.queries.description import read_description
from samband.core.country.queries.tables import (
    read_authorities,
    read_population_cells,
    read_populations,
    read_successions,
    read_weights,
)
from samband.core.country.rules import Description, Fault, Pack, PackFaults, UnknownPack

PACKS = Path(next(iter(packs.__path__)))
FILES = (
    "pack.yaml", "authorities.csv", "successions.csv", "population.csv", "population_by_sex_and_age.csv",
)  # fmt: skip
WEIGHTS = "weights.csv"
"""May be left out: published shares of divided units are rare."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def available_packs(*, root: Path = PACKS) -> tuple[str, ...]:
    """Names of the packs that are installed."""
    return tuple(sorted(file.parent.name for file in root.glob("*/pack.yaml")))


def load_pack(*, name: str, root: Path = PACKS) -> Pack:
    """Read and check a whole pack that is installed (Norway: 0.2 s).

    Raises UnknownPack, and PackFaults with every fault of the pack, each with file and line.
    """
    return read_pack(folder=_folder(name, root))


def read_pack(*, folder: Path) -> Pack:
    """Read and check the pack in a folder, wherever it lies. Raises PackFaults with every fault, in order."""
    faults: list[Fault] = list(_missing(folder))
    pack = _read(folder, faults) if not faults else None
    if pack is not None:
        broken = {fault.file for fault in faults}
        faults.extend(check(pack=pack, broken=broken))
    if faults or pack is None:
        raise PackFaults(tuple(sorted((_located(fault, folder) for fault in faults), key=_place)))
    return pack


def chosen_pack(*, country: str) -> Pack:
    """The pack that an installation chose: the name of an installed one, or the path of a folder.

    Only for what the administrator of the machine wrote: a path reads any folder.
    Raises UnknownPack and PackFaults.
    """
    return read_pack(folder=chosen_folder(country=country))


def chosen_description(*, country: str) -> Description:
    """``pack.yaml`` alone of the pack that an installation chose. Raises as ``chosen_pack``."""
    return _description(chosen_folder(country=country))


def chosen_folder(*, country: str) -> Path:
    """Where the pack lies that an installation chose. Raises UnknownPack."""
    folder = Path(country).expanduser()
    if len(folder.parts) == 1 and not country.startswith("."):
        return _folder(country, PACKS)
    if not (folder / "pack.yaml").is_file():
        raise UnknownPack(country, available_packs())
    return folder


def load_description(*, name: str, root: Path = PACKS) -> Description:
    """Read ``pack.yaml`` alone: sources, terms, size classes. Remembered after the first time.

    Raises UnknownPack and PackFaults.
    """
    return _description(_folder(name, root))


@cache
def _description(folder: Path) -> Description:
    if missing := tuple(_missing(folder)):
        raise PackFaults(missing)
    return read_description(file=folder / "pack.yaml")


def _read(folder: Path, faults: list[Fault]) -> Pack | None:
    """The good rows; what is wrong goes to faults. None when pack.yaml itself cannot be read."""
    tables = (
        tuple(read_authorities(file=folder / "authorities.csv", faults=faults)),
        tuple(read_successions(file=folder / "successions.csv", faults=faults)),
        tuple(read_populations(file=folder / "population.csv", faults=faults)),
        tuple(read_population_cells(file=folder / "population_by_sex_and_age.csv", faults=faults)),
    )
    has_weights = (folder / WEIGHTS).is_file()
    weights = tuple(read_weights(file=folder / WEIGHTS, faults=faults)) if has_weights else ()
    try:
        description = read_description(file=folder / "pack.yaml")
    except PackFaults as found:
        faults.extend(found.faults)
        return None
    return Pack(description, *tables, _digest(folder), weights)


def _located(fault: Fault, folder: Path) -> Fault:
    """A fault about a code gets the line on which the code stands first."""
    if fault.line or not fault.about:
        return fault
    with (folder / fault.file).open(encoding="utf-8") as rows:
        found = (line for line, row in enumerate(rows, start=1) if row.partition(",")[0] == fault.about)
        return replace(fault, line=next(found, 0))


def _place(fault: Fault) -> tuple[int, str, int]:
    first = FILES.index(fault.file) if fault.file in FILES else len(FILES)
    return first, fault.file, fault.line


def _folder(name: str, root: Path) -> Path:
    """A name is never a path: nothing outside the folder of packs can be read."""
    known = available_packs(root=root)
    if not _NAME.fullmatch(name) or name not in known:
        raise UnknownPack(name, known)
    return root / name


def _missing(folder: Path) -> Iterator[Fault]:
    for file in FILES:
        if not (folder / file).is_file():
            yield Fault(file, 0, "the file is missing. Add it, with its header line at least.")


def _digest(folder: Path) -> str:
    digest = sha256()
    for file in (*FILES, WEIGHTS):
        if (folder / file).is_file():
            digest.update(f"{file}\n".encode())
            digest.update(sha256((folder / file).read_bytes()).digest())
    return digest.hexdigest()
