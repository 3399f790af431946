# SPDX-License-Identifier: EUPL-1.2
"""Every address of goals: who gets a page, and what people do on it."""

import pytest
from django.urls import reverse

from samband.core.follow_up import operations, queries, urls
from samband.core.follow_up.queries import figures
from samband.core.follow_up.rules import GoalState, Pulse
from samband.core.follow_up.tests.conftest import NOON, figure

UTSIRA = {"code": "1151"}
OF_THE_GOAL = ("goal", "change", "adopt", "move", "progress", "publish", "add_action", "paper")
OF_AN_ACTION = ("action_done", "remove_action", "share_action", "feature_action", "copy_action")
WRITING = (
    ("get", "new"), ("post", "new"), ("get", "change"), ("post", "change"), ("get", "adopt"),
    ("post", "adopt"),
    ("post", "move"), ("post", "progress"), ("post", "publish"), ("post", "add_action"),
    ("post", "action_done"),
    ("post", "remove_action"), ("post", "share_action"),
)  # fmt: skip
OVERSEEING = (("get", "goals_csv"), ("post", "feature_action"))
READING = (("get", "goal"), ("get", "member"), ("get", "paper"))
FOR_ALL_MEMBERS = (("get", "start"), ("get", "practice"), ("get", "copy_action"))


@pytest.fixture
def address(adopted, contact):
    """An adopted goal with a shared action behind every address."""
    goal = adopted(actions=["Office hours in the shop"], title="What Utsira wants")
    action = queries.goal(actor=contact, goal_id=goal).actions[0].id
    operations.share_action(action_id=action, is_shared=True, by=contact, at=NOON)

    def of(name: str) -> str:
        given = UTSIRA if name in {"member", "new"} else {}
        given = {"number": goal} if name in OF_THE_GOAL else given
        given = {"number": action} if name in OF_AN_ACTION else given
        return reverse(f"follow_up:{name}", kwargs=given | ({"format": "pdf"} if name == "paper" else {}))

    return of


def test_every_address_has_its_line():
    listed = {name for _, name in (*WRITING, *OVERSEEING, *READING, *FOR_ALL_MEMBERS)}
    assert listed == {pattern.name for pattern in urls.urlpatterns} - {"how_by_mail"}


@pytest.mark.parametrize(("method", "name"), [*WRITING, *OVERSEEING, *READING, *FOR_ALL_MEMBERS])
def test_a_stranger_signs_in_and_an_outsider_finds_nothing(
    address, signed_in, inhabitant, outsider, method, name
):
    url = address(name)
    assert getattr(signed_in(inhabitant), method)(url).status_code == 302
    assert getattr(signed_in(outsider), method)(url).status_code == 404


@pytest.mark.parametrize(("method", "name"), WRITING)
def test_nobody_but_its_own_people_writes(address, signed_in, analyst, councillor, secretary, method, name):
    for actor in (analyst, councillor, secretary):
        assert getattr(signed_in(actor), method)(address(name)).status_code == 404


@pytest.mark.parametrize(("method", "name"), READING)
def test_its_own_people_and_the_association_read(
    address, signed_in, analyst, councillor, contact, secretary, method, name
):
    for actor in (analyst, councillor, contact):
        assert signed_in(actor).get(address(name)).status_code == 200
    assert signed_in(secretary).get(address(name)).status_code == 404


@pytest.mark.parametrize(("method", "name"), [line for line in WRITING if line[0] == "get"])
def test_the_contact_person_opens_every_form(address, signed_in, contact, method, name):
    assert signed_in(contact).get(address(name)).status_code == 200


def test_the_association_sees_who_acts_and_who_is_stuck(address, signed_in, analyst, contact, time_machine):
    url = address("start")
    page = signed_in(analyst).get(url).content.decode()
    assert "1 of 4 members work on a goal." in page
    assert "Trust – inhabitants" in page
    assert signed_in(contact).get(url).url == reverse("follow_up:member", args=["1151"])
    table = b"".join(signed_in(analyst).get(address("goals_csv")).streaming_content).decode()
    assert "What Utsira wants" in table
    time_machine.move_to("2027-06-01")
    assert "Past its deadline" in signed_in(analyst).get(url).content.decode()


def test_a_published_goal_is_open_to_everybody_without_what_is_said_inside(
    address, adopted, signed_in, contact, client
):
    number = adopted(title="Open to all")
    told = {"goal_id": number, "by": contact, "at": NOON}
    operations.tell_progress(pulse=Pulse.SLOW, text="Between ourselves", **told)
    operations.publish_goal(**told)
    page = client.get(reverse("follow_up:goal", args=[number])).content.decode()
    assert "Open to all" in page
    assert "Between ourselves" not in page
    listed = client.get(reverse("follow_up:member", args=["1151"])).content.decode()
    assert "Open to all" in listed
    assert "What Utsira wants" not in listed


