# SPDX-License-Identifier: EUPL-1.2
"""A web process reads beside its first requests what its first visitors would wait for."""

import gc

import pytest
from django.template.loader import get_template

from samband.site import warming


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def test_one_that_fails_does_not_keep_the_others_from_reading(monkeypatch, caplog):
    was_read = []

    def broken():
        raise ValueError("no such file")

    monkeypatch.setattr(warming, "read_ahead", lambda: (broken, lambda: was_read.append("the other")))
    warming.start_reading().join()

    assert was_read == ["the other"]
    assert "could not be read" in caplog.text


def test_the_collector_leaves_alone_what_was_read(monkeypatch):
    read: list[list[object]] = []
    monkeypatch.setattr(warming, "read_ahead", lambda: (lambda: read.append([read]),))
    warming.start_reading().join()

    assert gc.get_freeze_count() > 0
    assert not any(one is read[0] for one in gc.get_objects())


def test_every_template_and_language_can_be_read(caplog, monkeypatch):
    was_read = []
    monkeypatch.setattr(warming, "read_ahead", tuple)
    monkeypatch.setattr(warming, "get_template", lambda name: was_read.append(get_template(name)))
    warming.read_all()

    assert {"web/base.html", "ethics/told_message.txt"} <= {one.template.name for one in was_read}
    assert caplog.text == ""


def test_it_ends_with_the_process(monkeypatch):
    monkeypatch.setattr(warming, "read_ahead", tuple)

    assert warming.start_reading().daemon
