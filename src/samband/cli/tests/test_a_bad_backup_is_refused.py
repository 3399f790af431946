# SPDX-License-Identifier: EUPL-1.2
"""A backup that is damaged, tampered with, foreign or newer is refused in plain words; nothing changes."""

import json
import stat
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812

import pytest

from samband.cli.main import main

TABLE, FILE, LINES = "tables/audit.event.jsonl", "files/publications/one/1/table.csv", "configuration.env"
PARTS = {TABLE: b'[1,"x"]\n', FILE: b"unit,value\n" * 5000, LINES: b"SAMBAND_LANGUAGE=nb\n"}


def content(member: str, of: bytes) -> dict[str, object]:
    return {"member": member, "size": len(of), "sha256": sha256(of).hexdigest()}


def manifest() -> dict[str, object]:
    return {
        "kind": "samband-backup",
        "format": 1,
        "version": "0.1.0",
        "created_at": "2026-11-22T08:00:00+00:00",
        "database": "sqlite",
        "migrations": {"audit": ["0001_initial"]},
        "tables": [
            {
                "label": "audit.event",
                "columns": ["id", "event"],
                "rows": 1,
                "last_id": 1,
                "content": content(TABLE, PARTS[TABLE]),
            }
        ],
        "files": [content(FILE, PARTS[FILE])],
        "configuration": content(LINES, PARTS[LINES]),
        "has_secrets": False,
        "left_out": [],
    }


@pytest.fixture
def backup(tmp_path: Path):
    """Writes a backup of the given manifest and parts."""

    def written(told: object = None, parts: dict[str, bytes] | None = None) -> Path:
        path = tmp_path / "a.samband.zip"
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, each in (PARTS if parts is None else parts).items():
                archive.writestr(name, each)
            archive.writestr("manifest.json", json.dumps(manifest() if told is None else told))
        return path

    return written


@pytest.fixture
def refused(capsys, tmp_path, monkeypatch):
    """Tries to restore, sees that nothing was made, and returns the one line that says why."""
    home = tmp_path / "home"
    monkeypatch.setenv("SAMBAND_HOME", str(home))

    def told(path: Path, *words: str) -> str:
        assert main(["restore", str(path), *words]) == 2
        lines = capsys.readouterr().err.splitlines()
        assert len(lines) == 1
        assert not home.exists()
        return lines[0]

    return told


def test_a_whole_backup_passes(backup, capsys):
    assert main(["restore", "--check", str(backup())]) == 0
    assert "1 tables, 1 rows, 1 files" in capsys.readouterr().out


@pytest.mark.parametrize("kept", [0, 1, 60, 200, 0.5, 0.99])
def test_a_part_of_a_backup_is_refused(backup, refused, kept):
    path = backup()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if isinstance(kept, float) else kept])
    assert "is no backup, or only a part of one" in refused(path)


@pytest.mark.parametrize("member", PARTS)
def test_a_flipped_bit_is_seen(backup, refused, member):
    path = backup()
    whole = path.read_bytes()
    with ZipFile(path) as archive:
        entry = archive.getinfo(member)
    begins = entry.header_offset + 30 + len(member)
    for place in range(begins, begins + entry.compress_size):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        if not still_reads(path, member):
            assert "The backup is damaged" in refused(path, "--check")


def still_reads(path: Path, member: str) -> bool:
    """A bit at the very end of what is packed may mean nothing."""
    try:
        with ZipFile(path) as archive:
            return archive.read(member) == PARTS[member]
    except (BadZipFile, ZlibError):
        return False


def test_a_bit_flipped_in_the_middle_means_something(backup):
    path = backup()
    whole = path.read_bytes()
    with ZipFile(path) as archive:
        entry = archive.getinfo(FILE)
    place = entry.header_offset + 30 + len(FILE) + entry.compress_size // 2
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
    assert not still_reads(path, FILE)


def test_another_zip_is_no_backup(tmp_path, refused):
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("holiday.jpg", b"sea")
    assert "it has no manifest" in refused(tmp_path / "other.zip")


@pytest.mark.parametrize("told", [[], {}, {"kind": "samband-backup"}, "x", {"kind": "other", "format": 1}])
def test_another_manifest_is_no_backup(backup, refused, told):
    assert "backup" in refused(backup(told))


def test_a_later_format_asks_for_a_later_version(backup, refused):
    assert "newer Samband" in refused(backup(manifest() | {"format": 2}))


def test_a_change_that_this_version_does_not_know_asks_for_a_later_version():
    from samband.cli.archive.manifest import BadBackup
    from samband.cli.archive.schema import schema_of

    with pytest.raises(BadBackup, match="does not know the change 9999_from_the_future of contenttypes"):
        schema_of(migrations={"contenttypes": ("0001_initial", "9999_from_the_future")})


