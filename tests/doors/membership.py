# SPDX-License-Identifier: EUPL-1.2
"""Membership and fees: who is a member is public, what a member pays is its own and the association's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from samband.core.access.rules import INSTALLATION
from samband.core.members.operations import follow_register, found_memberships
from samband.core.members.queries import memberships_of
from samband.tools.membership import operations, queries
from samband.tools.membership.management.demo import synthetic_account, synthetic_number
from samband.tools.membership.queries import BuyerRecord
from samband.tools.membership.rules import Decision
from samband.tools.membership.tests.conftest import AT, FOUNDED, RULES, SELLER, TODAY
from tests.doors.door import ALL, CONTACT, MEDIAN, OSLO, SECRETARY, STAFF, UTSIRA, Door

UTSIRAS, MEDIANS, MEMBERS = STAFF | {CONTACT}, STAFF | {SECRETARY}, STAFF | {CONTACT, SECRETARY}
MODEL = {"code": "plain", "version": "1"}
COMPARED = "?before=plain:1&after=plain:1"
YEAR, REVISION = {"year": "2026"}, {"year": "2026", "revision": "1"}
OWN, OTHER, FILES = {"number": "@invoice"}, {"number": "@other_invoice"}, ("csv", "xlsx")
STREETS = {UTSIRA: "Utsirabuyer street 1", MEDIAN: "Aardalbuyer street 2"}
REMARK, DECIDED, CASE = "Remarkedinconfidence", "Decidedbehinddoors", "Caseofthefees"
LEAVING = "Noticethatutsiraprepares"


def of(name: str, given: dict[str, str], query: str = "", *, get: bool = True, post: bool = False) -> Door:
    """A door of the association."""
    who = {"get": STAFF if get else frozenset(), "post": STAFF if post else frozenset()}
    return Door(f"membership:{name}", **who, given=given, query=query)


DOORS = (
    Door("membership:members", get=ALL),
    Door("membership:members", get=ALL, query=f"?q={LEAVING[:9]}&scope=digital"),
    Door("membership:members_file", get=ALL),
    Door("membership:example", get=ALL, given={"name": "ks_2020"}),
    Door("membership:member", get=UTSIRAS, given={"code": UTSIRA}),
    Door("membership:member", get=MEDIANS, given={"code": MEDIAN}),
    Door("membership:member", get=STAFF, given={"code": OSLO}),
    Door("membership:own_fee", get=UTSIRAS, given={"code": UTSIRA, **YEAR}),
    Door("membership:own_fee", get=MEDIANS, given={"code": MEDIAN, **YEAR}),
    Door("membership:invoice", get=UTSIRAS, given=OWN),
    Door("membership:invoice", get=MEDIANS, given=OTHER),
    *(Door("membership:invoice_file", get=UTSIRAS, given={**OWN, "format": kind}) for kind in ("pdf", "xml")),
    Door("membership:invoice_file", get=MEDIANS, given={**OTHER, "format": "xml"}),
    Door("membership:prepare", get=UTSIRAS, post=UTSIRAS, given={"code": UTSIRA, "scope": "employer"}),
    Door("membership:prepare", get=STAFF, post=STAFF, given={"code": MEDIAN, "scope": "employer"}),
    of("join", {"code": UTSIRA}, post=True),
    of("add_organisation", {}, post=True),
    of("desk", {}),
    of("register", {"notice": "@notice"}, post=True),
    # Opens when a merger leaves a membership open, which would change the register of all the others.
    replace(of("decide", {"code": UTSIRA, "scope": "digital"}, post=True), exists=False),
    of("fees", {}),
    of("add_model", {}, post=True),
    of("model", MODEL),
    of("model_file", MODEL),
    of("computed", MODEL),
    of("correct", {"code": UTSIRA, "membership": "@membership"}, post=True),
    of("correct", {"code": MEDIAN, "membership": "@membership"}, get=False),
    of("computed_one", {**MODEL, "member": UTSIRA}),
    *(of("computed_file", {**MODEL, "format": kind}) for kind in FILES),
    of("decide_fees", MODEL, post=True),
    of("simulation", {}),
    of("simulation", {}, COMPARED),
    *(of("simulation_file", {"format": kind}, COMPARED) for kind in FILES),
    of("year", REVISION),
    *(of("year_file", {**REVISION, "format": kind}) for kind in FILES),
    of("issue", YEAR, post=True),
    of("invoices", {}),
    of("invoices", {}, "?q=utsira"),
    of("seller", {}, post=True),
    of("buyers", {}, post=True),
    of("archive", YEAR),
    of("accounting", YEAR),
    of("found", {}, get=False, post=True),
    of("follow", {}, get=False, post=True),
    of("make_files", YEAR, get=False, post=True),
    of("mark_sent", YEAR, get=False, post=True),
    of("mark_paid", OWN, get=False, post=True),
)
SECRETS = {
    STREETS[UTSIRA]: UTSIRAS,
    STREETS[MEDIAN]: MEDIANS,
    REMARK: STAFF,
    DECIDED: STAFF,
    CASE: MEMBERS,
    LEAVING: STAFF,
}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A decided year with invoices and their files, and a notice that Utsira has prepared."""
    doing = {"by": INSTALLATION, "at": AT}
    found_memberships(valid_from=FOUNDED, **doing)
    follow_register(on=TODAY, **doing)
    model = operations.add_model(text=RULES, remark=REMARK, **doing)
    operations.freeze_fees(model=model, decision=Decision("Board", date(2025, 12, 1), CASE, DECIDED), **doing)
    invoice()
    operations.prepare_notice(
        member=UTSIRA, scope="digital", decided_on=TODAY, text=LEAVING, today=TODAY, **doing
    )
    (notice,) = queries.prepared_notices(actor=INSTALLATION)
    numbers = {
        code: str(queries.invoices_of(actor=INSTALLATION, member=code)[0].number) for code in (UTSIRA, MEDIAN)
    }
    held = memberships_of(actor=INSTALLATION, member=UTSIRA)[0]
    return {
        "membership": str(held.id),
        "invoice": numbers[UTSIRA],
        "other_invoice": numbers[MEDIAN],
        "notice": str(notice.id),
    }


def invoice() -> None:
    """All members are invoiced, and the files are made."""
    doing = {"by": INSTALLATION, "at": AT}
    seller = replace(SELLER, organisation_number=synthetic_number(place=0), bank_account=synthetic_account())
    operations.set_seller(seller=seller, **doing)
    buyers = [
        BuyerRecord(code, synthetic_number(place=place), STREETS.get(code, "Street 3"), "0001", "Oslo")
        for place, code in enumerate((UTSIRA, MEDIAN, OSLO, "4601"), start=1)
    ]
    operations.set_buyers(buyers=buyers, **doing)
    operations.issue_invoices(year=2026, issued_on=date(2026, 11, 22), **doing)
    assert list(operations.make_invoice_files(arguments={"year": 2026}, done=frozenset()))
