# SPDX-License-Identifier: EUPL-1.2
"""One thing of each area, for the addresses that name one. A new area adds its maker to MAKERS."""

import io
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from django.utils import timezone

from samband.core.access.queries import actor_by_email, role_grants
from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.collect import operations as collect
from samband.core.collect import queries as collect_queries
from samband.core.collect.analysis.drawing import DrawWish, Way
from samband.core.collect.analysis.invitations import Purpose
from samband.core.collect.analysis.phone import Window
from samband.core.collect.operations import Plan, frames, invitations, open_ask, paper, phone
from samband.core.collect.operations import meeting as halls
from samband.core.collect.queries import paper as paper_queries
from samband.core.collect.queries.meeting import meetings_of, word_of
from samband.core.collect.rules import SecretKind
from samband.core.collect.tests.questionnaires import of_inhabitants
from samband.core.follow_up import operations as goals
from samband.core.follow_up.rules import Pulse
from samband.core.follow_up.tests.conftest import figure
from samband.core.members.queries import memberships_of
from samband.core.notices.rules import Channel
from samband.core.people import operations as people
from samband.core.people import queries
from samband.core.people.rules import BodyKind, Gender, PostKind
from samband.engines.ballots import Candidate, ListProposal
from samband.engines.instrument import draw_answers
from samband.tools.congress import operations as congresses
from samband.tools.congress.management import demo as congress
from samband.tools.congress.rules import Electorate
from samband.tools.dialogue import operations as dialogue
from samband.tools.ethics import operations as ethics
from samband.tools.ethics import queries as interests
from samband.tools.ethics.analysis.dilemmas import Place, Stage
from samband.tools.ethics.operations import training as training_sessions
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.rules import Decided, Hand, InterestKind, NewDelegation, NewInterest, PostRole
from samband.tools.membership import queries as membership
from samband.tools.membership.management import demo as membership_demo
from samband.tools.surveys.queries import instrument as democracy
from tests.cast import UTSIRA

COUNCIL = "council-1151"


def need() -> int:
    """Something that Utsira asked for."""
    return dialogue.record_need(
        authority=UTSIRA.code, area="legal", title="A second opinion", stated_on=timezone.localdate(),
        by=INSTALLATION, at=timezone.now(),
    ).id  # fmt: skip


def use() -> int:
    """A service that Utsira used."""
    return dialogue.record_use(
        authority=UTSIRA.code, area="finance", service="Course", used_on=timezone.localdate(),
        by=INSTALLATION, at=timezone.now(),
    ).id  # fmt: skip


def now() -> dict[str, object]:
    return {"by": INSTALLATION, "at": timezone.now()}


def election() -> str:
    """Lists that have been handed in; nothing is declared."""
    lists = [ListProposal("List A", 9, (Candidate("Candidate 1", "woman"), Candidate("Candidate 2", "man")))]
    return congresses.create_election(
        slug="board", title="Board", seats=2, rule="norway_2018", lists=lists, **now()
    ).slug


def councillor() -> int:
    """The mayor in a council of three; the election that follows is uploaded and asks a question."""
    people.register_party(code="party-a", name="Party A (synthetic)", short="A", **now())
    people.register_term(code="2023", name="2023–2027", valid_from=date(2023, 10, 1), **now())
    people.register_body(
        code=COUNCIL, name="Council of Utsira", kind=BodyKind.COUNCIL, authority=UTSIRA.code, **now()
    )
    given = [
        people.add_office(
            person=people.NewPerson(name, gender=gender, email=f"{kind}@example.org"),
            office=people.NewOffice(COUNCIL, kind, date(2019 + 4 * term, 10, 1), until, "party-a", "2023"),
            **now(),
        )
        for name, gender, kind, term, until in (
            ("Councillor 1 (synthetic)", Gender.FEMALE, PostKind.MAYOR, 1, None),
            ("Councillor 2 (synthetic)", Gender.MALE, PostKind.MEMBER, 0, date(2023, 10, 1)),
            ("Councillor 3 (synthetic)", Gender.MALE, PostKind.SUBSTITUTE, 1, None),
        )
    ]
    return given[0].person


