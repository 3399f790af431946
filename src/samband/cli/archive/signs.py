# SPDX-License-Identifier: EUPL-1.2
"""What commands leave behind for the health page, in a folder of the home."""

import json
import time
from datetime import datetime
from pathlib import Path

from samband.core.web.rules import SIGNS


def sign_backup(*, home: Path, at: datetime, size: int) -> None:
    """A backup of this home was finished. size: bytes."""
    _sign(home, "backup", {"at": at.isoformat(), "bytes": size})


def sign_rehearsal(*, home: Path, at: datetime) -> None:
    """A backup was restored elsewhere and its pages opened."""
    _sign(home, "rehearsal", {"at": at.isoformat()})


def worker_seconds_ago(*, home: Path) -> float | None:
    """How long ago the worker of this home said that it lives; None when it never did."""
    sign = home / SIGNS / "worker"
    return max(0.0, time.time() - sign.stat().st_mtime) if sign.exists() else None


def _sign(home: Path, name: str, told: dict[str, object]) -> None:
    folder = home / SIGNS
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f".{name}"
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.replace(folder / f"{name}.json")
