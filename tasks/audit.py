# SPDX-License-Identifier: EUPL-1.2
"""What we depend on, looked at: ``python -m tasks.audit [--offline]``.

In the repository: every pin has its hashes, every range a pin, every licence is one that we take, every
static package its integrity. From the package index that pip is configured with: is a version yanked, is a
weakness known. What could not be asked is said, and is not the same as nothing found.

Exit code 0: all in order. 1: a fault. 3: in order as far as it was looked at, but not everything was.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

ROOT: Final = Path(__file__).resolve().parent.parent
IN_ORDER, FAULTY, NOT_ALL_CHECKED = 0, 1, 3
TIMEOUT_SECONDS: Final = 20.0

ALLOWED: Final = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EUPL-1.2", "ISC", "MIT",
        "MIT-0", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib",
        # As classifiers of older packages call them.
        "Apache Software License", "BSD License", "ISC License (ISCL)", "MIT License",
        "Mozilla Public License 2.0 (MPL 2.0)", "Python Software Foundation License",
    }
)  # fmt: skip
"""Licences that ask for no more than naming the authors, or for changes to the package's own files alone."""

EXCEPTIONS: Final[Mapping[str, str]] = {
    "psycopg": "LGPL-3.0: a library that we use unchanged and that anybody may exchange",
    "psycopg-binary": "LGPL-3.0: as psycopg",
    "qrcode": "BSD; its second classifier, Other, is the notice of the trade mark",
    "fido2": "BSD-2-Clause; two of its files are Apache-2.0 and MPL-2.0",
    "scipy": "BSD-3-Clause, given as a text",
    "colorama": "BSD-3-Clause; on Windows alone, so not installed here",
    "tzdata": "Apache-2.0; on Windows alone, so not installed here",
}
"""Package -> why it is taken although its metadata does not say an allowed licence."""

ACCEPTED: Final[Mapping[str, tuple[str, date]]] = {}
"""Known weakness -> why it does not concern us, and until when we may say so."""

PIN: Final = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)")
HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
SHA512: Final = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a file of requirements. condition: when it is installed; empty for always."""

    name: str
    version: str
    condition: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found from outside. not_checked: why something could not be asked; empty when all was."""

    faults: tuple[str, ...] = ()
    not_checked: str = ""


def normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins_of(*, text: str) -> tuple[tuple[Pin, ...], tuple[str, ...]]:
    """Pins, and what is wrong with the lines."""
    pins, faults = [], []
    for block in re.split(r"\n(?=\S)", text.strip("\n")):
        line = block.partition("\n")[0].rstrip(" \\")
        if not line or line.startswith("#"):
            continue
        found = PIN.match(line)
        if found is None:
            faults.append(f"“{line[:60]}” is no pin of one version")
            continue
        if not HASH.search(block):
            faults.append(f"{found[1]} has no SHA-256 hash")
        pins.append(Pin(normal(found[1]), found[2], line.partition(";")[2].strip()))
    return tuple(pins), tuple(faults)


def unpinned(*, ranges: Iterable[str], pins: Iterable[Pin]) -> Iterator[str]:
    """Packages that pyproject.toml names and no pin holds."""
    pinned = {pin.name for pin in pins}
    for each in ranges:
        name = normal(re.split(r"[^\w.-]", each, maxsplit=1)[0])
        if name not in pinned:
            yield f"{name} is named in pyproject.toml but has no pin: make pins"


