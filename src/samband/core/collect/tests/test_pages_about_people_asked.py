# SPDX-License-Identifier: EUPL-1.2
"""The analyst's way from a file of people to a reminder; and that nobody else sees a name."""

import re
from io import BytesIO

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from samband.core.collect.models import Case, SampleFrame
from samband.core.collect.tests.sample_files import ASK, MONDAY_NOON, drawn, people_file, planned, previewed
from samband.core.notices.rules import Channel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "home")]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY_NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(signed_in, analyst):
    return signed_in(analyst)


def url(name: str, **given) -> str:
    return reverse(f"collect:{name}", kwargs={"ask": ASK, **given})


def shown(response) -> str:
    texts = html.fromstring(response.content).xpath("//main")[0].itertext()
    return " ".join(" ".join(texts).split())


def upload(browser, content: bytes, name="people.csv"):
    file = SimpleUploadedFile(name, content)
    return browser.post(url("add_frame"), {"file": file, "group": "inhabitants"}, follow=True)


def test_an_analyst_draws_from_a_file_writes_letters_and_mail_and_reminds(browser):
    assert "Nobody is drawn yet" in shown(browser.get(url("people")))
    page = upload(browser, people_file())
    assert "300 people can be drawn. 0 faults were found. Nothing is drawn yet." in shown(page)
    frame = SampleFrame.objects.get()
    wish = {"way": "number", "number": "20", "by": ["sex"], "batches": "1", "seed": "7"}
    page = browser.post(url("frame", number=frame.pk), wish, follow=True)
    assert "60 people are drawn." in shown(page)
    letters = _plan(browser, "letter", "invitation")
    pdf = browser.post(url("letters", number=letters))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Cache-Control"] == "no-store"
    assert len(pikepdf.open(BytesIO(pdf.content)).pages) == 60
    mails = _plan(browser, "email", "reminder")
    assert "It is being sent." in shown(browser.post(url("send_mailing", number=mails), follow=True))
    sent = len(mail.outbox)
    assert 0 < sent < 60
    stop = re.search(r"http://testserver(/a/stop/\S+/)", mail.outbox[0].body)[1]
    assert "You will get no more messages" in shown(browser.post(stop))
    again = _plan(browser, "email", "reminder")
    browser.post(url("send_mailing", number=again))
    assert len(mail.outbox) == 2 * sent - 1
    page = shown(browser.get(url("people")))
    assert "Refusal by the person asked 1" in page
    assert "Reminder, e-mail" in page
    assert "1: have said no" in shown(browser.get(url("mailing", number=again)))


def _plan(browser, channel: str, purpose: str) -> int:
    form = browser.get(url("add_mailing"))
    given = {"channel": channel, "purpose": purpose, "on": "2026-03-02"}
    tree = html.fromstring(form.content)
    given["subject_en"] = tree.xpath("//input[@name='subject_en']/@value")[0]
    given["body_en"] = tree.xpath("//textarea[@name='body_en']")[0].text
    response = browser.post(url("add_mailing"), given)
    assert response.status_code == 302, shown(response)
    return int(response["Location"].rstrip("/").rpartition("/")[2])


def test_faults_of_a_file_are_told_and_other_columns_chosen(browser):
    page = upload(browser, b"a;b;c\n1;1151;x\n2;9999;y")
    assert "No column is chosen that holds a key" in shown(page)
    frame = SampleFrame.objects.get()
    columns = {"key": "a", "unit": "b", "encoding": "utf-8", "group": "inhabitants"}
    page = browser.post(url("frame_columns", number=frame.pk), columns, follow=True)
    assert "1 person can be drawn. 1 fault was found." in shown(page)
    page = browser.post(url("discard_frame", number=frame.pk), follow=True)
    assert "Nobody was drawn from it." in shown(page)


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.csv"), (b"\xff\xfe\x00", "a.csv"), (b"PK\x03\x04", "a.xlsx"), (b"a", "a.exe")],
)
def test_a_file_that_cannot_be_read_is_told_in_words(browser, content, name):
    assert upload(browser, content, name).status_code in {200, 400}


def test_a_draw_that_does_not_fit_the_file_is_refused_in_words(browser):
    frame = previewed()
    wish = {"way": "table", "table": "1151,101", "batches": "1", "seed": "7"}
    page = browser.post(url("frame", number=frame.id), wish)
    assert page.status_code == 400
    assert "Utsira has 100 people in the file, but 101 are to be drawn." in shown(page)
    page = browser.post(url("frame", number=frame.id), {"way": "table", "table": "nonsense", "batches": "1"})
    assert "is not a member and a number" in shown(page)


def test_how_many_would_be_drawn_is_told_before_anybody_is(browser):
    frame = previewed()
    wish = {"way": "margin", "margin": "5", "response": "50", "batches": "1", "seed": "7", "look": "yes"}
    page = browser.post(url("frame", number=frame.id), wish)
    assert "300 people would be drawn." in shown(page)
    assert "Utsira 100 100 ± 9.8" in shown(page)
    page = browser.post(url("frame", number=frame.id), wish | {"way": "number", "number": "20"})
    assert "60 people would be drawn." in shown(page)
    page = browser.post(url("frame", number=frame.id), wish | {"way": "table", "table": "1151,101"})
    assert "Utsira has 100 people in the file" in shown(page)
    assert not Case.objects.exists()


