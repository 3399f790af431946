# SPDX-License-Identifier: EUPL-1.2
"""The files of the production guide: named in it, hardened, and in agreement with one another."""

import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from samband.cli.archive.configuration import parsed
from tests.repository.sources import ROOT

FOLDER = ROOT / "docs" / "how-to" / "production"
GUIDE = (ROOT / "docs" / "how-to" / "run-in-production.md").read_text(encoding="utf-8")
SERVICES = sorted(FOLDER.glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "RestrictSUIDSGID": "yes",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "SystemCallArchitectures": "native",
    "User": "samband",
    "UMask": "0077",
}


def service(unit: Path) -> dict[str, str]:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read_string(unit.read_text(encoding="utf-8"))
    return dict(parser["Service"])


def test_the_guide_names_every_file():
    assert [file.name for file in FOLDER.iterdir() if file.name not in GUIDE] == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_a_service_may_do_no_more_than_it_must(unit):
    assert service(unit).items() >= HARDENED.items()


def test_the_services_run_what_the_program_offers():
    commands = {unit.stem: service(unit)["ExecStart"] for unit in SERVICES}
    assert commands == {
        "samband-backup": "/usr/local/sbin/samband-backup",
        "samband-web": "/opt/samband/current/bin/samband serve --web",
        "samband-worker": "/opt/samband/current/bin/samband serve --worker",
    }


def test_systemd_finds_nothing_wrong(tmp_path):
    """Where systemd is installed; the programs are put beside, for it looks whether they are there."""
    if shutil.which("systemd-analyze") is None:
        return
    units = []
    for unit in [*SERVICES, *FOLDER.glob("*.timer")]:
        text = unit.read_text(encoding="utf-8")
        for program in ("/opt/samband/current/bin/samband", "/usr/local/sbin/samband-backup"):
            text = text.replace(program, "/bin/true")
        (tmp_path / unit.name).write_text(text.replace("User=samband", "User=daemon"), encoding="utf-8")
        units.append(str(tmp_path / unit.name))
    words = ["systemd-analyze", "verify", "--man=no", *units]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "samband-" in line]
    assert ours == []


def test_the_front_server_sets_what_samband_believes():
    lines = [line.strip() for line in (FOLDER / "samband.nginx").read_text(encoding="utf-8").splitlines()]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in lines
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in lines
    assert "proxy_pass http://127.0.0.1:8000;" in lines
    configured = parsed(text=(FOLDER / "samband.env.example").read_text(encoding="utf-8"))
    assert (configured["SAMBAND_HTTPS"], configured["SAMBAND_BEHIND_PROXY"]) == ("yes", "yes")


FAKE = """#!/bin/sh
echo "$@" >> {log}
case $1 in backup) echo whole > "$3";; restore) exit {code};; esac
"""


@pytest.fixture
def night(tmp_path):
    """Runs the script of the night with a program that does as it is told; returns code, calls and files."""

    def run(code: int) -> tuple[int, list[str], list[str]]:
        program, log, backups = tmp_path / "samband", tmp_path / "log", tmp_path / "backups"
        program.write_text(FAKE.format(log=log, code=code))
        program.chmod(0o755)
        backups.mkdir()
        old = backups / "2020-05-17.samband.zip"
        old.touch()
        subprocess.run(["touch", "-d", "30 days ago", str(old)], check=True)
        environment = {
            "PATH": "/usr/bin:/bin",
            "SAMBAND_BACKUPS": str(backups),
            "SAMBAND_PROGRAM": str(program),
            "SAMBAND_RECIPIENTS": str(tmp_path / "nobody"),
        }
        done = subprocess.run([str(FOLDER / "samband-backup")], env=environment, check=False)
        calls = [line.split(" ", 1)[0] for line in log.read_text().splitlines()]
        return done.returncode, calls, sorted(file.name for file in backups.iterdir())

    return run


def test_the_night_backs_up_rehearses_and_drops_what_is_old(night):
    code, calls, files = night(0)
    assert (code, calls) == (0, ["backup", "restore"])
    assert len(files) == 1
    assert files[0] != "2020-05-17.samband.zip"


def test_a_backup_that_would_not_come_back_drops_nothing_and_fails(night):
    code, _, files = night(1)
    assert code != 0
    assert "2020-05-17.samband.zip" in files
