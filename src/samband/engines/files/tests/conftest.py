# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest


@pytest.fixture
def file_of(tmp_path: Path):
    """Write text or bytes to a file and return its path."""

    def write(content: str | bytes, name: str = "answers.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
