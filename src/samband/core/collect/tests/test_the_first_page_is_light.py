# SPDX-License-Identifier: EUPL-1.2
"""On a slow line: what a browser loads before the first question can be answered, as it is sent."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from whitenoise.compress import Compressor

from samband.core.collect.tests.test_an_inhabitant_answers_in_the_browser import (
    HERE,
    opened,
    own_limits,
    token,
)

__all__ = ["own_limits"]
pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_FILES = 60_000, 5


def sent(client: Client, address: str) -> tuple[int, list[str]]:
    """Bytes of a page as it is sent, and the files that it asks for."""
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    page = client.get(address).content.decode()
    return len(response.content), re.findall(r'(?:href|src)="/static/([^"]+)"', page)


def packed(name: str) -> int:
    """Bytes of a file as the server packs it beforehand; by gzip, which every browser takes."""
    path = finders.find(name)
    assert isinstance(path, str)
    return len(Compressor.compress_gzip(Path(path).read_bytes()))


def test_from_the_link_of_a_letter_to_the_first_question(client):
    client.get(f"/a/{token(opened('grid'))}/")
    here = HERE.replace("pages", "grid")
    welcome, files = sent(client, f"{here}/")
    client.post(f"{here}/")
    first, more = sent(client, f"{here}/p/1/")
    assert set(more) == set(files)
    assert len(files) <= MOST_FILES
    assert welcome + first + sum(map(packed, files)) < MOST_BYTES
