# SPDX-License-Identifier: EUPL-1.2
"""``samband serve`` for a service manager: web and worker apart, more web processes on PostgreSQL alone."""

import os
import sys
from pathlib import Path

import pytest

from samband.cli import serve
from samband.cli.main import main


class Became(Exception):  # noqa: N818  it names the fact
    pass


@pytest.fixture
def became(tmp_path: Path, monkeypatch):
    """Runs the command and returns the words of the process that it turned into."""
    (tmp_path / "samband.env").touch()
    monkeypatch.setenv("SAMBAND_HOME", str(tmp_path))
    monkeypatch.setattr(serve, "_refuse_taken_port", lambda host, port: None)

    def turned(path: str, words: list[str]) -> None:
        raise Became(words)

    monkeypatch.setattr(os, "execv", turned)

    def run(*words: str) -> list[str]:
        with pytest.raises(Became) as found:
            main(["serve", *words])
        return found.value.args[0]

    return run


def test_the_worker_alone_is_the_worker_itself(became):
    assert became("--worker") == [sys.executable, "-m", "samband.cli", "manage", "run_jobs"]


def test_the_web_alone_is_the_server_itself(became):
    words = became("--web", "--port", "8123", "--host", "127.0.0.2")
    assert words[:3] == [sys.executable, "-m", "granian"]
    assert words[words.index("--workers") + 1] == "1"
    assert words[-5:] == ["--host", "127.0.0.2", "--port", "8123", "samband.site.wsgi:application"]


def test_more_web_processes_are_refused_on_sqlite(became, settings, capsys, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection, "vendor", "sqlite", raising=False)
    assert main(["serve", "--web", "--processes", "2"]) == 2
    assert "needs PostgreSQL" in capsys.readouterr().err


def test_more_web_processes_serve_on_postgresql(became, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection, "vendor", "postgresql", raising=False)
    monkeypatch.setenv("SAMBAND_WEB_PROCESSES", "3")
    words = became("--web")
    assert words[words.index("--workers") + 1] == "3"


def test_no_web_process_is_refused(became, capsys):
    assert main(["serve", "--processes", "0"]) == 2
    assert "Write 1 or more" in capsys.readouterr().err


def test_web_and_worker_at_once_is_serve_without_words(became, capsys):
    with pytest.raises(SystemExit):
        main(["serve", "--web", "--worker"])
    assert "not allowed with" in capsys.readouterr().err
