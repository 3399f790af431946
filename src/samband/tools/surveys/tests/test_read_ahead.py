# SPDX-License-Identifier: EUPL-1.2
"""When a web process starts, what the first visitor of a published wave needs is read beside other work."""

from datetime import UTC, datetime
from importlib import import_module

from django.test import Client
from django.urls import reverse

from samband.core.web.queries import read_ahead
from samband.tools.surveys import operations
from samband.tools.surveys.queries import ahead

AFTER_COUNCILS = datetime(2022, 2, 1, tzinfo=UTC)
reporting = import_module("samband.tools.surveys.queries.reporting")


def test_the_first_visitor_finds_the_figures_read(reviewed, analyst, monkeypatch):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    for read in read_ahead():
        read()
    monkeypatch.setattr(reporting, "source_of", None)

    page = Client().get(reverse("surveys:member", args=[reviewed, "4643"]))
    assert page.status_code == 200


def test_nothing_that_is_not_published_is_read(reviewed, monkeypatch):
    monkeypatch.setattr(ahead, "report_source", None)

    ahead.read_ahead()
