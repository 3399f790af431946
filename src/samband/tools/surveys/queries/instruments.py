# SPDX-License-Identifier: EUPL-1.2
"""The instruments that come with the tool: ``instruments/<code>/<version>.yaml``. Public facts."""

from functools import cache
from pathlib import Path

from samband.engines.instrument import Crosswalk, Instrument, load_crosswalk
from samband.engines.instrument.loading import load_instrument

FOLDER = Path(__file__).parent.parent / "instruments"


class UnknownInstrument(LookupError):  # noqa: N818  it names the fact
    """There is no such instrument, or not in that version."""

    def __init__(self, code: str, version: str) -> None:
        known = ", ".join(f"{code} {version}" for code, version in _names())
        super().__init__(f"There is no instrument {code} {version}. Known: {known}.")


@cache
def instrument(*, code: str, version: str) -> Instrument:
    """One version of an instrument, loaded once. Raises UnknownInstrument."""
    if (code, version) not in _names():
        raise UnknownInstrument(code, version)
    return load_instrument(FOLDER / code / f"{version}.yaml")


def instruments() -> tuple[Instrument, ...]:
    """All versions of all instruments, by code, oldest first."""
    loaded = (instrument(code=code, version=version) for code, version in _names())
    return tuple(sorted(loaded, key=lambda one: (one.code, one.valid_from)))


@cache
def crosswalk(*, code: str) -> Crosswalk | None:
    """What became of each item from version to version; None when the instrument has no crosswalk."""
    path = FOLDER / code / "crosswalk.yaml"
    return load_crosswalk(path) if path.is_file() else None


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Structure files: those without a language before their ending, crosswalks aside."""
    files = (path for path in FOLDER.glob("*/*.yaml") if "." not in path.stem and path.stem != "crosswalk")
    return tuple(sorted((path.parent.name, path.stem) for path in files))
