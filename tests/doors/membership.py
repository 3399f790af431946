# SPDX-License-Identifier: EUPL-1.2
"""Membership and fees: who is a member is public, what a member pays is its own and the association's."""

from tests.doors.door import ALL, CONTACT, MEDIAN, OSLO, SECRETARY, STAFF, UTSIRA, Door

UTSIRAS = STAFF | {CONTACT}
MODEL = {"code": "plain", "version": "1"}
YEAR, REVISION = {"year": "2026"}, {"year": "2026", "revision": "1"}
INVOICE = {"number": "101"}


def of(name: str, given: dict[str, str], query: str = "", *, get: bool = True, post: bool = False) -> Door:
    """A door of the association; what stands behind it, the tests of the tool make."""
    who = {"get": STAFF if get else frozenset(), "post": STAFF if post else frozenset()}
    return Door(f"membership:{name}", **who, given=given, query=query, exists=False)


DOORS = (
    Door("membership:members", get=ALL),
    Door("membership:members_file", get=ALL),
    Door("membership:example", get=ALL, given={"name": "ks_2020"}),
    Door("membership:member", get=UTSIRAS, given={"code": UTSIRA}),
    Door("membership:member", get=STAFF | {SECRETARY}, given={"code": MEDIAN}),
    Door("membership:member", get=STAFF, given={"code": OSLO}),
    Door("membership:own_fee", get=UTSIRAS, given={"code": UTSIRA, **YEAR}, exists=False),
    Door("membership:invoice", get=STAFF, given=INVOICE, exists=False),
    Door("membership:invoice_file", get=STAFF, given={**INVOICE, "format": "pdf"}, exists=False),
    Door(
        "membership:prepare",
        get=UTSIRAS,
        post=UTSIRAS,
        given={"code": UTSIRA, "scope": "digital"},
        exists=False,
    ),
    of("join", {"code": UTSIRA}, post=True),
    of("add_organisation", {}, post=True),
    of("desk", {}),
    of("register", {"notice": "1"}, post=True),
    of("decide", {"code": UTSIRA, "scope": "digital"}, post=True),
    of("fees", {}),
    of("add_model", {}, post=True),
    of("model", MODEL),
    of("model_file", MODEL),
    of("computed", MODEL),
    of("computed_one", {**MODEL, "member": UTSIRA}),
    of("computed_file", {**MODEL, "format": "csv"}),
    of("decide_fees", MODEL, post=True),
    of("simulation", {}),
    of("simulation_file", {"format": "csv"}, "?before=plain:1&after=plain:1"),
    of("year", REVISION),
    of("year_file", {**REVISION, "format": "csv"}),
    of("issue", YEAR, post=True),
    of("invoices", {}),
    of("seller", {}, post=True),
    of("buyers", {}, post=True),
    of("archive", YEAR),
    of("accounting", YEAR),
    of("found", {}, get=False, post=True),
    of("follow", {}, get=False, post=True),
    of("make_files", YEAR, get=False, post=True),
    of("mark_sent", YEAR, get=False, post=True),
    of("mark_paid", INVOICE, get=False, post=True),
)
