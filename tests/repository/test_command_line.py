# SPDX-License-Identifier: EUPL-1.2
"""The command ``samband`` from outside: help, faults in plain words, the home folder, start and stop."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager
from urllib.request import urlopen

import pytest

from samband import __version__
from samband.cli.main import COMMANDS

ENGINE_COMMANDS = ("check", "convert", "estimate", "pack", "protect", "recode", "report", "units", "seats")


@pytest.fixture
def environment(tmp_path):
    """Nothing of this machine's own configuration, and a home that is not there yet."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("SAMBAND_", "DJANGO_"))}
    return {**ours, "SAMBAND_HOME": str(tmp_path / "home")}


@pytest.fixture
def samband(environment):
    def call(*words, **changes):
        command = [sys.executable, "-W", "error", "-m", "samband.cli", *words]
        return subprocess.run(
            command, env={**environment, **changes}, capture_output=True, text=True, check=False, timeout=60
        )

    return call


def test_help_names_every_command(samband):
    printed = samband("--help").stdout

    assert [name for name in COMMANDS if name not in printed] == []


def test_the_version_is_that_of_the_package(samband):
    assert samband("--version").stdout == f"samband {__version__}\n"


def test_an_unknown_command_is_refused(samband):
    refused = samband("estimat")

    assert refused.returncode == 2
    assert "estimat" in refused.stderr


@pytest.mark.parametrize("command", ENGINE_COMMANDS)
def test_an_engine_command_never_loads_django(command, environment):
    code = (
        "import sys; from samband.cli.main import main\n"
        "try: main([sys.argv[1], '--help'])\n"
        "except SystemExit: pass\n"
        "import importlib; importlib.import_module(f'samband.cli.{sys.argv[1]}')\n"
        "print('loaded:', *sorted(name for name in sys.modules if name.partition('.')[0] == 'django'))"
    )
    words = [sys.executable, "-c", code, command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1:] == ["loaded:"], done.stderr


def test_a_file_that_is_not_there_is_one_plain_line(samband, tmp_path):
    words = ("--instrument", "nowhere.yaml", "--plan", "nowhere.yaml", "--out", str(tmp_path / "out.csv"))
    refused = samband("estimate", str(tmp_path / "nowhere.csv"), *words)

    assert refused.returncode == 2
    assert "nowhere" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_init_makes_a_home_that_only_its_owner_can_read(samband, tmp_path):
    assert samband("init").returncode == 0

    configuration = tmp_path / "home" / "samband.env"
    assert stat.S_IMODE(configuration.stat().st_mode) == 0o600
    assert re.search(r"^SAMBAND_SECRET_KEY=\S{64,}$", configuration.read_text(), re.MULTILINE)
    assert (tmp_path / "home" / "samband.sqlite3").exists()


def test_init_again_keeps_the_key(samband, tmp_path):
    samband("init")
    before = (tmp_path / "home" / "samband.env").read_text()

    assert samband("init").returncode == 0
    assert (tmp_path / "home" / "samband.env").read_text() == before


def test_init_gives_a_configuration_without_a_key_a_new_one(samband, tmp_path):
    samband("init")
    (tmp_path / "home" / "samband.env").write_text("SAMBAND_SECRET_KEY=\nSAMBAND_DEMO=yes\n")

    samband("init")

    configuration = (tmp_path / "home" / "samband.env").read_text()
    assert re.search(r"^SAMBAND_SECRET_KEY=\S{64,}$", configuration, re.MULTILINE)
    assert "SAMBAND_DEMO=yes" in configuration


def test_serving_without_a_home_says_how_to_make_one(samband):
    refused = samband("serve")

    assert refused.returncode == 2
    assert "samband init" in refused.stderr


def test_a_taken_port_is_one_plain_line(samband):
    samband("init")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = samband("serve", SAMBAND_PORT=str(taken.getsockname()[1]))

    assert refused.returncode == 2
    assert "SAMBAND_PORT=" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@contextmanager
def serving(environment, port):
    """``samband serve`` in a process of its own, which does not outlive the test."""
    command = [sys.executable, "-m", "samband.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield server
    finally:
        server.terminate()
        server.communicate(timeout=30)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_and_stops_cleanly(samband, environment, ending):
    samband("init")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(environment, port) as server:
        assert f"http://127.0.0.1:{port}/" in server.stdout.readline()
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.status == 200
        server.send_signal(ending)
        assert server.wait(30) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_init_loads_the_members_of_the_country_once(samband):
    first = samband("init", "--register", SAMBAND_COUNTRY="latvia")
    again = samband("init", "--register", SAMBAND_COUNTRY="latvia")

    assert first.stdout.startswith("The register now holds "), first.stderr
    assert again.stdout.startswith("The register holds already "), again.stderr
