# SPDX-License-Identifier: EUPL-1.2
"""From a rule file to fees that a body has decided and nobody can change."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from samband.core.access.rules import INSTALLATION, NOBODY, NotAllowed
from samband.core.audit.queries import events
from samband.core.members import operations as register
from samband.core.members.queries import authority
from samband.core.members.rules.memberships import Reason
from samband.tools.membership import operations, queries
from samband.tools.membership.models import FeeYear, Frozen, FrozenFee
from samband.tools.membership.tests.conftest import (
    AT,
    DEARER,
    DECISION,
    MEDIAN,
    OSLO,
    RULES,
    TODAY,
    UTSIRA,
)


def inhabitants(code, year=2025):
    return authority(code=code, on=date(year, 1, 1)).population


def computed(model, **words):
    return queries.computed_fees(actor=INSTALLATION, model=model, **words)


def test_a_fee_is_computed_from_the_inhabitants_of_the_year_that_the_rules_ask_for(model):
    found = computed(model)
    fee = found.assessment.fee_of(UTSIRA)
    count = inhabitants(UTSIRA)
    assert fee.size == count
    ordinary, research = (line.amount for line in fee.lines)
    assert ordinary == 100 * round(10_000 + 2.5 * count + 1e-9)
    assert research == 100 * count
    assert found.values[UTSIRA] == {"population": {"2025": str(count)}}


def test_oslo_in_two_tiers_pays_once(model):
    found = computed(model)
    assert [fee.member for fee in found.assessment.fees] == [
        "0301",
        "11",
        "1106",
        "1151",
        "46",
        "4601",
        "4643",
    ]
    assert found.assessment.fee_of(OSLO).kind == "municipality"
    assert found.assessment.refused == ()


def test_each_line_explains_itself(model):
    line = computed(model).assessment.fee_of(UTSIRA).lines[0]
    told = queries.sentences(line=line, currency="NOK")
    count = inhabitants(UTSIRA)
    assert told[0].startswith("Base amount NOK\u00a010,000.")
    assert told[1].startswith(f"NOK\u00a02.5 × {count} inhabitants (1 January 2025): NOK\u00a0")


def test_a_file_with_faults_is_refused_with_all_of_them(members):
    bad = RULES.replace("currency: NOK", "currency: kroner").replace("year: 2026", "year: soon")
    with pytest.raises(ValueError, match="currency") as caught:
        operations.add_model(text=bad, by=INSTALLATION, at=AT)
    assert len(caught.value.faults) >= 2


def test_a_changed_file_is_a_new_version_and_the_same_file_is_kept_once(model):
    changed = operations.add_model(text=DEARER, by=INSTALLATION, at=AT)
    assert (changed.code, changed.version) == ("plain", 2)
    assert queries.fee_model(actor=INSTALLATION, code="plain", version=1).text == RULES
    with pytest.raises(operations.ModelExists, match="plain, version 1"):
        operations.add_model(text=RULES.replace("\n", "\r\n"), by=INSTALLATION, at=AT)


def test_a_decided_year_keeps_what_it_was_computed_from(decided):
    assert (decided.year, decided.revision, decided.count, decided.is_latest) == (2026, 1, 7, True)
    assert decided.decision == DECISION
    assert queries.is_sealed(year=2026, revision=1)
    own = queries.own_fee(actor=INSTALLATION, member=UTSIRA, year=2026).fee
    now = computed(queries.model_by_key(actor=INSTALLATION, key="plain:1")).assessment.fee_of(UTSIRA)
    assert (own.amount, own.size, own.lines) == (now.total, now.size, now.lines)


def test_a_later_change_of_the_register_leaves_a_decided_year_as_it_was(decided, reform):
    before = decided.total
    reform(counts={UTSIRA: 99_999})
    assert inhabitants(UTSIRA) == 99_999
    again = queries.fee_year(actor=INSTALLATION, year=2026, revision=1)
    assert (again.total, again.seal) == (before, decided.seal)
    assert queries.is_sealed(year=2026, revision=1)


@pytest.mark.parametrize("row", [FeeYear, FrozenFee])
def test_what_is_decided_cannot_be_changed(decided, row):
    one = row.objects.first()
    with pytest.raises(Frozen):
        one.save()
    with pytest.raises(Frozen):
        one.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        row.objects.update(**{"seal" if row is FeeYear else "name": "x"})
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table}")


def test_a_correction_is_a_new_decision_beside_the_old_one(decided):
    dearer = operations.add_model(text=DEARER, by=INSTALLATION, at=AT)
    later = operations.freeze_fees(model=dearer, decision=DECISION, by=INSTALLATION, at=AT)
    assert (later.revision, later.is_latest) == (2, True)
    assert later.total - decided.total == 5 * 2_000_00
    assert not queries.fee_year(actor=INSTALLATION, year=2026, revision=1).is_latest
    assert queries.own_fee(actor=INSTALLATION, member=UTSIRA, year=2026).year.revision == 2


def test_nothing_is_decided_while_somebody_cannot_be_assessed(model, reform):
    reform(counts={UTSIRA: None})
    with pytest.raises(operations.SomeRefused, match="Utsira"):
        operations.freeze_fees(model=model, decision=DECISION, by=INSTALLATION, at=AT)
    assert not FeeYear.objects.exists()


def test_nothing_is_decided_before_memberships_follow_the_register(model, reform):
    reform(merged={"4650": ("46", (MEDIAN,))})
    with pytest.raises(operations.NotSettled, match="6 changes of the register"):
        operations.freeze_fees(model=model, decision=DECISION, by=INSTALLATION, at=AT)


def test_members_that_merge_in_the_year_share_it(model, reform):
    both = inhabitants(UTSIRA) + inhabitants("1106")
    reform(merged={"1199": ("11", (UTSIRA, "1106"))})
    register.follow_register(on=TODAY, by=INSTALLATION, at=AT)
    fees = {fee.member: fee for fee in computed(model).assessment.fees}
    assert [str(fees[code].part_of_year) for code in (UTSIRA, "1106", "1199")] == ["1/2"] * 3
    assert fees["1199"].size == both


def test_who_leaves_in_the_year_pays_until_then(model):
    register.end_membership(
        member=UTSIRA, scope="advocacy", valid_to=date(2026, 4, 1), end_reason=Reason.EXCLUDED, source="",
        by=INSTALLATION, at=AT,
    )  # fmt: skip
    assert str(computed(model).assessment.fee_of(UTSIRA).part_of_year) == "1/4"


def test_a_simulation_tells_winners_and_losers(model):
    dearer = operations.add_model(text=DEARER, by=INSTALLATION, at=AT)
    found = queries.simulated(actor=INSTALLATION, before=model, after=dearer)
    assert (found.winners, found.losers, found.unchanged) == (0, 5, 2)
    assert found.total_after - found.total_before == 5 * 2_000_00


def test_every_example_that_comes_with_the_tool_can_be_read():
    names = [one.name for one in queries.examples()]
    assert {"ks_2020", "skr_2024", "vng_2024", "calm"} <= set(names)


@pytest.mark.parametrize("who", ["contact", "secretary", "councillor", "outsider", "inhabitant"])
def test_only_the_association_decides_and_computes(decided, request, who):
    actor = request.getfixturevalue(who)
    model = queries.model_by_key(actor=INSTALLATION, key="plain:1")
    for call in (
        lambda: operations.add_model(text=DEARER, by=actor, at=AT),
        lambda: operations.freeze_fees(model=model, decision=DECISION, by=actor, at=AT),
        lambda: queries.computed_fees(actor=actor, model=model),
        lambda: queries.fee_years(actor=actor),
        lambda: queries.frozen_fees(actor=actor, year=2026, revision=1),
        lambda: queries.fee_models(actor=actor),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_a_member_sees_its_own_fee_beside_others_and_no_stranger_does(decided, contact):
    own = queries.own_fee(actor=contact, member=UTSIRA, year=2026)
    assert {one.member for one in own.others} == {OSLO, "1106", UTSIRA, "4601", MEDIAN}
    for actor, member in ((contact, MEDIAN), (NOBODY, UTSIRA)):
        with pytest.raises(NotAllowed):
            queries.own_fee(actor=actor, member=member, year=2026)


def test_a_decision_is_in_the_log_with_its_seal(decided):
    (event,) = [one for one in events().events if one.event == "membership.fees_frozen"]
    assert event.about == "membership.fees:2026:1"
    assert event.details["seal"] == decided.seal
