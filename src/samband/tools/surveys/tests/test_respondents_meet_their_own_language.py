# SPDX-License-Identifier: EUPL-1.2
"""Local democracy in nynorsk and Northern Sámi: no page from the link to the receipt falls into another."""

import gettext
import re
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

import samband
from samband.core.access.rules import Actor, Grant, Role
from samband.core.collect.operations import Plan, open_ask
from samband.tools.surveys.queries import instrument

pytestmark = pytest.mark.django_db
ANALYST = Actor("person:1", frozenset({Grant(Role.ANALYST)}))
HERE = "/a/q/democracy-2026"
OWN = pytest.mark.parametrize("language", settings.SAMBAND_RESPONDENT_LANGUAGES)
PLACE = re.compile(r"%\\?\((?:\w+)\\?\)[sd]|\\\{\w+\\\}")


@pytest.fixture
def asked() -> None:
    open_ask(
        slug="democracy-2026", title={"en": "How is it here?", "nb": "Hvordan er det her?"},
        instrument=instrument(code="local_democracy", version="2021"), reference_date=date(2026, 1, 1),
        units={"1151": "Utsira", "0301": "Oslo"}, background={}, plan=Plan(open_link=True),
        by=ANALYST, at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )  # fmt: skip


@cache
def _said(language: str) -> dict[str | tuple[str, int], str]:
    """Everything the catalogues say in this language."""
    root = Path(samband.__file__).parent
    found: dict[str | tuple[str, int], str] = {}
    for file in root.glob(f"*/*/locale/{language}/LC_MESSAGES/django.mo"):
        with file.open("rb") as opened:
            found |= gettext.GNUTranslations(opened)._catalog
    found.pop("", None)
    return found


@cache
def _strange(language: str) -> tuple[re.Pattern[str], ...]:
    """What the pages say in English and bokmål and what this language says otherwise."""
    own, texts = set(_said(language).values()), set()
    for key in _said(language):
        texts |= {key if isinstance(key, str) else key[0], _said("nb").get(key, "")}
    patterns = [_as_pattern(text) for text in sorted(texts - own) if len(text) > 2]
    return tuple(one for one in patterns if not any(one.search(text) for text in own))


def _as_pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){PLACE.sub('.+', re.escape(text))}(?!\w)")


def words_of(page: str) -> str:
    """What is read out: the texts, and those in attributes. Names of languages are no part of it."""
    tree = html.document_fromstring(page)
    for other in tree.xpath('//*[contains(@class, "choose-language")]//li | //style'):
        other.drop_tree()
    told = [*tree.itertext(), *tree.xpath("//@aria-label | //@alt | //@title | //@placeholder")]
    return "\n".join(filter(None, (" ".join(text.split()) for text in told)))


def check(page: str, language: str) -> None:
    assert f'<html lang="{language}"' in page
    assert re.findall(rf'(?<!href)lang="(?!{language}")([^"]+)"', _without_choice(page)) == []
    words = words_of(page)
    assert [one.pattern for one in _strange(language) if one.search(words)] == []


def _without_choice(page: str) -> str:
    return re.sub(r'<(nav|fieldset) class="choose-language".*?</\1>', "", page, flags=re.DOTALL)


def answered(page: str) -> dict[str, str]:
    """The first answer of every question."""
    form = html.document_fromstring(page).get_element_by_id("answers")
    sent: dict[str, str] = {}
    for field in form.iter("input"):
        if field.get("type") in {"hidden", "radio", "checkbox"}:
            sent.setdefault(field.get("name"), field.get("value"))
    return sent


def text_of(client: Client, address: str) -> str:
    return client.get(f"{HERE}{address}").content.decode()


def begun(client: Client, language: str) -> None:
    client.get("/a/open/democracy-2026/")
    check(text_of(client, f"/?language={language}"), language)
    nowhere = client.post(f"{HERE}/?language={language}", {"language": language})
    assert nowhere.status_code == 400
    check(nowhere.content.decode(), language)
    begun = client.post(f"{HERE}/", {"unit": "1151", "group": "inhabitants", "language": language})
    assert begun.headers["Location"] == f"{HERE}/p/1/"


def answer_all(client: Client, language: str) -> None:
    """Each page is sent empty first, so that it says what is missing."""
    for number in count(1):
        response = client.get(f"{HERE}/p/{number}/")
        if response.status_code == 302:
            return
        page = response.content.decode()
        check(page, language)
        empty = client.post(f"{HERE}/p/{number}/", {"page": answered(page)["page"]}, follow=True)
        check(empty.content.decode(), language)
        client.post(f"{HERE}/p/{number}/", answered(page))


@OWN
def test_from_the_link_to_the_receipt_everything_is_said_in_it(client, asked, language):
    begun(client, language)
    check(text_of(client, "/review/"), language)
    answer_all(client, language)
    check(text_of(client, "/later/"), language)
    check(text_of(client, "/review/"), language)
    sent = client.post(f"{HERE}/review/")
    assert sent.headers["Location"] == f"{HERE}/thanks/"
    receipt = client.get(f"{HERE}/thanks/")
    check(receipt.content.decode(), language)
    assert receipt.headers["Content-Language"] == language
    assert {"nn": "Svara dine er mottekne.", "se": "Du vástádusat leat vuostáiváldojuvvon."}[
        language
    ] in receipt.content.decode()


@OWN
def test_a_browser_that_asks_for_it_meets_it_before_anybody_knows_what_is_asked(client, asked, language):
    browser = {"accept-language": f"{language}-NO,{language};q=0.9,nb;q=0.8,en;q=0.7"}
    for address, status in (
        ("/a/", 200),
        ("/a/AAAAAAAAAAAAAAAA/", 404),
        ("/a/m/ABCDEF/", 404),
        (HERE + "/", 403),
    ):
        response = client.get(address, headers=browser)
        assert response.status_code == status
        check(response.content.decode(), language)
    for code in ("", "ABCD-ABCD-ABCD-ABCD"):
        check(client.post("/a/", {"code": code}, headers=browser).content.decode(), language)


@OWN
def test_the_address_of_a_message_brings_the_language_of_the_message(client, language):
    page = client.get(f"/a/?language={language}", headers={"accept-language": "en"}).content.decode()
    check(page, language)


@OWN
def test_pages_of_work_are_never_in_it(client, asked, language):
    begun(client, language)
    client.post("/language/", {"language": language, "next": "/method/"})
    page = client.get("/method/", headers={"accept-language": f"{language},nb;q=0.5"})
    assert '<html lang="nb"' in page.content.decode()
    assert page.headers["Content-Language"] == "nb"
    assert f'value="{language}"' not in page.content.decode()


def test_a_word_of_bokmal_or_english_would_be_seen():
    page = '<html lang="se"><main><p>Dát lea buorre.</p><button>{}</button></main></html>'
    check(page.format("Boahtte"), "se")
    for strange in ("Next", "Neste", "One answer is missing"):
        with pytest.raises(AssertionError):
            check(page.format(strange), "se")


def test_two_of_something_have_a_form_of_their_own_in_northern_sami():
    forms = {key[1] for key in _said("se") if isinstance(key, tuple)}
    assert forms == {0, 1, 2}
