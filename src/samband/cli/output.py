# SPDX-License-Identifier: EUPL-1.2
"""Files that a command writes."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_file(*, path: Path) -> Iterator[TextIO]:
    """UTF-8 text that comes to stand at the path whole or not at all: it is written beside it first.

    What is no ordinary file, as /dev/null or a pipe, is never put aside but written into as it is. No link is
    followed, at the path or where it is written first.
    """
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    beside = path.with_name(f".{path.name[:200]}.{secrets.token_hex(8)}")
    file = beside.open("x", encoding="utf-8", newline="")
    try:
        with file:
            yield file
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
