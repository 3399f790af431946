# SPDX-License-Identifier: EUPL-1.2
"""The lines of samband.env: which of them are secrets, and how two files become one."""

import re
from collections.abc import Mapping
from pathlib import Path

from samband.cli.init import CONFIGURATION as HEADING

SECRET = re.compile(r"KEY|SECRET|PASSWORD|TOKEN|CREDENTIAL|_URL$")
NAME = re.compile(r"SAMBAND_[A-Z0-9_]+")


def read(*, file: Path) -> dict[str, str]:
    """Name -> value; nothing when there is no file."""
    return parsed(text=file.read_text(encoding="utf-8")) if file.exists() else {}


def parsed(*, text: str) -> dict[str, str]:
    """As the settings read it: blank lines, comments and what is no variable of ours are skipped."""
    pairs = (line.partition("=") for line in text.splitlines() if not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs if NAME.fullmatch(name.strip())}


def without_secrets(*, lines: Mapping[str, str]) -> dict[str, str]:
    """Without the signing key, passwords, and addresses that may hold one, such as the database's."""
    return {name: value for name, value in lines.items() if not SECRET.search(name)}


def written(*, lines: Mapping[str, str]) -> str:
    return HEADING + "".join(f"{name}={value}\n" for name, value in lines.items())