FORM = {
    "title": "More trust", "owner_office": "Mayor", "deadline": "2027-01-01", "target": "2.9",
    "next_measurement": "Democracy 2027", "actions": "One\nTwo", "why": "", "proposal": "",
}  # fmt: skip


@pytest.fixture
def published(monkeypatch):
    """The tool has published one figure of Utsira."""

    def find(*, reference: str):
        return figure() if reference == figure().reference else None

    monkeypatch.setattr(queries, "published_figure", find)
    monkeypatch.setattr(figures, "measured_again", lambda *, figure: ())


def test_a_goal_is_set_from_a_figure(members, published, signed_in, contact):
    browser = signed_in(contact)
    url = f"{reverse('follow_up:new', kwargs=UTSIRA)}?figure={figure().reference}"
    form = browser.get(url).content.decode()
    assert "Higher: Trust – inhabitants" in form
    assert "2.4 (95% interval 2.2–2.6, 300 answers)" in form
    page = browser.post(url, FORM, follow=True).content.decode()
    assert "More trust" in page
    (goal,) = queries.goals_of(actor=contact, authority="1151")
    assert (goal.figure, goal.target, len(goal.actions)) == (figure(), 2.9, 2)


def test_a_figure_of_another_member_or_of_none_is_not_taken(
    members, published, signed_in, secretary, contact
):
    other = f"{reverse('follow_up:new', args=['4643'])}?figure={figure().reference}"
    assert signed_in(secretary).get(other).status_code == 404
    none = f"{reverse('follow_up:new', kwargs=UTSIRA)}?figure=surveys:nothing"
    assert signed_in(contact).get(none).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"target": "5"}, "The target lies outside the scale of the figure."),
        ({"target": "nan"}, "Enter a number."),
        ({"deadline": "2026-03-02"}, "Choose a day to come."),
        ({"title": ""}, "This field is required."),
        ({"actions": "x" * 301}, "At most 30 actions, each of 300 characters at most."),
    ],
)
def test_a_form_says_what_to_put_right(members, published, signed_in, contact, wrong, words):
    url = f"{reverse('follow_up:new', kwargs=UTSIRA)}?figure={figure().reference}"
    answer = signed_in(contact).post(url, FORM | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_target_is_written_with_a_comma_in_norwegian(members, published, signed_in, contact):
    url = f"{reverse('follow_up:new', kwargs=UTSIRA)}?figure={figure().reference}"
    signed_in(contact).post(url, FORM | {"target": "2,9"}, headers={"accept-language": "nb"})
    assert queries.goals_of(actor=contact, authority="1151")[0].target == 2.9


def test_a_contact_person_takes_a_goal_through_its_life(drafted, signed_in, contact):
    number, browser = drafted(), signed_in(contact)

    def send(name: str, **data: str) -> str:
        return browser.post(reverse(f"follow_up:{name}", args=[number]), data, follow=True).content.decode()

    assert "That day has not come." in send("adopt", body="Council", on="2026-03-03")
    assert "Council, 2 March 2026" in send("adopt", body="Council", on="2026-03-02")
    assert "You are asked again in three months." in send("progress", pulse="on_track")
    assert "Office hours" in send("add_action", text="Office hours")
    assert "Why" in send("move", state="not_reached")
    assert "Not enough was done." in send("move", state="not_reached", reason="Not enough was done.")
    assert queries.goal(actor=contact, goal_id=number).state is GoalState.NOT_REACHED


def test_a_step_that_is_not_possible_is_refused_in_words(drafted, signed_in, contact):
    number, browser = drafted(), signed_in(contact)
    page = browser.post(reverse("follow_up:move", args=[number]), {"state": "reached"}, follow=True)
    assert "The goal is “draft” and cannot become “reached”." in page.content.decode()


def test_what_others_shared_is_taken_over_on_the_pages(address, drafted, signed_in, secretary, contact):
    goal = drafted(authority="4643", by=secretary, title="Ours")
    browser = signed_in(secretary)
    assert "Office hours in the shop" in browser.get(address("practice")).content.decode()
    page = browser.post(address("copy_action"), {"goal": goal}, follow=True).content.decode()
    assert "Taken over from another member." in page
    begun = browser.get(
        f"{reverse('follow_up:new', args=['4643'])}?action={address('copy_action').split('/')[3]}"
    )
    assert "Office hours in the shop" in begun.content.decode()


def test_the_association_features_what_is_shared(address, signed_in, analyst):
    page = signed_in(analyst).post(address("feature_action"), {"feature": "yes"}, follow=True)
    assert "Featured" in page.content.decode()