def interest() -> str:
    """The contact person is the mayor of the three too, and chairs a ferry company."""
    contact = actor_by_email(email="contact@example.org", on=timezone.localdate())
    person = queries.office(actor=INSTALLATION, office=office()).person
    people.link_account(person=person, account=contact.reference, **now())
    post = NewInterest(
        InterestKind.POST, date(2022, 1, 1), organisation="Utsira Ferry (synthetic)", role=PostRole.CHAIR
    )
    return ethics.declare_interest(person=person, new=post, by=contact, at=timezone.now()).key


def declared_in() -> int:
    """The ferry company of the contact person."""
    contact = actor_by_email(email="contact@example.org", on=timezone.localdate())
    post = interests.interest(actor=contact, key=interest())
    return post.organisation.id if post.organisation else 0


def screened_meeting() -> int:
    """A meeting tomorrow that decides on a grant to the ferry company; the contact person steps aside."""
    person = declarer()
    by, at = actor_by_email(email="contact@example.org", on=timezone.localdate()), timezone.now()
    items = ethics.read_agenda_text(text="12/26 Grant to Utsira Ferry (synthetic)\n13/26 Budget")
    tomorrow = timezone.localdate() + timedelta(1)
    number = ethics.enter_meeting(
        authority=UTSIRA.code, body=COUNCIL, day=tomorrow, items=items, by=by, at=at
    )
    register, agenda = meeting_files(facts=interests.facts_of_meeting(actor=by, number=number))
    ethics.screen_meeting(meeting=number, register=register, agenda=agenda, by=by, at=at)
    ethics.record_decision(
        meeting=number, item="12/26", person=person, outcome=Decided.STEPS_ASIDE, by=by, at=at
    )
    return number


def advice() -> int:
    """The contact person asks the ethics adviser about the grant to the ferry company."""
    meeting, person = screened_meeting(), declarer()
    by, at = actor_by_email(email="contact@example.org", on=timezone.localdate()), timezone.now()
    return ethics.ask_advice(
        meeting=meeting, place=1, person=person, question="Is it too close?", to_association=False, by=by,
        at=at,
    )  # fmt: skip


def checked_case() -> int:
    """A procurement in which the contact person decides about the ferry company; another bidder is a name."""
    person = declarer()
    by, at = actor_by_email(email="contact@example.org", on=timezone.localdate()), timezone.now()
    new = ethics.NewCase(
        "2026/118", "Ferry (synthetic)", "procurement", timezone.localdate() + timedelta(7),
        parties=("Utsira Ferry (synthetic)", "Nordvik Asphalt (synthetic)"),
    )  # fmt: skip
    number = ethics.enter_case(authority=UTSIRA.code, new=new, by=by, at=at)
    case = interests.case(actor=by, number=number)
    hands = (
        Hand(person, "Councillor 1 (synthetic)", "decide", "elected"),
        Hand(0, "Hired adviser (synthetic)", "prepare", "procurement_evaluator"),
    )
    ethics.change_case(
        case=number, item=case.item, day=case.day, body="", amount=None, hands=hands, by=by, at=at
    )
    register, agenda = case_files(facts=interests.facts_of_case(actor=by, number=number))
    ethics.check_case(case=number, register=register, agenda=agenda, by=by, at=at)
    return number


def delegation() -> str:
    """Who may decide on contracts for the council."""
    declarer()
    by, at = actor_by_email(email="contact@example.org", on=timezone.localdate()), timezone.now()
    new = NewDelegation("Director (synthetic)", COUNCIL, "case 1/26", date(2026, 1, 1), date(2026, 1, 1))
    return ethics.record_delegation(authority=UTSIRA.code, new=new, by=by, at=at)


def declarer() -> int:
    contact = actor_by_email(email="contact@example.org", on=timezone.localdate())
    return interests.interest(actor=contact, key=interest()).person


