# SPDX-License-Identifier: EUPL-1.2
"""How many delegates each unit sends: by a rule, on a day, with its proof; and what a reform changes."""

from dataclasses import replace
from datetime import date

import pytest

from samband.core.access.rules import INSTALLATION, NotAllowed
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.engines.ballots import (
    DecisionRule,
    DelegateRule,
    ElectionRule,
    Unit,
    VotingRule,
    allocate,
)
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.allocations import compared
from samband.tools.congress.analysis.parameters import fingerprint, rule, rules
from samband.tools.congress.analysis.rolls import BadText, NewDelegate, read_delegates, read_weights
from samband.tools.congress.tests.conftest import NOON, OPENS, OSLO, UTSIRA

BEFORE, AFTER = date(2023, 12, 31), date(2024, 1, 1)
URL = "/congress/congress-2026/apportionment/"


@pytest.fixture(scope="session")
def two_years():
    """All units of Norway around the county splits of 2024; no ages, no earlier history."""
    pack = read_pack(name="norway")
    return replace(
        pack,
        authorities=tuple(one for one in pack.authorities if one.valid_to is None or one.valid_to > BEFORE),
        successions=tuple(one for one in pack.successions if one.on == AFTER),
        populations=tuple(one for one in pack.populations if one.year in {2023, 2024}),
        population_cells=(),
        digest="two years",
    )


@pytest.fixture
def norway(db, two_years):
    load_pack(pack=two_years, by=INSTALLATION, at=OPENS)


def counted(before_rule, after_rule, *, same_people):
    return compared(
        before=queries.units_on(on=BEFORE, kinds=["county"]),
        after=queries.units_on(on=AFTER, kinds=["county"]),
        rules=(rule(DelegateRule, before_rule), rule(DelegateRule, after_rule)),
        became=queries.became(before=BEFORE, after=AFTER, kinds=["county"]),
        same_people=same_people,
    )


@pytest.mark.parametrize("kind", [DecisionRule, DelegateRule, ElectionRule, VotingRule])
def test_every_rule_file_is_in_order_and_named_for_its_code(kind):
    known = rules(kind)

    assert known
    assert all(len(fingerprint(kind, one.provenance.code)) == 64 for one in known)
    assert all({"en", "nb"} <= set(one.provenance.title) for one in known)


def test_nalags_board_from_its_file_has_23_members():
    units = [Unit(f"r{at}", f"Region {at}", "region") for at in range(10)] + [
        Unit("tbilisi", "Tbilisi", "region")
    ]

    assert allocate(units=units, rule=rule(DelegateRule, "nalag_executive")).total == 23


def test_the_county_splits_would_have_added_34_delegates_by_the_same_rule(norway):
    both = counted("steps_by_county", "steps_by_county", same_people=True)

    assert both.comparison.difference == 34
    assert (both.before.total - 20, both.after.total - 20) == (214, 248)
    assert len(both.borrowed) == 11


def test_a_fixed_total_gives_the_five_more_of_2024_whatever_the_map(norway):
    both = counted("steps_by_county", "shared_by_county", same_people=True)

    assert (both.after.by_part["counties"], both.after.total) == (219, 239)
    assert both.comparison.difference == 5


def test_each_map_can_count_its_own_people(norway):
    both = counted("steps_by_county", "steps_by_county", same_people=False)

    assert both.borrowed == ()
    assert both.comparison.difference > 0


def test_what_is_adopted_stays_when_the_register_changes(congress, analyst):
    kept = queries.congress(actor=analyst, slug=congress)

    assert kept.seats == {"0301": ("Oslo", 5), "1151": ("Utsira", 1), "4643": ("Årdal", 1)}
    assert kept.total == 7


def test_only_those_who_run_a_congress_adopt_or_list(congress, contact, outsider):
    for actor in (contact, outsider):
        with pytest.raises(NotAllowed):
            operations.adopt_allocation(
                congress=congress, rule="steps_by_county", borders_on=AFTER, by=actor, at=NOON
            )
        with pytest.raises(NotAllowed):
            queries.delegates(actor=actor, congress=congress)


def test_the_page_shows_the_proof_and_offers_files(norway, congress_of_norway, signed_in, analyst):
    client = signed_in(analyst)
    query = "?on=2024-01-01&rule=shared_by_county"
    page = client.get(URL + query).content.decode()
    assert "239 delegates: 15 units." in page
    assert "Quotients in order" in page
    csv = b"".join(client.get(f"/congress/congress-2026/apportionment.csv{query}").streaming_content).decode()
    assert csv.count("\r\n") == 17
    for kind, start in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        content = b"".join(
            client.get(f"/congress/congress-2026/apportionment.{kind}{query}").streaming_content
        )
        assert content.startswith(start)


@pytest.fixture
def congress_of_norway(norway, analyst):
    operations.create_congress(
        slug="congress-2026", name="Congress", held_on=date(2026, 4, 1), rule="steps_by_county",
        borders_on=AFTER, by=analyst, at=OPENS,
    )  # fmt: skip


def test_a_reform_is_told_with_winners_and_losers(congress_of_norway, signed_in, analyst):
    query = "?on=2024-01-01&rule=steps_by_county&before_on=2023-12-31&same_people=on"
    page = signed_in(analyst).get(URL + query).content.decode()

    assert "34 more delegates: 268 instead of 234." in page
    assert "Østfold, Akershus, Buskerud" in page


