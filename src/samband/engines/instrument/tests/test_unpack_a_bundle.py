# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire in an archive: what belongs to it is taken, what means harm is refused."""

import stat
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from samband.engines.instrument import InstrumentFaults, load_instrument, unpack_bundle
from samband.engines.instrument.archive import LARGEST_UNPACKED_BYTES
from samband.engines.instrument.tests.test_shipped_instruments import DEMOCRACY


def shipped(version: str = "2021") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in DEMOCRACY.glob(f"{version}*.yaml")}


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def unpacked(path: Path):
    folder = path.parent / "unpacked"
    folder.mkdir()
    return unpack_bundle(path=path, folder=folder)


def refusal(path: Path) -> str:
    with pytest.raises(InstrumentFaults) as raised:
        unpacked(path)
    return str(raised.value)


def test_structure_words_and_crosswalk_are_found(tmp_path: Path):
    crosswalk = (DEMOCRACY / "crosswalk.yaml").read_bytes()
    bundle = unpacked(archive(tmp_path / "b.zip", shipped() | {"crosswalk.yaml": crosswalk}))
    assert load_instrument(bundle.structure) == load_instrument(DEMOCRACY / "2021.yaml")
    assert bundle.crosswalk.read_bytes() == crosswalk
    assert bundle.left_out == ()


def test_a_packed_folder_is_as_good_as_its_files(tmp_path: Path):
    parts = {f"survey/{name}": content for name, content in shipped().items()}
    parts |= {"survey/": b"", "__MACOSX/survey/._2021.yaml": b"x", "survey/.DS_Store": b"x"}
    bundle = unpacked(archive(tmp_path / "b.zip", parts))
    assert load_instrument(bundle.structure) == load_instrument(DEMOCRACY / "2021.yaml")
    assert (bundle.crosswalk, bundle.left_out) == (None, ())


def test_what_is_no_part_of_it_is_named(tmp_path: Path):
    bundle = unpacked(archive(tmp_path / "b.zip", shipped() | {"letter.docx": b"x"}))
    assert [str(fault) for fault in bundle.left_out] == [
        "b.zip:1: letter.docx is left out. Names of parts are like 2026.yaml and 2026.nb.yaml."
    ]


@pytest.mark.parametrize(
    "name", ["../2022.yaml", "a/../../2022.yaml", "/etc/2022.yaml", "..\\2022.yaml", "C:\\x.yaml"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path: Path, name: str):
    assert "points out of the archive" in refusal(archive(tmp_path / "b.zip", shipped() | {name: b"x: 1"}))
    assert list((tmp_path / "unpacked").iterdir()) == []


def test_a_link_is_refused(tmp_path: Path):
    path = archive(tmp_path / "b.zip", shipped())
    link = ZipInfo("2021.fi.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "a") as opened:
        opened.writestr(link, "/etc/passwd")
    assert "2021.fi.yaml” is a link" in refusal(path)


def test_a_thousand_files_are_refused(tmp_path: Path):
    many = {f"{number}.yaml": b"" for number in range(1000)}
    assert "The archive has more than 200 parts." in refusal(archive(tmp_path / "b.zip", many))


def test_a_bomb_is_refused_by_what_it_claims_and_when_it_lies(tmp_path: Path):
    path = archive(tmp_path / "b.zip", {"2021.yaml": b"0" * (LARGEST_UNPACKED_BYTES + 1)})
    assert path.stat().st_size < 100_000
    assert "The archive is larger than 20,000,000 bytes when unpacked." in refusal(path)
    claimed = struct.pack("<I", LARGEST_UNPACKED_BYTES + 1)
    path.write_bytes(path.read_bytes().replace(claimed, struct.pack("<I", 10)))
    (tmp_path / "unpacked").rmdir()
    assert "not an intact .zip file" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"instrument: x\n"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "b.zip"
    path.write_bytes(content)
    assert refusal(path) == "b.zip:1: This is not an intact .zip file. Save it again as .zip."


def test_one_version_at_a_time(tmp_path: Path):
    assert "several structure files: 2017.yaml, 2021.yaml." in refusal(
        archive(tmp_path / "b.zip", shipped() | shipped("2017"))
    )


def test_words_alone_are_not_enough(tmp_path: Path):
    assert "There is no structure file." in refusal(
        archive(tmp_path / "b.zip", {"2021.nb.yaml": b"title: x"})
    )


def test_two_files_of_one_name_are_refused(tmp_path: Path):
    parts = shipped() | {"copy/2021.yaml": b"x: 1"}
    assert "several files called 2021.yaml" in refusal(archive(tmp_path / "b.zip", parts))
