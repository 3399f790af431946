# SPDX-License-Identifier: EUPL-1.2
"""The library and a session as a room meets them: one who leads, telephones that answer, no accounts."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from samband.core.collect.operations.intake.limits import LIMITS
from samband.tools.ethics.models import Training, TrainingAnswers, TrainingCount
from samband.tools.ethics.views import training as views

CASES = ["guardian_now", "represented_before_start"]


@pytest.fixture(autouse=True)
def fresh_limits():
    LIMITS._counts.clear()


@pytest.fixture
def leading(members):
    """A browser that leads, and the address of its page."""
    client = Client()
    answer = client.post(reverse("ethics:training_new"), {"dilemmas": CASES, "size_class": "small"})
    assert answer.status_code == 302
    return client, answer["Location"]


def screen(leading):
    client, address = leading
    return client.get(address).content.decode()


def press(leading, **more):
    client, address = leading
    seen = re.search(r'name="at" value="([^"]+)"', screen(leading))
    return client.post(
        f"{address}step/", {"at": seen[1] if seen else "", **more}, follow=True
    ).content.decode()


def code_on(leading):
    return re.search(r"<strong>(\d{6})</strong>", screen(leading))[1]


def telephone(code):
    """Somebody who typed the code; their browser and the address of their page."""
    phone = Client()
    answer = phone.post(reverse("ethics:training_join"), {"code": f"{code[:3]} {code[3:]}"})
    phone.get(answer["Location"])
    return phone, answer["Location"]


def answer(phone, choice, at="0.asking"):
    client, address = phone
    return client.post(f"{address}answer/", {"choice": choice, "at": at}, follow=True).content.decode()


def test_a_room_answers_talks_and_reads_the_law(leading):
    phones = [telephone(code_on(leading)) for _ in range(6)]
    for number, phone in enumerate(phones):
        assert "Your answer is counted" in answer(phone, "steps_aside" if number else "unsure")
    assert "<strong>6</strong>" in screen(leading)
    assert "How the room answered" not in screen(leading)
    told = press(leading)
    assert "5 (83" in told
    assert "Talk about it" in told
    assert "Whose side must a guardian take?" in told
    told = press(leading)
    assert "fvl. § 6" in told
    assert "Must be raised" in told
    assert "wait for a lawyer" in told
    assert "Tell the secretary in good time" in told
    client, address = phones[0]
    assert "fvl. § 6" in client.get(address).content.decode()
    assert "Dilemma 2 of 2" in press(leading)
    assert "What is right here?" in client.get(address).content.decode()
    for _ in range(3):
        press(leading)
    assert "The session has ended" in screen(leading)
    assert TrainingCount.objects.get().answers == 6


def test_what_four_answered_is_not_shown(leading):
    for phone in [telephone(code_on(leading)) for _ in range(4)]:
        answer(phone, "assess")
    told = press(leading)
    assert "4 have answered. From 5 answers on" in told
    assert "How the room answered" not in told


def test_t30_one_telephone_answers_once(leading):
    phone = telephone(code_on(leading))
    answer(phone, "assess")
    answer(phone, "takes_part")
    assert dict(TrainingAnswers.objects.filter(number__gt=0).values_list("choice", "number")) == {"assess": 1}


def test_a_browser_without_cookies_is_told_that_nothing_was_counted(leading):
    client, address = telephone(code_on(leading))
    client.cookies.clear()
    assert "keeps no cookies" in answer((client, address), "assess")
    assert not TrainingAnswers.objects.filter(number__gt=0).exists()


def test_a_late_answer_is_told_that_it_came_late(leading):
    phone = telephone(code_on(leading))
    press(leading)
    assert "on the screen already" in answer(phone, "assess")
    assert "Choose one of the answers" in answer(phone, "no_such_choice")
    assert "Choose one of the answers" in answer(phone, "assess", at="x")


def test_the_aim_has_no_form_and_no_name_so_that_it_stays_on_the_telephone(leading):
    client, address = telephone(code_on(leading))
    press(leading, do="end")
    page = client.get(address).content.decode()
    area = re.search(r"<textarea[^>]*>", page)[0]
    assert "name=" not in area
    assert "hx-" not in area
    assert 'hx-get="/ethics/training' not in page


def test_a_telephone_is_told_to_load_anew_only_when_the_session_has_gone_on(leading):
    client, address = telephone(code_on(leading))
    assert client.get(f"{address}now/?at=0.asking").status_code == 204
    press(leading)
    assert client.get(f"{address}now/?at=0.asking")["HX-Refresh"] == "true"


def test_the_square_leads_in_and_a_wrong_code_does_not(leading, client):
    code = code_on(leading)
    assert client.get(f"/ethics/join/{code}/").status_code == 302
    wrong = f"{(int(code) + 1) % 10**6:06}"
    answered = client.get(f"/ethics/join/{wrong}/")
    assert answered.status_code == 400
    assert "opens nothing now" in answered.content.decode()
    press(leading, do="end")
    assert client.get(f"/ethics/join/{code}/").status_code == 400


def test_t30_whoever_tries_many_codes_has_to_wait(leading, client, monkeypatch):
    monkeypatch.setattr(views, "WRONG_PER_HOUR", 2)
    for _ in range(2):
        assert client.post("/ethics/join/", {"code": "abc"}).status_code == 400
    told = client.post("/ethics/join/", {"code": code_on(leading)})
    assert told.status_code == 429
    assert "Wait an hour" in told.content.decode()


def test_whoever_opens_many_sessions_has_to_wait(leading, client, monkeypatch):
    monkeypatch.setattr(views, "OPENED_PER_HOUR", 1)
    told = client.post(reverse("ethics:training_new"), {"dilemmas": CASES})
    assert told.status_code == 400
    assert "Wait an hour" in told.content.decode()
    assert Training.objects.count() == 1


def test_without_a_dilemma_nothing_opens(members, client):
    told = client.post(reverse("ethics:training_new"), {"size_class": "small"})
    assert told.status_code == 400
    assert "Choose at least one dilemma." in told.content.decode()
    most = [one.code for one in views.queries.dilemmas() if one.is_for_training][:13]
    assert "at most 12" in client.post(reverse("ethics:training_new"), {"dilemmas": most}).content.decode()


def test_five_are_proposed_and_those_of_a_theme_where_one_comes_from(members, client):
    page = client.get(reverse("ethics:training_new")).content.decode()
    assert page.count(" checked") == 5
    page = client.get(reverse("ethics:training_new"), {"theme": "money"}).content.decode()
    assert page.count(" checked") == 5
    assert page.count('<details class="ds-details" open') == 1


def test_the_library_tells_situation_question_and_law_by_theme(members, client):
    page = client.get(reverse("ethics:dilemmas"), {"theme": "acting_for_others"}).content.decode()
    assert "A councillor is the appointed guardian of an old man." in page
    assert page.count("<summary>What the law says</summary>") == page.count("<article")
    assert "fvl. § 6" in page
    assert "in your language yet" not in page
    assert client.get(reverse("ethics:dilemmas"), {"theme": "nothing"}).status_code == 200


def test_who_reads_a_language_without_words_is_told_so(members, client):
    page = client.get(reverse("ethics:dilemmas"), headers={"Accept-Language": "ka"}).content.decode()
    assert 'lang="en"><p' in page
    assert 'lang="nb"><p' not in page
    bokmal = client.get(reverse("ethics:dilemmas"), headers={"Accept-Language": "nb"}).content.decode()
    assert 'lang="nb"><p' in bokmal
    assert 'lang="en"><p' not in bokmal


def test_every_theme_of_the_country_opens(members, client):
    for theme in {one.theme for one in views.queries.dilemmas()}:
        assert client.get(reverse("ethics:dilemmas"), {"theme": theme}).status_code == 200


def test_an_address_that_leads_nowhere_is_not_found(members, client):
    for name, given in (
        ("training_lead", "x"), ("training_count", "x"), ("training_take", "x"), ("training_now", "x"),
    ):  # fmt: skip
        assert client.get(reverse(f"ethics:{name}", args=[given])).status_code == 404
    assert client.post(reverse("ethics:training_step", args=["x"]), {"do": "end"}).status_code == 404
    assert client.post(reverse("ethics:training_answer", args=["x"])).status_code == 404


def test_the_association_reads_counts_and_takes_them_away(members, signed_in, analyst):
    TrainingCount.objects.create(year=2026, size_class="small", sessions=7, answers=140)
    TrainingCount.objects.create(year=2026, size_class="", sessions=2, answers=40)
    client = signed_in(analyst)
    page = client.get(reverse("ethics:training_statistics")).content.decode()
    assert "140" in page
    assert "fewer than five" in page
    file = b"".join(client.get(reverse("ethics:training_statistics_csv"))).decode()
    assert "2026,small,7,140" in file
    assert "40" not in file.replace("140", "")


def test_a_telephone_that_waits_costs_one_query(leading, django_assert_num_queries):
    client, address = telephone(code_on(leading))
    with django_assert_num_queries(1):
        client.get(f"{address}now/?at=0.asking")


def test_the_log_tells_of_a_session_in_a_sentence(leading, signed_in, administrator):
    press(leading, do="end")
    log = signed_in(administrator).get("/audit/").content.decode()
    assert "opened a training session (dilemmas: 2)" in log
    assert "ended a training session (dilemmas: 2)" in log


def test_who_is_meant_is_told_where_a_dilemma_asks_about_several(members, client):
    page = client.get(reverse("ethics:dilemmas"), {"theme": "quorum"}).content.decode()
    assert "<strong>Deputy: Ella</strong>" in page
    assert "Frida steps in for Anna" in page
    assert "12 March 2026" not in page
    single = client.get(reverse("ethics:dilemmas"), {"theme": "acting_for_others"}).content.decode()
    assert "<strong>Member" not in single


def test_the_day_is_told_where_the_law_has_changed(members, client):
    page = client.get(reverse("ethics:dilemmas"), {"theme": "norway_over_time"}).content.decode()
    assert "<strong>1 October 2019</strong>" in page
    assert "<strong>30 September 2019</strong>" in page


def test_what_must_be_assessed_is_told_with_what_to_weigh(members, client):
    page = client.get(reverse("ethics:dilemmas"), {"theme": "closeness"}).content.decode()
    assert "<strong>It must be assessed first.</strong> </p>" in page
    assert "To be weighed:" in page
    assert page.count("wait for a lawyer") == 1