def test_a_day_before_the_register_is_told_and_nothing_breaks(congress_of_norway, signed_in, analyst):
    page = signed_in(analyst).get(URL + "?on=1801-01-01&rule=shared_by_county")

    assert page.status_code == 200


def test_a_new_congress_is_adopted_and_gets_its_list_on_the_pages(norway, signed_in, analyst):
    client = signed_in(analyst)
    given = {
        "name": "Landsmøte 2026",
        "held_on": "2026-04-01",
        "rule": "steps_by_county",
        "borders_on": "2024-01-01",
    }
    assert (
        client.post("/congress/new/", given).headers["Location"] == "/congress/landsmote-2026/apportionment/"
    )
    client.post(
        "/congress/landsmote-2026/apportionment/adopt/", {"on": "2024-01-01", "rule": "steps_by_county"}
    )
    listed = client.post(
        "/congress/landsmote-2026/delegates/",
        {"text": "Rogaland; First delegate; no; Party A; woman\n11; A substitute; yes\ncompanies; Somebody"},
        follow=True,
    ).content.decode()
    assert "3 new on the list." in listed
    assert "Rogaland: 1 of 24 delegates" in listed
    assert "Member companies: 1 of 20 delegates" in listed


def test_a_second_congress_of_the_same_name_is_refused(congress_of_norway, signed_in, analyst):
    given = {
        "name": "Congress 2026",
        "held_on": "2026-04-01",
        "rule": "steps_by_county",
        "borders_on": "2024-01-01",
    }
    refused = signed_in(analyst).post("/congress/new/", given)

    assert refused.status_code == 400
    assert "is taken" in refused.content.decode()


def test_all_faults_of_a_pasted_list_are_named():
    text = "Utsira;;no\nNowhere;Name\nUtsira;A;perhaps;;neither;nobody\nUtsira;A"
    with pytest.raises(BadText) as bad:
        read_delegates(text=text, units={UTSIRA: "Utsira", OSLO: "Oslo"})

    assert [(fault.line, fault.what) for fault in bad.value.faults] == [
        (1, "name"), (2, "unit"), (3, "substitute"), (3, "gender"), (3, "email"), (4, "twice"),
    ]  # fmt: skip


def test_a_spreadsheets_own_separators_are_read():
    units = {UTSIRA: "Utsira"}

    assert read_delegates(text="unit\tname\nutsira\tA. Person", units=units) == (
        NewDelegate(UTSIRA, "A. Person"),
    )
    assert read_weights(text="member;staff\n0301;52 000\n1151;60") == {"0301": 52_000, "1151": 60}
    with pytest.raises(BadText):
        read_weights(text=f"0301;{'9' * 12}\n1151;1\n11;{'9' * 12}")
    with pytest.raises(BadText):
        read_weights(text="0301;many\n0301;5\n1151;few")


def test_a_delegate_is_corrected_under_the_same_name_and_taken_off(congress, analyst):
    again = NewDelegate(UTSIRA, "Delegate of Utsira", party="Party B", gender="woman")
    assert operations.add_delegates(congress=congress, delegates=[again], by=analyst, at=NOON) == 0
    (one,) = [x for x in queries.delegates(actor=analyst, congress=congress) if x.unit == UTSIRA]
    assert (one.party, one.is_present) == ("Party B", True)
    operations.remove_delegate(congress=congress, delegate=one.id, by=analyst, at=NOON)
    assert UTSIRA not in {x.unit for x in queries.delegates(actor=analyst, congress=congress)}
    with pytest.raises(queries.NoSuchCongress):
        operations.remove_delegate(congress=congress, delegate=one.id, by=analyst, at=NOON)


def test_a_day_before_the_register_is_refused_in_words(norway, congress_of_norway, signed_in, analyst):
    page = signed_in(analyst).get(f"{URL}?on=1801-01-01&rule=one_each_and_steps").content.decode()

    assert "The register has no municipality or county in force on that day." in page
    assert "Adopt this number" not in page


def test_a_unit_that_lists_more_than_it_may_send_is_marked(congress, signed_in, analyst):
    one_more = [NewDelegate(UTSIRA, "One too many")]
    operations.add_delegates(congress=congress, delegates=one_more, by=analyst, at=OPENS)

    assert (
        "more than it may send" in signed_in(analyst).get(f"/congress/{congress}/delegates/").content.decode()
    )


def test_who_checks_delegates_keeps_the_place_in_the_list_and_is_told_of_a_removal(
    congress, signed_in, analyst, administrator
):
    client = signed_in(analyst)
    one = queries.delegates(actor=analyst, congress=congress)[0]
    checked = client.post(f"/congress/{congress}/delegates/{one.id}/check/", {"present": "no"})
    assert checked.url == f"/congress/{congress}/delegates/#delegate-{one.id}"

    gone = client.post(f"/congress/{congress}/delegates/{one.id}/remove/", follow=True).content.decode()
    assert "To undo it, add the line again." in gone
    log = signed_in(administrator).get("/audit/").content.decode()
    assert f"took delegate {one.id} off the list of {congress}." in log


def test_yes_no_and_gender_are_read_in_romanian_too():
    text = "Utsira; A. Persoană; nu; ; femeie\nUtsira; B. Persoană; da; ; bărbat"

    assert read_delegates(text=text, units={UTSIRA: "Utsira"}) == (
        NewDelegate(UTSIRA, "A. Persoană", gender="woman"),
        NewDelegate(UTSIRA, "B. Persoană", is_substitute=True, gender="man"),
    )