def test_a_letter_without_a_heading_is_refused_at_its_field(browser):
    drawn(5)
    given = {"channel": "letter", "purpose": "invitation", "on": "2026-03-02", "body_en": "Hello"}
    page = browser.post(url("add_mailing"), given)
    assert page.status_code == 400
    assert "Write a heading." in shown(page)
    assert "letter (has an address for it: 15)" in shown(page)


def test_a_text_is_shown_as_somebody_reads_it(browser):
    drawn(5)
    page = shown(browser.get(url("mailing", number=_plan(browser, "letter", "invitation"))))
    assert "Good day, N N." in page
    assert "{" not in page


def test_a_text_message_without_a_link_is_refused(browser):
    drawn(5)
    given = {"channel": "sms", "purpose": "invitation", "on": "2026-03-02", "body_en": "Hello"}
    page = browser.post(url("add_mailing"), given)
    assert "A text message needs {link}" in shown(page)


def test_names_are_found_and_outcomes_noted(browser):
    drawn(5)
    case = Case.objects.first()
    page = shown(browser.get(url("names"), {"q": case.contact["name"]}))
    assert case.number in page
    page = browser.post(url("person", case=case.pk), {"disposition": "2.31"}, follow=True)
    assert "The outcome is noted." in shown(page)
    assert Case.objects.get(pk=case.pk).disposition == "2.31"
    assert "Died after" in shown(browser.get(url("names"), {"q": case.number}))


def test_a_polling_firm_gets_a_file_with_links(browser):
    drawn(5)
    file = browser.post(url("sample"), {"format": "csv", "with_links": "yes"})
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",link")
    assert len(lines) == 16
    assert all("http://testserver/a/" in line for line in lines[1:])
    book = browser.post(url("sample"), {"format": "xlsx"})
    assert book.content[:2] == b"PK"


def test_what_came_back_is_noted(browser):
    drawn(5)
    number = Case.objects.first().number
    assert "a line each" in shown(browser.get(url("returned")))
    page = shown(browser.post(url("returned"), {"text": f"{number}\nnobody"}))
    assert "1 message is noted." in page
    assert "Nobody here has nobody" in page
    assert browser.post(url("returned"), {}).status_code == 400


def test_a_file_of_what_came_back_leads_to_letters(browser):
    drawn(5)
    mailing = planned()
    browser.post(url("send_mailing", number=mailing))
    lines = "\n".join(f"{one.to[0]};550 user unknown" for one in mail.outbox[:2])
    file = SimpleUploadedFile("bounces.csv", f"Address;Reason\n{lines}".encode("utf-8-sig"))
    page = browser.post(url("returned_of", number=mailing), {"file": file})
    assert "2 messages are noted." in shown(page)
    (way,) = html.fromstring(page.content).xpath("//a[contains(., 'Write letters to them')]/@href")
    form = html.fromstring(browser.get(way).content)
    assert set(form.xpath("//input[@type='radio'][@checked]/@value")) == {"letter", "instead"}
    assert "2: it came back" in shown(browser.get(url("mailing", number=mailing)))
    book = SimpleUploadedFile("bounces.xlsx", b"PK\x03\x04\x00\x00")
    assert "no text file" in shown(browser.post(url("returned"), {"file": book}))


def test_a_reminder_begins_with_words_of_its_own(browser):
    drawn(5)
    form = browser.get(url("add_mailing"), {"purpose": "reminder"})
    assert "have not had your answer yet" in shown(form)
    assert "have not had your answer yet" not in shown(browser.get(url("add_mailing")))


def test_a_council_is_added_once(browser):
    page = shown(browser.post(url("add_councils"), follow=True))
    assert "0 councillors are added." in page


def _addresses():
    frame = previewed()
    drawn(5)
    mailing = planned(Channel.LETTER)
    case = Case.objects.first().pk
    yield from (("get", url(name)) for name in ("people", "names", "add_frame", "add_mailing", "returned"))
    yield from (
        ("post", url(name)) for name in ("add_councils", "returned", "sample", "add_frame", "add_mailing")
    )
    yield from (("get", url("frame", number=frame.id)), ("post", url("frame", number=frame.id)))
    yield from (("post", url(name, number=frame.id)) for name in ("frame_columns", "discard_frame"))
    yield from (("get", url("mailing", number=mailing)), ("get", url("person", case=case)))
    names = ("send_mailing", "letters", "call_off_mailing", "returned_of")
    yield from (("post", url(name, number=mailing)) for name in names)
    yield ("post", url("person", case=case))


def test_t25_only_analysts_see_who_is_asked(signed_in, contact, secretary, outsider, councillor, inhabitant):
    addresses = list(_addresses())
    for actor in (contact, secretary, outsider, councillor):
        client = signed_in(actor)
        for method, address in addresses:
            assert getattr(client, method)(address).status_code == 404, (actor.reference, address)
    stranger = signed_in(inhabitant)
    for method, address in addresses:
        response = getattr(stranger, method)(address)
        assert response.status_code == 302
        assert "login" in response["Location"]


def test_what_is_not_there_is_not_found(browser):
    for name, given in (("frame", {"number": 1}), ("mailing", {"number": 1}), ("person", {"case": 1})):
        assert browser.get(url(name, **given)).status_code == 404
    assert browser.get(reverse("collect:people", kwargs={"ask": "nothing"})).status_code == 404
