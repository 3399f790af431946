# SPDX-License-Identifier: EUPL-1.2
"""Who sat where on that day: by person, organisation, body and day, where the policy lets everybody read."""

from datetime import date, timedelta

import pytest

from samband.core.access.rules import INSTALLATION
from samband.core.people.operations import erase_person
from samband.core.people.rules import NoSuchPerson
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Interest
from samband.tools.ethics.queries import RegisterIsPrivate, Wanted
from samband.tools.ethics.queries.own import earlier_of, own_earlier
from samband.tools.ethics.queries.policy import BadPolicy, policy_on, read_policies
from samband.tools.ethics.rules import (
    InterestKind,
    NoSuchOrganisation,
    PostRole,
    SourceKind,
    is_number,
    months_after,
    plain_number,
)
from samband.tools.ethics.tests.conftest import FERRY, NOON, TODAY, UTSIRA, elect, ferry

THAT_DAY = date(2024, 3, 12)


def names(**wanted):
    return [line.interest.name for line in queries.register(wanted=Wanted(**({"on": TODAY} | wanted))).lines]


def test_who_sat_where_on_12_march_2024(declared, anne):
    declared(valid_from=date(2024, 3, 12), valid_to=date(2024, 3, 13))
    days = (THAT_DAY - timedelta(1), THAT_DAY, THAT_DAY + timedelta(1))
    assert [names(on=day) for day in days] == [[], ["Anne Berg"], []]


@pytest.mark.parametrize("text", ["anne", "berg an", "utsira ferry", FERRY, "974 760 673", "FERRY as"])
def test_it_is_found_by_person_organisation_and_number(declared, text):
    declared()
    assert names(text=text) == ["Anne Berg"]


@pytest.mark.parametrize("text", ["ola", "taxi", "999", "%", "_"])
def test_what_is_not_there_is_not_found(declared, text):
    declared()
    assert names(text=text) == []


def test_it_is_found_by_member_and_body(declared):
    declared()
    assert names(authority=UTSIRA, body="council-1151") == ["Anne Berg"]
    assert names(authority="4643") == names(body="council-4643") == []


def test_only_kinds_that_the_policy_names_are_shown(declared):
    for kind in (InterestKind.DEBT, InterestKind.INCOME, InterestKind.MEMBERSHIP):
        declared(kind=kind, role=None)
    assert names() == []


def test_only_people_in_public_office_on_the_day_are_shown(declared, council, contact):
    gone = elect("Gone Early", begins=date(2019, 10, 1), ends=date(2023, 10, 1))
    with pytest.raises(NoSuchPerson):
        queries.public_person(person=gone, on=TODAY)
    declared()
    assert names(on=date(2023, 9, 30)) == []


def test_who_was_erased_is_gone_at_once(declared, council):
    declared()
    erase_person(person=council["Anne"], by=INSTALLATION, at=NOON)
    assert names() == names(known_at=NOON) == []
    with pytest.raises(NoSuchPerson):
        queries.public_person(person=council["Anne"], on=TODAY)


def test_the_register_reads_as_it_was_known_then(declared, anne):
    key = declared().key
    operations.end_interest(key=key, last_day=TODAY, by=anne, at=NOON + timedelta(days=1))
    assert names(on=TODAY + timedelta(1)) == []
    assert names(on=TODAY + timedelta(1), known_at=NOON) == ["Anne Berg"]
    assert names(known_at=NOON - timedelta(seconds=1)) == []


@pytest.mark.parametrize("is_not_mine", [False, True])
def test_t34_what_was_never_true_is_not_read_again_by_asking_for_an_earlier_day(declared, anne, is_not_mine):
    """Also not what stood there before it was corrected, for it is the same claim."""
    key = declared().key
    operations.correct_interest(
        key=key, to=ferry(role=PostRole.MANAGER), by=anne, at=NOON + timedelta(hours=1)
    )
    later = NOON + timedelta(days=1)
    operations.withdraw_interest(key=key, is_not_mine=is_not_mine, by=anne, at=later)
    assert names(known_at=NOON) == names(known_at=NOON + timedelta(hours=2)) == []


def test_t34_who_serves_the_council_does_not_read_again_what_was_of_somebody_else(
    declared, council, anne, contact
):
    """Whoever takes it back is told that nobody sees it any more; the person alone still does."""
    key = declared().key
    Interest.objects.update(source=SourceKind.REGISTER)
    operations.withdraw_interest(key=key, is_not_mine=True, by=anne, at=NOON + timedelta(days=1))
    told = {"authority": UTSIRA, "person": council["Anne"], "known_on": TODAY}
    assert earlier_of(actor=contact, at=NOON + timedelta(days=2), **told).held == ()
    own = own_earlier(actor=anne, known_on=TODAY)
    assert len(own.held) == 1


def test_a_correction_shows_what_stood_then(declared, anne):
    key = declared().key
    operations.correct_interest(
        key=key, to=ferry(role=PostRole.MANAGER), by=anne, at=NOON + timedelta(days=1)
    )
    roles = [
        [line.interest.role for line in queries.register(wanted=Wanted(on=TODAY, known_at=at)).lines]
        for at in (NOON, None)
    ]
    assert roles == [[PostRole.CHAIR], [PostRole.MANAGER]]


