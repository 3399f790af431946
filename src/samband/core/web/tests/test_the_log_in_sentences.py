# SPDX-License-Identifier: EUPL-1.2
import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from samband.core.access.operations import create_person, grant_role
from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION, Grant, Role
from samband.core.audit.operations import record
from samband.core.web import queries
from samband.core.web.card import ToolCard

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
LOG = reverse("audit")


@pytest.fixture
def kari(signed_in, contact):
    """The contact person of Utsira, with a browser."""
    browser = signed_in(contact)
    browser.actor = actor_by_email(email="contact@example.org", on=date(2026, 6, 1))
    return browser


@pytest.fixture
def ola():
    person = {"email": "ola@example.org", "name": "Ola", "language": "", "password": None}
    return create_person(**person, by=INSTALLATION, at=AT - timedelta(days=1))


@pytest.fixture
def _given(kari, ola, time_machine):
    time_machine.move_to(AT)
    given = {"person": ola.reference, "grant": Grant(Role.SECRETARY, "1151")}
    grant_role(**given, valid_from=AT.date(), valid_to=date(2026, 9, 1), by=kari.actor, at=AT)


def sentences(browser, **given):
    lines = browser.get(LOG, given).context["lines"]
    return [
        f"{line.who}, {line.role}, {line.what}" if line.role else f"{line.who} {line.what}" for line in lines
    ]


@pytest.mark.usefixtures("_given")
def test_an_event_reads_as_a_sentence_with_the_role_in_which_somebody_acted(signed_in, administrator):
    assert sentences(signed_in(administrator))[0] == (
        "Contact, contact person of 1151, gave Ola the role council secretary for 1151 "
        "from 1 June 2026 to 31 August 2026"
    )


@pytest.mark.usefixtures("_given")
def test_t08_a_contact_person_reads_what_concerns_the_own_authority(kari):
    record(event="surveys.wave_closed", by="person:999", at=AT, about="surveys.wave:secret-of-all")
    record(event="access.role_granted", by="person:9", at=AT, about="person:9", authority="0301")
    for given in ({}, {"authority": "1151"}, {"about": "surveys.wave:secret-of-all"}, {"person": "person:9"}):
        assert "secret-of-all" not in "".join(sentences(kari, **given))
        assert not [line for line in sentences(kari, **given) if "0301" in line]
    assert any("gave Ola the role" in line for line in sentences(kari))
    for other in ("0301", "9999"):
        assert kari.get(LOG, {"authority": other}).status_code == 404
        assert kari.get(LOG, {"authority": other, "format": "csv"}).status_code == 404


@pytest.mark.usefixtures("_given")
@pytest.mark.parametrize(
    ("given", "is_there"),
    [
        ({"area": "access"}, True),
        ({"area": "surveys"}, False),
        ({"since": "2026-06-01"}, True),
        ({"since": "2026-06-02"}, False),
        ({"until": "2026-06-01"}, True),
        ({"until": "2026-05-31"}, False),
        ({"since": "yesterday"}, True),
        ({"page": "0"}, True),
        ({"page": "9"}, True),
    ],
)
def test_the_log_is_narrowed_by_area_and_period(signed_in, administrator, given, is_there):
    record(event="surveys.wave_closed", by="person:999", at=AT - timedelta(days=60), about="surveys.wave:old")
    found = any("gave Ola the role" in line for line in sentences(signed_in(administrator), **given))
    assert found is is_there


@pytest.mark.usefixtures("_given")
def test_the_log_is_narrowed_to_a_person_and_says_so(signed_in, administrator, kari, ola):
    page = signed_in(administrator).get(LOG, {"person": ola.reference})
    assert "Only Ola." in page.content.decode()
    assert {line.person for line in page.context["lines"]} <= {ola.reference, kari.actor.reference, ""}
    assert any("gave Ola the role" in line.what for line in page.context["lines"])


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", "%", "person:1' UNION SELECT * FROM access_user --", "\x00"]
)
@pytest.mark.parametrize("name", ["person", "about", "area", "since", "page"])
def test_t13_a_filter_is_never_a_part_of_the_question_to_the_database(signed_in, administrator, name, value):
    record(event="surveys.wave_closed", by="person:999", at=AT, about="surveys.wave:spring")
    response = signed_in(administrator).get(LOG, {name: value})
    assert response.status_code == 200
    if name in {"person", "about"} and "\x00" not in value:
        assert response.context["lines"] == ()


@pytest.mark.usefixtures("_given")
def test_the_log_is_taken_away_as_a_table_and_that_is_in_the_log(signed_in, administrator):
    browser = signed_in(administrator)
    response = browser.get(LOG, {"format": "csv", "area": "access"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    (given,) = [row for row in rows if row["what"].startswith("gave Ola")]
    assert (given["who"], given["event"], given["authority"]) == ("Contact", "access.role_granted", "1151")
    assert given["at"] == "2026-06-01T14:00:00+02:00"
    assert "downloaded the log" in sentences(browser)[0]


def test_t09_a_cell_of_the_table_is_no_formula(signed_in, administrator):
    person = {"email": "x@example.org", "name": "=HYPERLINK(1)", "language": "", "password": None}
    made = create_person(**person, by=INSTALLATION, at=AT)
    record(event="surveys.wave_closed", by=made.reference, at=AT, about="@SUM(1)")
    table = b"".join(signed_in(administrator).get(LOG, {"format": "csv"})).decode()
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]


def test_t10_a_name_is_text_in_the_log(signed_in, administrator):
    person = {"email": "x@example.org", "name": "<script>go()</script>", "language": "", "password": None}
    create_person(**person, by=INSTALLATION, at=AT)
    page = signed_in(administrator).get(LOG).content.decode()
    assert "&lt;script&gt;go()" in page
    assert "<script>go()" not in page


def test_an_area_names_the_things_that_its_events_are_about(signed_in, administrator, monkeypatch):
    here = "samband.core.web.tests.test_the_log_in_sentences.names"
    card = ToolCard("choir", "Choir", "Sing.", words={"choir.sung": "sang {about} {times} times"}, names=here)
    monkeypatch.setattr(queries, "cards", lambda: (card,))
    record(event="choir.sung", by="installation", at=AT, about="song:1", details={"times": 3})
    record(event="choir.sung", by="installation", at=AT - timedelta(days=1), about="song:2")
    record(
        event="choir.left", by="nobody", at=AT - timedelta(days=2), about="song:2", details={"why": "rain"}
    )
    assert sentences(signed_in(administrator))[:3] == [
        "The installation sang The long one 3 times",
        "The installation sang 2 … times",
        "Somebody unknown choir.left 2",
    ]


def names(*, references):
    return {"song:1": "The long one"} if "song:1" in references else {}


def test_every_sentence_of_the_cards_can_be_made():
    words = {**queries.WORDS, **{code: text for card in queries.cards() for code, text in card.words.items()}}
    assert {code for code, text in words.items() if text.count("{") != text.count("}")} == set()
