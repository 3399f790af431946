# SPDX-License-Identifier: EUPL-1.2
"""Anybody prints a questionnaire from its page, in the languages and for the group they choose."""

import pytest

PAGE = "/surveys/instruments/local_democracy/2021/on-paper/"
FILE = "/surveys/instruments/local_democracy/2021/on-paper.pdf"


@pytest.mark.django_db
def test_the_sheet_stands_on_a_page_in_two_languages_with_the_file_of_the_same(client):
    page = client.get(PAGE, {"language": "nb", "beside": "en", "group": "councillors"})
    text = page.content.decode()

    assert "Sett ett kryss på hver linje." in text
    assert '<span lang="en">Tick one box in each line.</span>' in text
    assert f"{FILE}?language=nb&amp;beside=en&amp;group=councillors" in text
    assert "style=" not in text


@pytest.mark.django_db
def test_the_file_is_a_tagged_pdf_named_for_its_languages(client):
    response = client.get(FILE, {"language": "nb", "beside": "ka"})

    assert response["Content-Disposition"].endswith('filename="local_democracy-2021-nb-ka.pdf"')
    assert b"pdfuaid" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{"language": "xx"}, {"beside": "xx"}, {"group": "<b>"}, {"beside": "en"}])
def test_a_choice_that_is_not_there_is_passed_over(client, query):
    assert client.get(PAGE, query).status_code == 200
    assert client.get(FILE, query).status_code == 200


@pytest.mark.django_db
def test_a_questionnaire_that_is_not_there_is_not_found(client):
    assert client.get("/surveys/instruments/nothing/1/on-paper/").status_code == 404
    assert client.get("/surveys/instruments/nothing/1/on-paper.pdf").status_code == 404
