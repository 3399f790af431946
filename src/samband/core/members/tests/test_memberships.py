# SPDX-License-Identifier: EUPL-1.2
"""Who is a member of what, on which day, as known when; lawful ends; what a merger does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.access.rules import INSTALLATION, NOBODY, Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import events
from samband.core.members import operations, queries
from samband.core.members.models import Authority, Succession
from samband.core.members.queries.statutes import BadStatutes, read_statutes, statutes
from samband.core.members.rules.memberships import (
    Agreement,
    LeavingRule,
    NoLawfulEnd,
    Reason,
    Scope,
    Statutes,
    lawful_end,
)
from samband.core.members.rules.register import UnknownAuthority
from samband.core.members.tests.conftest import AT, MEDIAN, OSLO, UTSIRA

FIRST, IN_2021, IN_2025 = date(2020, 1, 1), date(2021, 1, 1), date(2025, 1, 1)
CHANGE = date(2024, 1, 1)
LETTER = "Letter of the council, case 1/20"


@pytest.fixture
def founded(register) -> None:
    operations.found_memberships(valid_from=FIRST, by=INSTALLATION, at=AT)
    operations.follow_register(on=IN_2025, by=INSTALLATION, at=AT)


@pytest.fixture
def few(small_register) -> None:
    operations.found_memberships(valid_from=FIRST, by=INSTALLATION, at=AT)


def joined(member, scope="advocacy", **words):
    return operations.join(
        **{"valid_from": FIRST, "source": LETTER, "by": INSTALLATION, "at": AT, **words},
        member=member,
        scope=scope,
    )


def noticed(member, received_on, **words):
    given = {"scope": "employer", "source": LETTER, "by": INSTALLATION, "at": AT, **words}
    return operations.give_notice(member=member, received_on=received_on, **given)


def codes(scope="advocacy", on=IN_2021, **words):
    return [one.code for one in queries.members_on(on=on, scope=scope, **words)]


def test_356_municipalities_and_11_counties_are_367_and_all_but_oslo_366(founded):
    interest, employer = (queries.count_members(on=IN_2021, scope=code) for code in ("advocacy", "employer"))
    assert dict(interest.by_tier) == {"municipality": 356, "county": 11}
    assert (interest.places, interest.as_published, interest.absent) == (367, 367, ())
    assert [one.name for one in interest.two_tier] == ["Oslo"]
    assert employer.as_published == 366
    assert [one.name for one in employer.absent] == ["Oslo"]


def test_oslo_is_one_member_although_it_is_both_tiers(founded):
    members = queries.members_on(on=IN_2021, scope="advocacy")
    (oslo,) = [one for one in members if one.name == "Oslo"]
    assert (oslo.code, oslo.tiers, oslo.population) == (OSLO, ("municipality", "county"), 697_010)
    assert len(members) == len({one.code for one in members}) == 366
    assert len(queries.members_on(on=IN_2021, scope="employer")) == 365


def test_the_county_of_oslo_is_asked_for_by_either_number(few):
    assert queries.scopes_of(member="03", on=IN_2021) == ("advocacy", "digital")
    assert queries.is_member(member="03", on=IN_2021, scope="advocacy")
    assert not queries.is_member(member=OSLO, on=IN_2021, scope="employer")


def test_memberships_follow_renumbering_and_division(founded):
    assert {"3024", "30", "1507"} <= set(codes(on=IN_2021))
    assert {"3201", "31", "32", "33", "1508", "1580"} <= set(codes(on=IN_2025))
    assert not {"3024", "30", "1507"} & set(codes(on=IN_2025))
    count = queries.count_members(on=IN_2025, scope="advocacy")
    assert (dict(count.by_tier), count.as_published) == ({"municipality": 357, "county": 15}, 372)


def test_following_the_register_twice_changes_nothing(founded):
    before = events().total
    assert operations.follow_register(on=IN_2025, by=INSTALLATION, at=AT) == ()
    assert events().total == before


def test_a_member_that_has_not_followed_yet_keeps_its_last_name(few):
    (baerum,) = [one for one in queries.members_on(on=IN_2025, scope="advocacy") if one.code == "3024"]
    assert (baerum.name, baerum.tiers) == ("Bærum", ("municipality",))
    assert queries.steps_to_follow(on=IN_2025) != ()


def test_members_are_read_in_few_queries(founded, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert len(codes(on=IN_2025)) == 371


def test_who_is_a_member_already_cannot_join_again(few):
    with pytest.raises(
        operations.AlreadyMember, match="1151 is a member of “advocacy” from 2020-01-01 already"
    ):
        joined(UTSIRA, valid_from=IN_2021)


def test_nobody_joins_what_the_articles_do_not_know(few):
    with pytest.raises(queries.UnknownScope, match="Choose one of: advocacy, employer, digital"):
        joined(UTSIRA, "banking")


def test_who_is_no_authority_cannot_join(few):
    with pytest.raises(UnknownAuthority):
        joined("9999")


def test_notice_ends_a_membership_when_the_agreement_expires(few):
    changed = noticed(UTSIRA, date(2022, 6, 1))
    assert (changed.valid_to, changed.notice_given_on) == (CHANGE, date(2022, 6, 1))
    assert changed.end_reason is Reason.WITHDRAWN
    assert UTSIRA in codes("employer", date(2023, 12, 31))
    assert UTSIRA not in codes("employer", CHANGE)
    assert UTSIRA in codes("advocacy", CHANGE)


def test_notice_a_day_late_waits_for_the_next_agreement(few):
    assert noticed(UTSIRA, date(2022, 6, 2)).valid_to == date(2026, 1, 1)
    end = queries.earliest_end(scope="employer", notice_on=date(2022, 6, 2))
    assert (end.deadline, end.missed_deadline) == (date(2024, 6, 1), date(2022, 6, 1))
    assert (end.last_day, end.is_expected) == (date(2025, 12, 31), False)


def test_beyond_the_known_agreements_the_end_is_expected_only():
    end = lawful_end(statutes=statutes(), scope="employer", notice_on=date(2026, 11, 22))
    assert (end.last_day, end.deadline, end.is_expected) == (date(2029, 12, 31), date(2028, 6, 1), True)


def test_before_any_rule_no_end_is_made_up():
    with pytest.raises(NoLawfulEnd, match="Add the rule of leaving"):
        lawful_end(statutes=statutes(), scope="employer", notice_on=date(1999, 1, 1))


RULE = LeavingRule(date(1990, 1, 1), None, ("a",), {"en": "the board"}, {}, 6, 1, 1, 2, "", "")
BIENNIAL = Statutes(
    "", (Scope("a", {}),), (), (), (RULE,),
    tuple(Agreement(date(y, 1, 1), date(y + 2, 1, 1), "", is_verified=True) for y in range(1990, 2050, 2)),
    (),
)  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_the_end_is_the_first_expiry_whose_deadline_has_not_passed(day):
    """The slow twin: try every year from the notice on."""
    end = lawful_end(statutes=BIENNIAL, scope="a", notice_on=day)
    years = (y for y in range(day.year, 2060) if y % 2 == 1 and day <= date(y - 1, 6, 1))
    assert end.last_day == date(next(years), 12, 31)


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 900))
def test_a_later_notice_never_ends_earlier(day, days):
    later = day + timedelta(days)
    ends = [lawful_end(statutes=BIENNIAL, scope="a", notice_on=one).valid_to for one in (day, later)]
    assert ends == sorted(ends)


def test_notice_is_given_once(few):
    noticed(UTSIRA, date(2022, 6, 1))
    with pytest.raises(operations.UnderNotice, match="1151 gave notice of “employer” on 2022-06-01"):
        noticed(UTSIRA, date(2022, 6, 2))


def test_a_withdrawal_cannot_end_earlier_than_is_lawful(few):
    words = {"member": UTSIRA, "scope": "employer", "source": LETTER, "by": INSTALLATION, "at": AT}
    with pytest.raises(operations.TooEarly, match="The earliest lawful day is 2024-01-01"):
        operations.end_membership(**words, valid_to=date(2022, 6, 1), end_reason=Reason.WITHDRAWN)
    ended = operations.end_membership(**words, valid_to=date(2022, 6, 1), end_reason=Reason.EXCLUDED)
    assert (ended.valid_to, ended.end_reason) == (date(2022, 6, 1), Reason.EXCLUDED)


def test_what_was_believed_on_a_day_stays_answerable(few):
    later = AT + timedelta(days=30)
    changed = noticed(UTSIRA, date(2022, 6, 1), at=later)
    assert UTSIRA not in codes("employer", CHANGE)
    assert UTSIRA in codes("employer", CHANGE, as_known_at=later - timedelta(seconds=1))
    assert codes("employer", CHANGE, as_known_at=AT - timedelta(days=1)) == []
    versions = queries.versions_of(actor=INSTALLATION, member=UTSIRA, scope="employer")
    assert [one.superseded_at for one in versions] == [later, None]
    corrected = operations.correct_membership(
        membership=changed.id, valid_from=FIRST, valid_to=None, notice_given_on=None, end_reason=None,
        source="The notice concerned another member", note="", by=INSTALLATION, at=later + timedelta(days=1),
    )  # fmt: skip
    assert corrected.valid_to is None
    assert UTSIRA in codes("employer", CHANGE)
    assert UTSIRA not in codes("employer", CHANGE, as_known_at=later)


def test_what_never_was_is_struck_out_and_the_log_says_why(few):
    (held,) = queries.versions_of(actor=INSTALLATION, member=UTSIRA, scope="employer")
    later = AT + timedelta(days=30)
    operations.strike_membership(membership=held.id, why="Entered for another", by=INSTALLATION, at=later)
    assert UTSIRA not in codes("employer", CHANGE)
    assert UTSIRA in codes("employer", CHANGE, as_known_at=later - timedelta(seconds=1))
    (event, *_) = events(about=f"member:{UTSIRA}").events
    assert (event.event, event.details["why"]) == ("members.membership_struck", "Entered for another")
    with pytest.raises(operations.NoMembership):
        operations.strike_membership(membership=held.id, why="Twice", by=INSTALLATION, at=later)


def test_a_superseded_version_is_not_corrected(few):
    first = queries.versions_of(actor=INSTALLATION, member=UTSIRA, scope="employer")[0]
    noticed(UTSIRA, date(2022, 6, 1))
    with pytest.raises(operations.NoMembership):
        operations.correct_membership(
            membership=first.id, valid_from=FIRST, valid_to=None, notice_given_on=None, end_reason=None,
            source="", note="", by=INSTALLATION, at=AT,
        )  # fmt: skip


def test_a_joint_body_is_counted_apart_and_never_among_the_authorities(few):
    operations.add_organisation(
        code="joint-1", name="Fire service of two", kind="joint_body", owners=[UTSIRA, MEDIAN],
        valid_from=FIRST, by=INSTALLATION, at=AT,
    )  # fmt: skip
    before = queries.count_members(on=IN_2021, scope="advocacy")
    joined("joint-1")
    after = queries.count_members(on=IN_2021, scope="advocacy")
    assert (before.members, before.joint_bodies) == (after.members, 0)
    assert (after.joint_bodies, after.places, after.as_published) == (1, before.places, before.as_published)
    assert "joint-1" not in codes()
    (body,) = queries.members_on(on=IN_2021, scope="advocacy", kinds=("joint_body",))
    assert (body.name, body.population, body.organisation.owners) == (
        "Fire service of two",
        None,
        (UTSIRA, MEDIAN),
    )


def test_an_organisation_cannot_take_the_number_of_an_authority(few):
    with pytest.raises(ValueError, match="The code “1151” is taken"):
        operations.add_organisation(
            code=UTSIRA, name="x", kind="company", valid_from=FIRST, by=INSTALLATION, at=AT
        )


@pytest.fixture
def merging(db):
    """A and B become C on 1 January 2024; D takes in E on the same day and keeps its number."""
    for code, end in (("A", CHANGE), ("B", CHANGE), ("D", None), ("E", CHANGE)):
        Authority.objects.create(code=code, name=code, kind="municipality", valid_from=FIRST, valid_to=end)
    Authority.objects.create(code="C", name="C", kind="municipality", valid_from=CHANGE)
    for before, after in (("A", "C"), ("B", "C"), ("E", "D")):
        Succession.objects.create(date=CHANGE, kind="merged", code_before=before, code_after=after)


def test_a_merged_member_inherits_what_all_had(merging):
    for code in "ABDE":
        joined(code)
    assert operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT) == ()
    assert codes(on=date(2023, 12, 31)) == ["A", "B", "D", "E"]
    assert codes(on=CHANGE) == ["C", "D"]
    history = queries.memberships_of(actor=INSTALLATION, member="C")
    assert [(one.member, one.reason, one.end_reason) for one in history] == [
        ("A", Reason.JOINED, Reason.CEASED),
        ("B", Reason.JOINED, Reason.CEASED),
        ("C", Reason.INHERITED, None),
    ]


def test_what_only_some_had_awaits_a_decision_and_is_nobodys_until_then(merging):
    joined("A")
    (open_one,) = operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT)
    assert (open_one.member, open_one.having, open_one.lacking) == ("C", ("A",), ("B",))
    assert codes(on=CHANGE) == []
    assert queries.scopes_to_decide(on=CHANGE) == (open_one,)


@pytest.mark.parametrize("kind", ["renamed", "transferred"])
def test_a_new_name_or_a_moved_border_changes_no_membership(merging, kind):
    Succession.objects.filter(code_before="E").update(kind=kind)
    joined("D")
    assert operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT) == ()
    assert codes(on=CHANGE) == ["D"]
    assert queries.lineage_of(code="D") == {"D"}


@pytest.mark.parametrize(("is_member", "then"), [(True, ["C"]), (False, [])])
def test_a_decision_settles_it(merging, is_member, then):
    joined("A")
    operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT)
    words = {"member": "C", "scope": "advocacy", "source": LETTER, "by": INSTALLATION, "at": AT, "on": CHANGE}
    operations.decide_scope(**words, is_member=is_member)
    assert codes(on=CHANGE) == then
    assert operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT) == ()
    with pytest.raises(operations.NothingToDecide):
        operations.decide_scope(**words, is_member=is_member)


@pytest.mark.parametrize(("is_member", "then"), [(True, ["D"]), (False, [])])
def test_one_that_takes_in_another_goes_on_until_it_is_decided(merging, is_member, then):
    joined("D")
    operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT)
    assert codes(on=CHANGE) == ["D"]
    operations.decide_scope(
        member="D", scope="advocacy", is_member=is_member, source=LETTER, by=INSTALLATION, at=AT, on=CHANGE
    )
    assert codes(on=CHANGE) == then
    assert codes(on=date(2023, 12, 31)) == ["D"]


def test_a_withdrawal_that_takes_effect_with_the_merger_is_not_inherited(merging):
    for code in "AB":
        joined(code, "employer")
        noticed(code, date(2022, 1, 1))
    assert operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT) == ()
    assert codes("employer", CHANGE) == []


def test_a_notice_that_all_have_given_goes_over(merging):
    for code in "AB":
        joined(code, "employer")
        noticed(code, date(2023, 1, 1))
    operations.follow_register(on=CHANGE, by=INSTALLATION, at=AT)
    (taken,) = [one for one in queries.notices(actor=INSTALLATION, on=CHANGE) if one.member == "C"]
    assert (taken.valid_to, taken.notice_given_on) == (date(2026, 1, 1), date(2023, 1, 1))


OPERATIONS = {
    "join": {"member": UTSIRA, "scope": "advocacy", "valid_from": FIRST, "source": ""},
    "give_notice": {"member": UTSIRA, "scope": "advocacy", "received_on": FIRST, "source": ""},
    "found_memberships": {"valid_from": FIRST},
    "follow_register": {"on": FIRST},
    "decide_scope": {"member": UTSIRA, "scope": "advocacy", "is_member": True, "source": "", "on": FIRST},
    "add_organisation": {"code": "x", "name": "x", "kind": "company", "valid_from": FIRST},
}


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("who", [NOBODY, Actor("own", frozenset({Grant(Role.CONTACT, UTSIRA)}))])
def test_only_the_association_keeps_memberships(few, name, who):
    with pytest.raises(NotAllowed):
        getattr(operations, name)(**OPERATIONS[name], by=who, at=AT)


def test_a_member_reads_its_own_history_and_no_other(few):
    contact = Actor("own", frozenset({Grant(Role.CONTACT, UTSIRA)}))
    assert {one.scope for one in queries.memberships_of(actor=contact, member=UTSIRA)} == {
        "advocacy", "employer", "digital",
    }  # fmt: skip
    for actor, member in ((contact, OSLO), (NOBODY, UTSIRA)):
        with pytest.raises(NotAllowed):
            queries.memberships_of(actor=actor, member=member)
    with pytest.raises(NotAllowed):
        queries.notices(actor=contact, on=FIRST)


def test_every_change_is_in_the_log(few):
    noticed(UTSIRA, date(2022, 6, 1))
    latest = events().events[0]
    assert (latest.event, latest.about) == ("members.notice_given", "member:1151")
    assert latest.details == {"scope": "employer", "valid_from": "2020-01-01", "valid_to": "2024-01-01"}


def test_an_association_may_have_articles_of_its_own(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path
    assert [scope.code for scope in statutes().scopes] == ["advocacy", "employer", "digital"]
    (tmp_path / "membership.yaml").write_text("scopes: [{code: all, names: {en: Everything}}]\n")
    assert [scope.in_language("nb") for scope in queries.scopes()] == ["Everything"]


def test_every_fault_of_the_articles_is_named(tmp_path):
    file = tmp_path / "membership.yaml"
    file.write_text(
        "scopes: [{names: {en: x}}]\nagreements: [{valid_from: soon, valid_to: 2020-01-01}]\ntwo_tier: 3\n"
    )
    with pytest.raises(BadStatutes) as caught:
        read_statutes(file=file)
    assert caught.value.faults == (
        "scopes, entry 1: 'code' is missing. Add it.",
        "“two_tier” must be a list.",
        "agreements, entry 1: “soon” is no date; write it as 2024-01-01. Correct it.",
    )


def test_contradictions_of_the_articles_are_named(tmp_path):
    file = tmp_path / "membership.yaml"
    file.write_text(
        "scopes: [{code: a, names: {en: x}}]\n"
        "opening: [{scope: b, tiers: [municipality]}]\n"
        "agreements:\n- {valid_from: 2020-01-01, valid_to: 2022-01-01}\n"
        "- {valid_from: 2021-01-01, valid_to: 2023-01-01}\n"
    )
    with pytest.raises(BadStatutes, match="“b” is no scope") as caught:
        read_statutes(file=file)
    assert caught.value.faults[1].startswith("agreements: 2021-01-01 begins before 2022-01-01")


def test_broken_articles_are_told_with_their_line(tmp_path):
    file = tmp_path / "membership.yaml"
    file.write_text("scopes: [\n")
    with pytest.raises(BadStatutes, match="line 2"):
        read_statutes(file=file)
