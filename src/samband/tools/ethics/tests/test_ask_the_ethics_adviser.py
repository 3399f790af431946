# SPDX-License-Identifier: EUPL-1.2
"""From a councillor's question to an answer that differs from the program, as those concerned meet it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from samband.core.access.rules import Actor, Grant, Role
from samband.core.audit.queries import all_events
from samband.core.people.operations import erase_person
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.names import without
from samband.tools.ethics.analysis.similar import Likeness, Shared, most_similar
from samband.tools.ethics.models import Advice, Screening
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries.advice import advice_case, askable, questions
from samband.tools.ethics.rules import Decided, InterestKind, NoSuchMeeting
from samband.tools.ethics.rules.advice import AdviceStatus, Advised, NoSuchAdvice, Weighed, Weight
from samband.tools.ethics.tests.conftest import DOING, FERRY, NOON, UTSIRA

DAY = date(2026, 3, 19)
AGENDA = f"12/26 Grant to the ferry\nApplicant {FERRY}\n13/26 Budget\n"
QUESTION = "Anne Berg sat in Utsira Ferry AS. Is that too close?"


@pytest.fixture
def meeting(declared, contact):
    """Anne works for the applicant, without a leading post: a rule with discretion."""
    declared(kind=InterestKind.EMPLOYMENT, role=None, what="Deck hand")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=operations.read_agenda_text(text=AGENDA),
        by=contact, at=NOON,
    )  # fmt: skip
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=contact, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=agenda, by=contact, at=NOON)
    return number


@pytest.fixture
def asked(meeting, council, anne):
    return ask(meeting, council, anne)


def ask(meeting, council, by, *, to_association=False, at=NOON):
    return operations.ask_advice(
        meeting=meeting, place=1, person=council["Anne"], question=QUESTION, to_association=to_association,
        by=by, at=at,
    )  # fmt: skip


def give(number, by, advised=Advised.NONE, reason="She only ties ropes", **more):
    weighed = {"dependence": Weighed(Weight.AGAINST, "one of forty")}
    told = {"number": number, "weighed": weighed, "answer": "Take part.", "advised": advised,
            "reason": reason, "by": by, "at": NOON}  # fmt: skip
    operations.give_advice(**(told | more))


def page(client, name, *args):
    answer = client.get(reverse(f"ethics:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_question_to_the_answer_in_two_browsers(
    meeting, council, anne, contact, signed_in, councillor
):
    phone = signed_in(councillor)
    way = reverse("ethics:advice_ask", args=[meeting, 1, council["Anne"]])
    assert way in page(phone, "own_meetings")
    assert "What goes along" in phone.get(way).content.decode()
    sent = phone.post(way, {"question": QUESTION}, follow=True)
    assert "The question is sent" in sent.content.decode()
    number = Advice.objects.get().pk
    desk = signed_in(contact)
    assert "7 days to the meeting" in page(desk, "advice")
    form = desk.get(reverse("ethics:advice_question", args=[number])).content.decode()
    assert QUESTION in form
    assert "What place does the person have in the organisation" in form
    assert "Earlier similar cases" in form
    told = {
        "do": "give", "answer": "Take part.", "advised": "none", "reason": "She only ties ropes",
        "w_dependence": "against", "n_dependence": "one of forty",
    }  # fmt: skip
    assert "The body decides" in desk.post(
        reverse("ethics:advice_question", args=[number]), told, follow=True
    ).content.decode()  # fmt: skip
    for reader, name, args in (
        (desk, "result", [meeting]), (signed_in(councillor), "own_meetings", []),
    ):  # fmt: skip
        seen = page(reader, name, *args)
        assert "The program found: must be assessed." in seen
        assert "The adviser said: May take part, because: She only ties ropes" in seen
    assert "one of forty" in page(signed_in(councillor), "advice_question", number)


def test_the_evidence_stands_and_the_rule_stays_after_an_answer_that_differs(asked, meeting, contact):
    before = Screening.objects.get().result
    give(asked, contact)
    assert Screening.objects.get().result == before
    register, agenda = meeting_files(facts=queries.facts_of_meeting(actor=contact, number=meeting))
    operations.screen_meeting(meeting=meeting, register=register, agenda=agenda, by=contact, at=NOON)
    assert Screening.objects.latest("pk").result == before


@pytest.mark.parametrize("language", ["en", "nb", "nn", "ro"])
def test_the_minutes_tell_it_beside_the_decision_of_the_body(
    asked, meeting, council, contact, signed_in, language
):
    give(asked, contact)
    operations.record_decision(
        meeting=meeting, item="12/26", person=council["Anne"], outcome=Decided.TAKES_PART, by=contact, at=NOON
    )
    address = reverse("ethics:minutes", args=[meeting])
    text = signed_in(contact).get(f"{address}?language={language}").context["text"]
    assert "She only ties ropes" in text
    assert questions(actor=contact)[0].status is AdviceStatus.DECIDED


def test_an_answer_that_agrees_adds_nothing_to_the_minutes(asked, meeting, council, contact, signed_in):
    give(asked, contact, advised=None, reason="")
    operations.record_decision(
        meeting=meeting, item="12/26", person=council["Anne"], outcome=Decided.TAKES_PART, by=contact, at=NOON
    )
    text = signed_in(contact).get(reverse("ethics:minutes", args=[meeting])).context["text"]
    assert "adviser" not in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reason": " "}, "Say why"),
        ({"answer": " "}, "Write the answer"),
        ({"advised": Advised.ASSESS}, "The program says the same"),
    ],
)
def test_an_answer_is_refused_with_what_to_do(asked, contact, more, words):
    with pytest.raises(Refused, match=words):
        give(asked, contact, **more)


def test_a_refused_answer_is_shown_with_what_was_written(asked, contact, signed_in):
    told = {"do": "give", "answer": "My long answer", "advised": "none", "reason": ""}
    answer = signed_in(contact).post(reverse("ethics:advice_question", args=[asked]), told)
    assert answer.status_code == 400
    assert "Say why" in answer.content.decode()
    assert "My long answer" in answer.content.decode()


def test_nobody_asks_twice_while_it_waits_and_one_may_ask_again_after_the_answer(
    asked, meeting, council, anne, contact
):
    with pytest.raises(Refused, match="Wait for the answer"):
        ask(meeting, council, anne)
    give(asked, contact)
    with pytest.raises(Refused, match="answered already"):
        give(asked, contact)
    assert ask(meeting, council, contact) != asked


def test_advice_comes_before_the_meeting(meeting, council, contact):
    with pytest.raises(Refused, match="comes before it"):
        ask(meeting, council, contact, at=NOON + timedelta(days=30))


def test_t35_what_is_half_written_is_for_advisers_alone(asked, anne, contact):
    operations.take_advice(number=asked, by=contact, at=NOON)
    operations.keep_advice(
        number=asked, weighed={"closeness": Weighed(Weight.FOR)}, answer="Hm", by=contact, at=NOON
    )
    seen = {
        who: advice_case(actor=who, number=asked, language="en", at=NOON).record for who in (anne, contact)
    }
    assert (seen[contact].answer, seen[anne].answer, dict(seen[anne].weighed)) == ("Hm", "", {})
    assert seen[anne].status is AdviceStatus.TAKEN


def test_t35_nobody_advises_about_oneself(asked, anne):
    both = Actor(anne.reference, anne.grants | {Grant(Role.SECRETARY, UTSIRA)})
    assert not advice_case(actor=both, number=asked, language="en", at=NOON).may_answer
    with pytest.raises(NoSuchAdvice):
        give(asked, both)


def test_t35_the_association_and_other_members_do_not_learn_of_a_question(
    asked, meeting, council, administrator, analyst, secretary, outsider
):
    for who in (administrator, analyst, secretary, outsider):
        with pytest.raises(NoSuchAdvice):
            advice_case(actor=who, number=asked, language="en", at=NOON)
        with pytest.raises(NoSuchMeeting):
            ask(meeting, council, who)
    assert questions(actor=analyst) == ()


def test_a_councillor_asks_about_nobody_else_and_about_nothing(meeting, council, anne):
    for place, person in ((1, "Ola"), (2, "Anne"), (9, "Anne")):
        with pytest.raises(NoSuchMeeting):
            askable(actor=anne, meeting=meeting, place=place, person=council[person], on=NOON.date(),
                    language="en")  # fmt: skip


def test_t35_the_association_answers_without_a_name_when_the_asker_wants_it(
    meeting, council, anne, analyst, contact, signed_in
):
    number = ask(meeting, council, anne, to_association=True)
    desk = signed_in(analyst)
    for text in (page(desk, "advice"), page(desk, "advice_question", number)):
        assert "A councillor" in text
        assert not [word for word in ("Anne", "Berg", "Utsira", "12/26", "Council of", FERRY) if word in text]
    assert "Is that too close?" in text
    give(number, analyst)
    assert "She only ties ropes" in page(signed_in(contact), "result", meeting)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ANNE BERG and anne berg", "… and …"),
        ("Strauß says: Anne Berg", "Strauß says: …"),
        ("Anne\n  Berg, Anne-Berg, AnneBerg@utsira.example", "…, …, …"),
        ("A\u030ase Ødegård; Ase Odegard; Åse\u200b Øde\u00adgård", "…; …; …"),
        ("Аnnе Berg, with two letters from Russia", "…, with two letters from Russia"),
        ("Anne Bergs brother", "…s brother"),
        ("Ferry A/S, Ferry  AS", "…, …"),
        ("974 760 673, +47 51 00 00 99, 1 000 000 kr in 2026", "…, +…, 1 000 000 kr in 2026"),
        ("Bo asks about a boat", "… asks about a boat"),
        ("Nothing here", "Nothing here"),
    ],
)
def test_t35_names_are_hidden_however_they_are_written(text, shown):
    names = ["Anne Berg", "Åse Ødegård", "Ferry AS", "Bo"]
    assert without(text=text, names=names) == shown


def test_a_question_waits_on_the_start_page_of_who_answers(asked, anne, contact):
    wanted = "1 question to the ethics adviser"
    assert [one.due for one in queries.waiting(actor=contact) if one.title == wanted] == [DAY]
    assert wanted not in [one.title for one in queries.waiting(actor=anne)]
    give(asked, contact)
    assert wanted not in [one.title for one in queries.waiting(actor=contact)]


def test_t35_mails_say_neither_who_nor_what(meeting, council, signed_in, councillor, contact):
    signed_in(contact)
    way = reverse("ethics:advice_ask", args=[meeting, 1, council["Anne"]])
    signed_in(councillor).post(way, {"question": QUESTION})
    number = Advice.objects.get().pk
    give_form = {"do": "give", "answer": "Yes."}
    signed_in(contact).post(reverse("ethics:advice_question", args=[number]), give_form)
    assert {one.subject for one in mail.outbox} >= {"Your question about taking part is answered"}
    for one in mail.outbox:
        assert not [word for word in ("Anne", "ferry", "12/26") if word in one.subject + one.body]


def test_earlier_answers_and_decisions_of_the_member_are_shown_without_a_name(
    asked, meeting, council, contact, signed_in
):
    give(asked, contact)
    again = ask(meeting, council, contact)
    text = page(signed_in(contact), "advice_question", again)
    part = text[text.index("Earlier similar cases") :]
    assert "Advice before the meeting on 19 March 2026" in part
    assert "Same rule, same kind of case, same kind of tie, same outcome" in part
    assert "Anne" not in part


def test_similar_cases_stand_under_the_same_rule_and_the_closest_first():
    to = Likeness(frozenset({"NO-21"}), frozenset({"post"}), "grant", "assess")
    cases = [
        (Likeness(frozenset({"NO-21"}), frozenset({"post"}), "contract", "assess"), "tie"),
        (Likeness(frozenset({"NO-01"}), frozenset({"post"}), "grant", "assess"), "another rule"),
        (Likeness(frozenset({"NO-21"}), frozenset(), "grant", "none"), "matter"),
    ]
    found = most_similar(to=to, cases=cases, most=5)
    assert found == (
        ((Shared.RULE, Shared.MATTER), "matter"),
        ((Shared.RULE, Shared.TIE, Shared.OUTCOME), "tie"),
    )


def test_every_step_is_in_the_log_without_an_answer(asked, contact):
    operations.take_advice(number=asked, by=contact, at=NOON)
    give(asked, contact)
    advice_case(actor=contact, number=asked, language="en", at=NOON)
    told = [one for one in all_events() if one.event.startswith("ethics.advice_")]
    assert {one.event for one in told} == {
        f"ethics.advice_{one}" for one in ("asked", "taken", "given", "read")
    }
    assert "ropes" not in str([one.details for one in told])


def test_the_person_sees_that_it_is_kept_and_it_goes_with_person_and_meeting(asked, anne, council):
    assert "Questions to the ethics adviser about you" in [one.title for one in holdings(actor=anne)]
    erase_person(person=council["Anne"], **DOING)
    operations.erase_what_is_over(at=NOON)
    assert Advice.objects.count() == 0


def test_it_is_kept_as_long_as_the_meeting(asked):
    operations.erase_what_is_over(at=NOON + timedelta(days=20 * 366))
    assert Advice.objects.count() == 0