def training(steps: int = 0) -> training_sessions.Opened:
    """With one dilemma, so many presses on: after two it tells the law, after three it has ended."""
    opened = training_sessions.open_training(chosen=["guardian_now"], **now())
    place = Place(0, Stage.ASKING)
    for _ in range(steps):
        place = training_sessions.lead_on(lead=opened.lead, seen=place, **now())
    return opened


def election_file(rows: str) -> int:
    """A file of those elected in Utsira, looked into and not loaded."""
    term = people.NewTerm("2027–2031", date(2027, 10, 1))
    file = io.BytesIO(f"name,party,office,gender\n{rows}".encode())
    given = {"file": file, "filename": "election.csv", "authority": UTSIRA.code, "term": term}
    return people.preview_turnover(**given, **now()).id


def office() -> int:
    return queries.search(actor=INSTALLATION, wanted=queries.Wanted(kind=PostKind.MAYOR)).offices[0].id


def account() -> str:
    """The account of the contact person of Utsira, who has signed in."""
    person = actor_by_email(email="contact@example.org", on=timezone.localdate()).reference
    return person.removeprefix("person:")


def role() -> int:
    """The role of the contact person."""
    return role_grants(actor=INSTALLATION, person=f"person:{account()}")[0].id


def draft_ballot() -> str:
    """A ballot that is not called yet."""
    at = timezone.now()
    return congresses.create_ballot(
        slug="draft", title="Draft (synthetic)", question="Shall we?", electorate=Electorate.MEMBERS,
        rule="simple_majority", votes_rule="one_each", category="general", roll_on=at.date(),
        opens_at=at, closes_at=at + timedelta(days=1), by=INSTALLATION, at=at,
    ).slug  # fmt: skip


def invoice() -> int:
    """The invoice of Utsira for the decided year of the demo association."""
    membership_demo.load(**now())
    return membership.invoices_of(actor=INSTALLATION, member=UTSIRA.code)[0].number


def ask() -> str:
    """A questionnaire that can be answered."""
    return open_ask(
        slug="being-asked", title={"en": "How is it here?"}, instrument=of_inhabitants("pages"),
        reference_date=date(2026, 1, 1), units={UTSIRA.code: "Utsira"}, background={},
        plan=Plan(open_link=True), **now(),
    ).slug  # fmt: skip


def paper_batch() -> int:
    """Two sheets of Utsira."""
    return paper.make_sheets(
        ask="being-asked", unit=UTSIRA.code, group="inhabitants", language="en", number=2, **now()
    ).id


def paper_sheet() -> int:
    """The first of two new sheets, not keyed in."""
    return _sheets(paper_batch())[0]


def paper_unlike() -> int:
    """A sheet that was keyed in twice, not alike."""
    number = _sheets(paper_batch())[1]
    for answers in ({"has_time": "yes"}, {"has_time": "no"}):
        paper.key_sheet(sheet=number, answers=answers, **now())
    return number


def _sheets(batch: int) -> list[int]:
    return [one.id for one in paper_queries.sheets(actor=INSTALLATION, batch=batch)]


HALL = "asked-in-the-hall"


def open_hall() -> int:
    """The council of Utsira is answering in its meeting; three of eight have."""
    asked = democracy(code="local_democracy", version="2021")
    collect.open_ask(
        slug=HALL, title={"en": "Local democracy (synthetic)"}, instrument=asked,
        reference_date=date(2021, 1, 1), units={UTSIRA.code: UTSIRA.name, "0301": "Oslo", "4643": "Årdal"},
        background={}, plan=collect.Plan(channels=["meeting"]), **now(),
    )  # fmt: skip
    return _session(UTSIRA.code, answers=3)


def closed_hall() -> int:
    """The council of Årdal has its result."""
    number = _session("4643", answers=8)
    halls.close_meeting(meeting=number, **now())
    return number


def _session(unit: str, *, answers: int) -> int:
    presence = halls.Presence(seats=9, members=8)
    day = timezone.localdate()
    found = halls.prepare_meeting(ask=HALL, unit=unit, on=day, presence=presence, **now())
    codes = halls.make_codes(meeting=found.id, number=8, **now())
    halls.open_meeting(meeting=found.id, **now())
    for place, code in enumerate(codes[:answers]):
        answer_in_hall(ask=HALL, code=code, seed=place)
    return found.id


