# SPDX-License-Identifier: EUPL-1.2
import pytest

pytestmark = pytest.mark.django_db


def test_the_choice_is_remembered_and_one_stays_on_the_page(client):
    response = client.post("/language/", {"language": "nb", "next": "/method/"})
    assert response.url == "/method/"
    page = client.get("/method/").content.decode()
    assert '<html lang="nb"' in page
    assert "Slik blir tallene til" in page


def test_the_browser_decides_until_somebody_chooses(client):
    page = client.get("/", headers={"accept-language": "nb,en;q=0.5"}).content.decode()
    assert '<html lang="nb"' in page


def test_nobody_is_sent_to_another_site(client):
    assert client.post("/language/", {"language": "nb", "next": "https://example.com/"}).url == "/"


def test_each_language_is_named_in_itself(client):
    page = client.get("/").content.decode()
    assert 'value="nb" lang="nb"' in page
    assert "Norsk bokmål" in page
