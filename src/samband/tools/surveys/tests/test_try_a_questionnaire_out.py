# SPDX-License-Identifier: EUPL-1.2
"""Whoever looks at a questionnaire walks through it as a respondent, and nothing is stored."""

import re

import pytest
from django.apps import apps
from django.test import Client

pytestmark = pytest.mark.django_db
HERE = "/surveys/instruments/local_democracy/2021/try/"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(state|page)" value="([^"]*)"', page))


def ticked(page: str) -> dict[str, str]:
    """Consent to everything."""
    return dict.fromkeys(re.findall(r'type="checkbox" name="([^"]+)" value="yes"', page), "yes")


def begun(client: Client, **chosen: str) -> str:
    return client.post(HERE, {"group": "councillors", "language": "ka", **chosen}).content.decode()


def test_it_is_walked_in_any_language_as_any_group(client):
    assert "Councillors" in client.get(HERE + "?language=en").content.decode()
    page = begun(client)
    assert '<html lang="ka"' in page
    assert hidden(page)["page"]


def test_back_and_another_language_keep_what_was_typed(client):
    page = begun(client, language="en")
    second = client.post(HERE, {**hidden(page), **ticked(page)}).content.decode()
    back = client.post(HERE, {**hidden(second), "go": "back"}).content.decode()
    assert hidden(back)["page"] == hidden(page)["page"]
    assert " checked" in back
    assert '<html lang="nb"' in client.post(HERE, {**hidden(back), "language": "nb"}).content.decode()


def test_nothing_is_stored_on_the_whole_way(client):
    page = begun(client, language="en")
    for _ in range(40):
        if "Leave without sending" in page:
            break
        page = client.post(HERE, {**hidden(page), **ticked(page)}).content.decode()
    assert "Leave without sending" in page
    again = client.post(HERE, {"state": hidden(page)["state"], "to": "1"}).content.decode()
    assert hidden(again)["page"]
    kept = [apps.get_model("collect", name) for name in ("Ask", "Draft", "Envelope")]
    assert not any(model.objects.exists() for model in kept)


def test_answers_that_somebody_changed_on_the_way_are_not_believed(client):
    sent = hidden(begun(client))
    torn = {**sent, "state": sent["state"].replace(":", "a:", 1)}
    assert "state" not in hidden(client.post(HERE, torn).content.decode())


def test_a_questionnaire_that_is_not_there_cannot_be_tried(client):
    assert client.get("/surveys/instruments/nothing/1/try/").status_code == 404
