# SPDX-License-Identifier: EUPL-1.2
"""From a folder of data files to a checked pack."""

import re
from collections.abc import Iterator
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
)
from samband.core.country.rules import Description, Fault, Pack, PackFaults, UnknownPack

PACKS = Path(next(iter(packs.__path__)))
FILES = (
    "pack.yaml", "authorities.csv", "successions.csv", "population.csv", "population_by_sex_and_age.csv",
)  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def available_packs(*, root: Path = PACKS) -> tuple[str, ...]:
    """Names of the packs that are installed."""
    return tuple(sorted(file.parent.name for file in root.glob("*/pack.yaml")))


def load_pack(*, name: str, root: Path = PACKS) -> Pack:
    """Read and check the whole pack (about 50 ms for Norway).

    Raises UnknownPack, and PackFaults with every fault of the pack, each with file and line.
    """
    folder = _folder(name, root)
    description = _description(folder)
    faults: list[Fault] = []
    pack = Pack(
        description,
        tuple(read_authorities(file=folder / "authorities.csv", faults=faults)),
        tuple(read_successions(file=folder / "successions.csv", faults=faults)),
        tuple(read_populations(file=folder / "population.csv", faults=faults)),
        tuple(read_population_cells(file=folder / "population_by_sex_and_age.csv", faults=faults)),
        _digest(folder),
    )
    if faults := faults or list(check(pack=pack)):
        raise PackFaults(tuple(faults))
    return pack


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
    for file in FILES:
        digest.update(f"{file}\n".encode())
        digest.update(sha256((folder / file).read_bytes()).digest())
    return digest.hexdigest()
