# SPDX-License-Identifier: EUPL-1.2
"""Archives are unpacked in memory, within limits, and never by the names inside."""

import io
import struct
import zipfile

import pytest

from samband.engines.files import FileFault, Limits, Unreadable, unpacked_parts

SMALL = Limits(unpacked_bytes=2_000_000, parts=3)


def archive(**parts: bytes) -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content


def refusal(content: io.BytesIO) -> FileFault:
    with pytest.raises(Unreadable) as refused:
        unpacked_parts(source=content, limits=SMALL)
    return refused.value.faults[0].kind


def test_every_part_comes_out_whole():
    parts = {"a.yaml": b"x: 1", "folder/b.yaml": b"y" * 1_500_000}
    assert unpacked_parts(source=archive(**parts), limits=Limits(ratio=5_000)) == parts


def test_an_archive_of_many_parts_is_refused():
    assert refusal(archive(a=b"", b=b"", c=b"", d=b"")) == FileFault.TOO_MANY_PARTS


def test_parts_that_together_unfold_to_too_much_are_refused():
    half = bytes(1_200_000)
    assert refusal(archive(a=half, b=half)) == FileFault.SPREADSHEET_BOMB


def test_a_part_that_lies_about_its_size_is_refused():
    content = archive(a=bytes(1_900_000))
    honest, lie = struct.pack("<L", 1_900_000), struct.pack("<L", 100)
    content = io.BytesIO(content.getvalue().replace(honest, lie))
    assert refusal(content) in {FileFault.SPREADSHEET_BOMB, FileFault.NOT_AN_ARCHIVE}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hello"])
def test_what_is_no_archive_is_refused(content):
    assert refusal(io.BytesIO(content)) == FileFault.NOT_AN_ARCHIVE


def test_the_directory_is_looked_at_before_anything_is_unpacked():
    def look(parts):
        raise ValueError(", ".join(part.filename for part in parts))

    with pytest.raises(ValueError, match=r"\.\./x"):
        unpacked_parts(source=archive(**{"../x": b"1"}), limits=SMALL, look=look)