def test_the_page_and_the_file_say_which_days_they_tell_of(declared, anne, client, time_machine):
    key = declared().key
    operations.end_interest(key=key, last_day=TODAY, by=anne, at=NOON + timedelta(days=1))
    time_machine.move_to(NOON + timedelta(days=9), tick=False)
    query = "?on=2026-03-14&known=2026-03-12"
    page = client.get(f"/ethics/{query}").content.decode()
    assert "What was held on 14 March 2026, as the register stood on 12 March 2026." in page
    assert "Utsira Ferry AS" in page
    assert "Utsira Ferry AS" not in client.get("/ethics/?on=2026-03-14").content.decode()
    told = b"".join(client.get(f"/ethics/register.csv{query}").streaming_content).decode().splitlines()
    assert told[0].endswith(",held_on,known_on")
    assert told[1].endswith(",2026-03-14,2026-03-12")
    person = queries.register(wanted=Wanted(on=TODAY)).lines[0].interest.person
    assert (
        "as the register stood on 12 March" in client.get(f"/ethics/people/{person}/{query}").content.decode()
    )


def test_an_association_may_keep_earlier_states_to_itself(declared, client, settings, tmp_path, time_machine):
    declared()
    settings.SAMBAND_HOME = tmp_path
    (tmp_path / "interests.yaml").write_text(
        "sources: [{key: board, title: Decision of the board, publisher: The association, licence: own}]\n"
        "policies: [{valid_from: 2026-01-01, register: public, earlier: private, public_kinds: [post],"
        " source: board}]\n"
    )
    with pytest.raises(RegisterIsPrivate):
        queries.register(wanted=Wanted(on=TODAY, known_at=NOON))
    time_machine.move_to(NOON + timedelta(days=9), tick=False)
    page = client.get("/ethics/?known=2026-03-12").content.decode()
    assert "As the register stood on" not in page
    assert "Utsira Ferry AS" in page


def test_an_organisation_shows_who_was_there_on_the_day(declared, contact, council):
    one = declared(valid_from=date(2024, 1, 1))
    known, lines = queries.public_organisation(number=one.organisation.id, on=TODAY)
    assert (known.number, [line.interest.name for line in lines]) == (FERRY, ["Anne Berg"])
    assert queries.public_organisation(number=one.organisation.id, on=date(2023, 12, 31))[1] == ()


def test_an_organisation_in_what_is_not_public_does_not_exist(declared):
    bank = declared(kind=InterestKind.DEBT, organisation="Bank", number="", role=None).organisation
    with pytest.raises(NoSuchOrganisation):
        queries.public_organisation(number=bank.id, on=TODAY)


@pytest.mark.parametrize("country", ["romania", "moldova", "georgia", "latvia"])
def test_without_a_policy_that_says_public_nothing_is_shown(declared, settings, client, country):
    one = declared()
    settings.SAMBAND_COUNTRY = country
    with pytest.raises(RegisterIsPrivate):
        queries.register(wanted=Wanted(on=TODAY))
    page = client.get("/ethics/")
    assert page.status_code == 200
    assert b"The register is not public here" in page.content
    for url in ("register.csv", f"people/{one.person}/", f"organisations/{one.organisation.id}/"):
        assert client.get(f"/ethics/{url}").status_code == 404


def test_a_policy_of_the_association_goes_before_that_of_the_country(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path
    (tmp_path / "interests.yaml").write_text(
        "sources: [{key: board, title: Decision of the board, publisher: The association, licence: own}]\n"
        "policies: [{valid_from: 2026-01-01, register: private, renew_months: 6, source: board}]\n"
    )
    assert not policy_on(on=TODAY).is_public
    assert policy_on(on=TODAY).renew_months == 6
    assert policy_on(on=date(2025, 12, 31)) == queries.policy.PRIVATE


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("register: open, source: s, valid_from: 2026-01-01", "Write public or private"),
        ("register: public, source: t, valid_from: 2026-01-01", "is not among its sources"),
        ("register: public, source: s", "valid_from"),
        ("register: public, source: s, valid_from: soon", "is no date"),
        ("register: public, source: s, valid_from: 2026-01-01, renew_months: 0", "from 1 to 600"),
        ("register: public, source: s, valid_from: 2026-01-01, public_kinds: [kin]", "kin"),
    ],
)
def test_a_policy_that_cannot_be_used_says_why(tmp_path, row, words):
    file = tmp_path / "interests.yaml"
    file.write_text(f"sources: [{{key: s, title: T, publisher: P, licence: L}}]\npolicies: [{{{row}}}]\n")
    with pytest.raises(BadPolicy, match=words):
        read_policies(file=file)


@pytest.mark.parametrize(
    ("number", "country", "right"),
    [
        ("974760673", "norway", True),
        ("974760674", "norway", False),
        ("97476067", "norway", False),
        ("14399840", "romania", True),
        ("14399841", "romania", False),
        ("1003600000000", "moldova", True),
        ("?", "moldova", False),
    ],
)
def test_a_number_is_held_against_the_rule_of_its_country(number, country, right):
    """974760673 is the Brønnøysund Register Centre's own; 14399840 a Romanian company's public number."""
    assert is_number(number=number, country=country) is right


@pytest.mark.parametrize(
    ("written", "plain"),
    [("NO 974 760 673 MVA", "974760673"), ("RO14399840", "14399840"), ("974.760.673", "974760673"), ("", "")],
)
def test_a_number_is_compared_without_its_signs(written, plain):
    assert plain_number(written) == plain


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 3, 12), 12, date(2027, 3, 12)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2026, 8, 31), 1, date(2026, 10, 1)),
        (date(2026, 1, 31), -48, date(2022, 1, 31)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
    ],
)
def test_months_are_counted_to_the_same_day(day, months, after):
    assert months_after(day, months) == after


def test_the_declared_interest_has_no_note_in_public(declared):
    declared(ferry(note="mine"))
    assert [line.interest.note for line in queries.register(wanted=Wanted(on=TODAY)).lines] == [""]
