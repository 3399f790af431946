# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.country.rules import Pack, SuccessionFact
from samband.core.members.operations import follow_register, found_memberships, load_pack
from samband.tools.membership import operations
from samband.tools.membership.queries import BuyerRecord, SellerRecord
from samband.tools.membership.rules import Decision
from tests.packs import only

UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
FOUNDED = date(2020, 1, 1)
FEW = frozenset({"03", "11", "46", OSLO, UTSIRA, "1106", MEDIAN, "4601"})
"""Oslo in both tiers; Utsira, Haugesund and Rogaland; Årdal, Bergen and Vestland."""

RULES = """\
fees: plain
name: {en: Plain fee}
body: Test
year: 2026
currency: NOK
minor_units: 2
source: "Made up for a test"
bases:
  population: {name: {en: inhabitants}, unit: {en: inhabitant}, years_before: 1, reference: 1 January}
tariffs:
  - tariff: municipality
    name: {en: Municipality}
    kinds: [municipality]
    pro_rata: month
    source: "Test"
    parts:
      - part: ordinary
        name: {en: Ordinary fee}
        terms: [{fixed: 10000}, {per_head: 2.5, of: population}]
        round_to: 1
      - part: research
        name: {en: Research}
        earmarked: research
        terms: [{per_head: 1, of: population}]
        round_to: 1
  - tariff: county
    name: {en: County}
    kinds: [county]
    pro_rata: month
    source: "Test"
    parts:
      - part: ordinary
        name: {en: Ordinary fee}
        terms: [{fixed: 100000}]
        round_to: 1
"""
DEARER = RULES.replace("fixed: 10000}", "fixed: 12000}")
DECISION = Decision("The board", date(2025, 12, 1), "1/25", "The board decides.")
NUMBERS = ("310000003", "310000011", "310000038")


@pytest.fixture(scope="session")
def norway() -> Pack:
    return read_pack(name="norway")


@pytest.fixture
def reform(members: None, norway: Pack) -> Callable[..., None]:
    """Load the register anew with changes.

    merged: new code -> (county, codes that become it) on 1 July 2026. counts: code -> inhabitants of every
    year, None for not known.
    """
    change = date(2026, 7, 1)

    def load(
        *,
        merged: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
        counts: Mapping[str, int | None] | None = None,
    ) -> None:
        pack, new, known = only(pack=norway, codes=FEW), merged or {}, counts or {}
        ended = {code for _, codes in new.values() for code in codes}
        kept = [
            replace(fact, valid_to=change) if fact.code in ended and fact.valid_to is None else fact
            for fact in pack.authorities
        ]
        like = kept[-1]
        made = [
            replace(
                like,
                code=code,
                name="New",
                official_names=(),
                county_code=county,
                valid_from=change,
                valid_to=None,
            )
            for code, (county, _) in new.items()
        ]
        steps = [
            SuccessionFact(change, "merged" if len(codes) > 1 else "renumbered", before, code)
            for code, (_, codes) in new.items()
            for before in codes
        ]
        people = [
            replace(fact, population=known.get(fact.code) or fact.population)
            for fact in pack.populations
            if known.get(fact.code, 0) is not None
        ]
        changed = replace(
            pack,
            authorities=(*kept, *made),
            successions=(*pack.successions, *steps),
            populations=tuple(people),
            digest=sha256(repr((pack.digest, new, known)).encode()).hexdigest(),
        )
        load_pack(pack=changed, by=INSTALLATION, at=AT)

    return load


@pytest.fixture
def members(db: None, norway: Pack) -> None:
    """Five municipalities and two counties are members; the county of Oslo is Oslo."""
    load_pack(pack=only(pack=norway, codes=FEW), by=INSTALLATION, at=AT)
    found_memberships(valid_from=FOUNDED, by=INSTALLATION, at=AT)
    follow_register(on=TODAY, by=INSTALLATION, at=AT)


@pytest.fixture
def model(members):
    return operations.add_model(text=RULES, by=INSTALLATION, at=AT)


@pytest.fixture
def decided(model):
    return operations.freeze_fees(model=model, decision=DECISION, by=INSTALLATION, at=AT)


SELLER = SellerRecord(
    name="The association", organisation_number="310000003", street="A street 1", postal_code="0001",
    city="Oslo", country="NO", is_in_company_register=False, email="", bank_account="99999900004",
    days_to_pay=30, vat_reason="Outside the scope of VAT", first_number=100, receivable_account="1500",
    income_account="3900",
)  # fmt: skip


@pytest.fixture
def parties(decided):
    """The association and every member can be invoiced."""
    from samband.tools.membership.management.demo import synthetic_account, synthetic_number

    seller = replace(SELLER, organisation_number=synthetic_number(place=0), bank_account=synthetic_account())
    operations.set_seller(seller=seller, by=INSTALLATION, at=AT)
    buyers = [
        BuyerRecord(code, synthetic_number(place=place), "A street 2", "0001", "Oslo")
        for place, code in enumerate(sorted(FEW - {"03"}), start=1)
    ]
    operations.set_buyers(buyers=buyers, by=INSTALLATION, at=AT)
    return decided


@pytest.fixture
def contact() -> Actor:
    """Speaks for Utsira."""
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))