def answer_in_hall(*, ask: str, code: str, seed: int) -> None:
    """Somebody present answers, at random."""
    asked = democracy(code="local_democracy", version="2021")
    sheet = collect.Submission(
        ask=ask, kind=SecretKind.CODE, secret=code, nonce=f"nonce-of-the-code-{code}",
        answers=draw_answers(instrument=asked, group="councillors", seed=seed), language="en", mode="meeting",
    )  # fmt: skip
    collect.submit(submission=sheet, at=timezone.now())


def phone_ask() -> str:
    """People of Utsira are called, at any hour; the interviewer has one of them in hand."""
    now = timezone.now()
    collect.open_ask(
        slug="asked-by-phone", title={"en": "How is it here, by telephone?"},
        instrument=of_inhabitants("background"), reference_date=date(2026, 1, 1),
        units={UTSIRA.code: "Utsira", "0301": "Oslo"}, background={}, by=INSTALLATION, at=now,
    )  # fmt: skip
    people = [
        collect.NewCase(UTSIRA.code, "inhabitants", f"{number}", contact={
            "name": f"Inhabitant {number} (synthetic)", "phone": f"99 00 00 {number:02}",
        })
        for number in range(10, 14)
    ]  # fmt: skip
    collect.add_cases(ask="asked-by-phone", cases=people, by=INSTALLATION, at=now)
    cells = [
        collect.NewCell(f"{unit} {sex}", {"unit": [unit], "sex": [sex]}, 3)
        for unit in (UTSIRA.code, "0301") for sex in ("woman", "man")
    ]  # fmt: skip
    collect.set_quotas(ask="asked-by-phone", cells=cells, by=INSTALLATION, at=now)
    windows = [Window(day, time(0), time(23, 59, 59)) for day in range(1, 8)]
    plan = phone.PhoneSettings(windows, on_rest_days=True)
    phone.plan_calls(ask="asked-by-phone", plan=plan, by=INSTALLATION, at=now)
    interviewer = actor_by_email(email="interviewer@example.org", on=timezone.localdate())
    phone.next_call(ask="asked-by-phone", by=interviewer, at=now)
    return "asked-by-phone"


INVITED = "invited-by-letter"


def invited_ask() -> str:
    """People of Utsira who were drawn from a file; some have had a letter."""
    open_ask(
        slug=INVITED, title={"en": "How is it here, by letter?"}, instrument=of_inhabitants("pages"),
        reference_date=date(2026, 1, 1), units={UTSIRA.code: "Utsira", "0301": "Oslo"}, background={},
        plan=Plan(), **now(),
    )  # fmt: skip
    drawn = _people_file()
    wish = DrawWish(Way.NUMBER, number=20, by=("sex",), batches=2)
    frames.draw_sample(frame_id=drawn, wish=wish, seed=7, **now())
    return INVITED


def _people_file() -> int:
    rows = "".join(
        f"k{n};{(UTSIRA.code, '0301')[n % 2]};{('woman', 'man')[n % 3 % 2]};Inhabitant {n} (synthetic);"
        f"Road {n}, 5547 Utsira;i{n}@example.org;9900{n:04}\n"
        for n in range(100)
    )
    content = f"id;unit;sex;name;address;email;phone\n{rows}".encode()
    return frames.preview_frame(
        ask=INVITED, group="inhabitants", file=io.BytesIO(content), filename="people.csv", **now()
    ).id


def invited() -> int:
    return next(iter(collect_queries.cases(actor=INSTALLATION, ask=INVITED))).id


def letters() -> int:
    texts = {"subject": "What do you think?", "body": "Good day, {name}.\n\n{link}"}
    new = invitations.NewMailing(
        INVITED, Channel.LETTER, Purpose.INVITATION, {"en": texts, "nb": texts}, timezone.localdate(),
        "https://answers.example.org", batches=(1,),
    )  # fmt: skip
    number = invitations.plan_mailing(new=new, **now())
    invitations.write_letters(ask=INVITED, mailing=number, **now())
    return number


