# SPDX-License-Identifier: EUPL-1.2
"""What a command writes is there whole or not at all, and what is no file stays what it is."""

import os
import threading

import pytest

from samband.cli.output import whole_file


def test_a_file_is_replaced_when_all_is_written(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("old", encoding="utf-8")
    with whole_file(path=path) as file:
        file.write("né\n")
        assert path.read_text(encoding="utf-8") == "old"

    assert path.read_bytes() == "né\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_half_written(tmp_path):
    path = tmp_path / "results.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(path=path) as file:
        file.writelines(f"{1 / left}\n" for left in (2, 1, 0))

    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_text(encoding="utf-8")))
    reader.start()
    with whole_file(path=path) as file:
        file.write("figures")
    reader.join(10)

    assert got == ["figures"]
    assert path.is_fifo()


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(IsADirectoryError), whole_file(path=tmp_path):
        pass