def licence_faults(*, names: Iterable[str], told: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    """told: name -> what its metadata says, one entry for each licence that holds at once."""
    names = set(names)
    for name in sorted(names - EXCEPTIONS.keys()):
        licences = told(name)
        if not licences:
            yield f"{name} is not installed here, so nobody saw its licence. Install it, or write it down."
        elif refused := [each for each in licences if not is_allowed(expression=each)]:
            yield f"{name} has a licence that we do not take: {', '.join(refused)}"
    yield from (
        f"{name} is excepted in tasks/audit.py but not used any more"
        for name in sorted(EXCEPTIONS.keys() - names)
    )


def is_allowed(*, expression: str) -> bool:
    """An SPDX expression: of what is joined by OR one is enough; of what is joined by AND, all."""
    plain = re.sub(r"[()]", " ", expression) if re.search(r"\s(AND|OR)\s", expression) else expression
    return any(
        all(part.strip() in ALLOWED for part in re.split(r"\sAND\s", each))
        for each in re.split(r"\sOR\s", plain)
    )


def licences_of(name: str) -> tuple[str, ...]:
    """What the installed package says: its expression, else its classifiers, else its short text."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ()
    if expression := about.get("License-Expression"):
        return (expression,)
    classifiers = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if "License ::" in line
    ]
    return tuple(classifiers) or ((about.get("License") or "no licence at all").strip().partition("\n")[0],)


def static_faults(*, lock: Mapping[str, Any]) -> Iterator[str]:
    """package-lock.json: each package its SHA-512, and a licence that we take."""
    for path, package in lock["packages"].items():
        if not path:
            continue
        name = path.removeprefix("node_modules/")
        if not SHA512.fullmatch(package.get("integrity", "")):
            yield f"{name} has no integrity in package-lock.json"
        if not is_allowed(expression=package.get("license", "")):
            yield f"{name} has a licence that we do not take: {package.get('license') or 'none'}"


def weaknesses(*, pins: Iterable[Pin], fetch: Callable[[str, str], Any], today: date) -> Answer:
    """fetch: name, version -> what the index knows; raises OSError or ValueError when it does not answer.

    The first question decides whether there is a source at all: nobody is asked a hundred times in vain.
    """
    faults: list[str] = []
    silent: list[str] = []
    for pin in pins:
        try:
            told = fetch(pin.name, pin.version)
            faults += [f"{pin}: {each}" for each in _known(told["vulnerabilities"], today)]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
            if not faults and not silent and pin is next(iter(pins)):
                return Answer(not_checked=f"known weaknesses: no source reached ({fault})")
            silent.append(str(pin))
    missing = f"known weaknesses of {', '.join(silent)}: the source did not answer" if silent else ""
    return Answer(tuple(faults), missing)


def _known(vulnerabilities: Iterable[Mapping[str, Any]], today: date) -> Iterator[str]:
    for each in vulnerabilities:
        names = [each["id"], *each.get("aliases", [])]
        accepted = next((ACCEPTED[name] for name in names if name in ACCEPTED), None)
        if each.get("withdrawn") or (accepted and today < accepted[1]):
            continue
        mended = ", ".join(each.get("fixed_in") or []) or "nothing yet"
        yield f"{' = '.join(names)} is known; mended in {mended}"


def yanked(*, pins: Iterable[Pin], ask: Callable[[str], tuple[int, str]]) -> Answer:
    """ask: lines of requirements -> exit code and what pip printed; pip warns of a yanked version."""
    lines = "\n".join(
        f"{pin.name}=={pin.version}{f' ; {pin.condition}' * bool(pin.condition)}" for pin in pins
    )
    code, printed = ask(lines)
    found = tuple(line.strip() for line in printed.splitlines() if "yanked version" in line)
    if found:
        return Answer(found)
    if code:
        last = next((line for line in reversed(printed.splitlines()) if line.strip()), "pip failed")
        return Answer(not_checked=f"yanked versions: no source reached ({last.strip()[:120]})")
    return Answer()


def _ask_pip(lines: str) -> tuple[int, str]:
    pip = _pip()
    if not pip:
        return 1, "there is no pip here"
    words = [
        "install",
        "--dry-run",
        "--no-deps",
        "--ignore-installed",
        "--quiet",
        "--disable-pip-version-check",
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(lines)
        file.flush()
        done = subprocess.run(
            [*pip, "-m", "pip", *words, "-r", file.name], capture_output=True, text=True, check=False
        )
    return done.returncode, done.stdout + done.stderr


def _pip() -> list[str]:
    """A Python that has pip: ours, else the system's."""
    for python in (sys.executable, "python3"):
        asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
        if asked.returncode == 0:
            return [python]
    return []


def _fetch(name: str, version: str) -> Any:  # noqa: ANN401
    """What the index that pip is configured with knows of a version: its JSON beside its simple pages."""
    with urlopen(f"{_index()}/{name}/{version}/json", timeout=TIMEOUT_SECONDS) as answer:
        return json.load(answer)


@cache
def _index() -> str:
    pip = _pip()
    if not pip:
        raise URLError("there is no pip here, and so no configured index")
    configured = os.environ.get("PIP_INDEX_URL") or _printed(
        [*pip, "-m", "pip", "config", "get", "global.index-url"]
    )
    if configured:
        return re.sub(r"/simple/?$", "", configured) + "/pypi"
    return _printed([*pip, "-c", "from pip._internal.models.index import PyPI; print(PyPI.pypi_url)"])


def _printed(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def faults_inside() -> Iterator[str]:
    """What the repository itself shows, and the pins that run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    ranges = {"run": [*project["project"]["dependencies"], *groups["build"]]}
    ranges["dev"] = [*ranges["run"], *groups["test"], *groups["check"]]
    ranges["bench"] = [*ranges["dev"], *groups["bench"]]
    ranges["spark"] = [*ranges["dev"], *groups["spark"]]
    for group, wanted in ranges.items():
        pins, faults = pins_of(text=(ROOT / "requirements" / f"{group}.txt").read_text("utf-8"))
        yield from (f"requirements/{group}.txt: {fault}" for fault in faults)
        yield from unpinned(ranges=wanted, pins=pins)
    yield from licence_faults(names={pin.name for pin in running()}, told=licences_of)
    yield from static_faults(lock=json.loads((ROOT / "package-lock.json").read_text("utf-8")))


def running() -> tuple[Pin, ...]:
    """The pins of what an installation runs."""
    return pins_of(text=(ROOT / "requirements" / "run.txt").read_text("utf-8"))[0]


def main(words: list[str]) -> int:
    """Print what is wrong and what was not looked at; see the exit codes above."""
    parser = ArgumentParser(prog="python -m tasks.audit", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="only what the repository itself shows")
    offline = parser.parse_args(words).offline
    answers = [Answer(tuple(faults_inside()))]
    if not offline:
        answers.append(yanked(pins=running(), ask=_ask_pip))
        answers.append(weaknesses(pins=running(), fetch=_fetch, today=date.today()))  # noqa: DTZ011
    return told(answers=answers, count=len(running()))


def told(*, answers: Iterable[Answer], count: int) -> int:
    """Print the answers and return the exit code."""
    answers = list(answers)
    faults = [fault for answer in answers for fault in answer.faults]
    for fault in faults:
        print(f"audit: {fault}")
    for answer in answers:
        if answer.not_checked:
            print(f"audit: NOT CHECKED: {answer.not_checked}")
    if faults:
        return FAULTY
    if any(answer.not_checked for answer in answers):
        return NOT_ALL_CHECKED
    print(f"audit: {count} packages that run are in order.")
    return IN_ORDER


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