def goal() -> int:
    """Adopted by the council of Utsira and told about, from a figure that was measured again."""
    number = draft_goal()
    adoption = goals.Adoption("Municipal council", timezone.localdate(), "Case 12/26")
    goals.adopt_goal(goal_id=number, adoption=adoption, by=speaker(UTSIRA.code), at=timezone.now())
    goals.tell_progress(goal_id=number, pulse=Pulse.SLOW, by=speaker(UTSIRA.code), at=timezone.now())
    return number


def draft_goal() -> int:
    plan = goals.Plan(
        title="More people know whom to ask", owner_office="Chief executive", target=3.0,
        deadline=timezone.localdate() + timedelta(days=20), next_measurement="The next wave",
    )  # fmt: skip
    return goals.set_goal(
        authority=UTSIRA.code, plan=plan, figure=figure(), actions=["Office hours"], by=speaker(UTSIRA.code),
        at=timezone.now(),
    ).id  # fmt: skip


def shared_action() -> int:
    """What Oslo did and wants others to know."""
    by = speaker("0301")
    plan = goals.Plan("Quicker answers", "Chief executive", timezone.localdate() + timedelta(days=90), "2027")
    made = goals.set_goal(authority="0301", plan=plan, actions=["A duty rota"], by=by, at=timezone.now())
    adoption = goals.Adoption("City council", timezone.localdate())
    goals.adopt_goal(goal_id=made.id, adoption=adoption, by=by, at=timezone.now())
    lesson = "Begin with the mornings."
    action = made.actions[0].id
    goals.share_action(action_id=action, is_shared=True, lesson=lesson, by=by, at=timezone.now())
    return action


def speaker(code: str) -> Actor:
    return Actor("cast:speaker", frozenset({Grant(Role.CONTACT, code)}))


MAKERS: Mapping[str, Callable[[], object]] = {
    "hall_ask": lambda: HALL,
    "hall_open": open_hall,
    "hall_closed": closed_hall,
    "hall_word": lambda: word_of(meeting=meetings_of(actor=INSTALLATION, ask=HALL)[0].id),
    "invoice": invoice,
    "membership": lambda: memberships_of(actor=INSTALLATION, member=UTSIRA.code)[0].id,
    "notice": lambda: membership.prepared_notices(actor=INSTALLATION)[0].id,
    "need": need,
    "use": use,
    "goal": goal,
    "draft_goal": draft_goal,
    "shared_action": shared_action,
    "how_word": lambda: goals.word_for(goal_id=goal(), email="contact@example.org"),
    "congress": lambda: congress.add_congress(**now()),
    "open_ballot": lambda: congress.add_open_ballot(**now()),
    "draft_ballot": draft_ballot,
    "declared_ballot": lambda: congress.add_secret_ballot(**now()),
    "election": election,
    "declared_election": lambda: congress.add_committee(**now()),
    "person": councillor,
    "interest": interest,
    "declarer": declarer,
    "advice": advice,
    "screened_meeting": screened_meeting,
    "checked_case": checked_case,
    "delegation": delegation,
    "declared_in": declared_in,
    "training_lead": lambda: training().lead,
    "training_word": lambda: training().word,
    "law_lead": lambda: training(2).lead,
    "law_word": lambda: training(2).word,
    "ended_word": lambda: training(3).word,
    "office": office,
    "body": lambda: COUNCIL,
    "asking_file": lambda: election_file("Councilor 1 (synthetic),A,member,f\nCouncillor 9,B,member,x\n"),
    "faulty_file": lambda: election_file("Councillor 9,A,king,x\n"),
    "account": account,
    "ask": ask,
    "paper_batch": paper_batch,
    "paper_sheet": paper_sheet,
    "paper_unlike": paper_unlike,
    "phone_ask": phone_ask,
    "invited_ask": invited_ask,
    "invited": invited,
    "people_file": _people_file,
    "letters": letters,
    "stop_word": lambda: invitations.stop_word(case=invited(), channel=Channel.EMAIL),
    "role": role,
}
"""Name as in ``Visit.given`` -> makes one and returns what stands in the address."""