OUTSIDE = [
    "files/../../etc/passwd",
    "files/a/../../../x",
    "files//etc/passwd",
    "files/./x",
    "files/a\\..\\x",
    "/etc/passwd",
    "C:/x",
    "files/a\nb",
    "files/" + "a/" * 600 + "x",
    "elsewhere/x",
]


@pytest.mark.parametrize("member", OUTSIDE)
def test_nothing_is_unpacked_outside_the_home(backup, refused, member):
    told = manifest() | {"files": [content(member, b"x")]}
    line = refused(backup(told, PARTS | {member: b"x"}))
    assert "tampered with" in line or "is no part of a backup" in line


def test_a_configuration_among_the_files_is_refused(backup, tmp_path):
    """It would take the place of the one that was put together."""
    from samband.cli.archive.manifest import BadBackup
    from samband.cli.archive.reading import open_backup
    from samband.cli.archive.restoring import _unpack

    name = "files/samband.env"
    told = manifest() | {"files": [content(name, b"x")]}
    parts = {TABLE: PARTS[TABLE], LINES: PARTS[LINES], name: b"x"}
    with (
        open_backup(file=backup(told, parts)) as opened,
        pytest.raises(BadBackup, match="no file that a backup"),
    ):
        _unpack(opened, tmp_path / "home")


def test_what_the_manifest_does_not_name_is_refused(backup, refused):
    assert "its parts are not those of its manifest" in refused(backup(parts=PARTS | {"files/more": b"x"}))


def test_what_the_manifest_names_and_is_not_there_is_refused(backup, refused):
    parts = {name: each for name, each in PARTS.items() if name != FILE}
    assert "its parts are not those of its manifest" in refused(backup(parts=parts))


def test_other_rows_than_the_manifest_says_are_refused(backup, refused):
    assert "is not as it was written" in refused(backup(parts=PARTS | {TABLE: b'[1,"y"]\n'}))


def test_a_swelling_part_is_refused_by_its_size(backup, refused):
    assert "has another size" in refused(backup(parts=PARTS | {FILE: bytes(50_000_000)}))


def test_a_link_is_unpacked_as_the_text_it_is(tmp_path):
    """Members become plain files whatever their mode says: a link's target is its content."""
    from samband.cli.archive.reading import open_backup

    path = tmp_path / "link.samband.zip"
    told = manifest() | {"files": [content(FILE, b"/etc/passwd")]}
    link = ZipInfo(FILE)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(path, "w") as archive:
        for name in (TABLE, LINES):
            archive.writestr(name, PARTS[name])
        archive.writestr(link, b"/etc/passwd")
        archive.writestr("manifest.json", json.dumps(told))
    with open_backup(file=path) as opened:
        opened.copy(content=opened.manifest.files[0], to=tmp_path / "out")
    assert not (tmp_path / "out").is_symlink()
    assert (tmp_path / "out").read_bytes() == b"/etc/passwd"


def test_a_home_with_something_in_it_is_left_alone(backup, tmp_path, monkeypatch, capsys):
    home = tmp_path / "home"
    home.mkdir()
    (home / "samband.sqlite3").write_bytes(b"precious")
    monkeypatch.setenv("SAMBAND_HOME", str(home))
    assert main(["restore", str(backup())]) == 2
    assert "Choose another home, or add --replace" in capsys.readouterr().err
    assert [entry.name for entry in home.iterdir()] == ["samband.sqlite3"]


def test_a_home_whose_worker_lives_is_left_alone(backup, tmp_path, monkeypatch, capsys):
    signs = tmp_path / "home" / ".signs"
    signs.mkdir(parents=True)
    (signs / "worker").touch()
    monkeypatch.setenv("SAMBAND_HOME", str(tmp_path / "home"))
    assert main(["restore", "--replace", str(backup())]) == 2
    assert "Stop web and worker" in capsys.readouterr().err


def test_what_is_moved_comes_back_when_a_step_fails(tmp_path, monkeypatch):
    from samband.cli.archive.moving import put_in_place

    home, built = tmp_path / "home", tmp_path / "home" / ".being-restored-x"
    built.mkdir(parents=True)
    for folder, text in ((home, "old"), (built, "new")):
        (folder / "a").write_text(text)
        (folder / "b").write_text(text)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self == built / "b":
            raise OSError(5, "the disk is broken", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="broken"):
        put_in_place(built=built, home=home, moment="now")
    assert [(home / name).read_text() for name in "ab"] == ["old", "old"]
    assert [(built / name).read_text() for name in "ab"] == ["new", "new"]
