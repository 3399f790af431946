# SPDX-License-Identifier: EUPL-1.2
"""People and offices: who holds an elected office is public, how to reach them is not."""

import io
from collections.abc import Mapping
from datetime import date
from importlib import import_module

from django.conf import settings

from samband.core.access.rules import INSTALLATION, Actor
from samband.core.people import operations
from samband.core.people.operations.received import receive_popolo
from samband.core.people.queries.retention import erasure_requests
from samband.core.people.rules import BodyKind, PostKind
from samband.core.people.tests.conftest import AT, BEGAN, COUNCIL, ENDED, PARTY, TERM, elect
from tests.doors.door import (
    ADMINISTRATOR,
    ALL,
    CONTACT,
    COUNCILLOR,
    MEDIAN,
    SECRETARY,
    SIGNED_IN,
    STAFF,
    UTSIRA,
    Door,
)

UTSIRAS, MANAGE = STAFF | {CONTACT}, frozenset({ADMINISTRATOR, CONTACT})
MEDIANS, MANAGE_OTHER = STAFF | {SECRETARY}, frozenset({ADMINISTRATOR, SECRETARY})
ANY_OWN, LISTS = MANAGE | {SECRETARY}, STAFF | {CONTACT, SECRETARY}
"""Whoever has an authority of their own: what they find and may do there ends at its border."""
BOSS, HIMSELF = frozenset({ADMINISTRATOR}), frozenset({COUNCILLOR})
OFFICES = "administration-1151"
PERSON, HEAD, OTHER = {"person": "@mayor"}, {"person": "@head"}, {"person": "@other"}
OFFICE, HEADS_OFFICE, OTHERS_OFFICE = {"office": "@office"}, {"office": "@head_office"}, {"office": "@others"}
BODY, STAFF_OF, FILE, OTHERS_FILE = (
    {"code": COUNCIL},
    {"code": OFFICES},
    {"number": "@file"},
    {"number": "@f2"},
)
ADDRESS, PHONE, BIRTH = "anne@utsira.example", "+47 51 00 00 99", "1968-02-29"
OWN_ADDRESS, OTHERS_ADDRESS = "siri@utsira.example", "mayor@aardal.example"
HEAD_NAME, NEW_NAME, OTHERS_NEW, ASKS = "Perhushead", "Electedinutsira", "Electedinaardal", "Sirivikasks"
LOADED = "Personinpopolo"
CONTACTS = ("people:lists", "people:contacts_file")


DOORS = (
    Door("people:search", get=ALL),
    Door("people:search", get=ALL, query="?q=anne&former=on"),
    Door("people:search", get=ALL, query=f"?q={HEAD_NAME[:8]}"),
    Door("people:search", get=ALL, query=f"?body=administration&authority={UTSIRA}"),
    Door("people:search", get=ALL, query=f"?q={ADDRESS.partition('@')[0]}%40utsira"),
    Door("people:person", get=ALL, given=PERSON),
    Door("people:person", get=UTSIRAS, given=HEAD),
    Door("people:body", get=ALL, given=BODY),
    Door("people:body", get=UTSIRAS, given=STAFF_OF),
    Door("people:body_balance", get=ALL, given=BODY),
    Door("people:body_balance", get=UTSIRAS, given=STAFF_OF),
    Door("people:body_popolo", get=ALL, given=BODY),
    Door("people:body_popolo", get=UTSIRAS, given=STAFF_OF),
    Door("people:authority", get=ALL, given={"code": UTSIRA}),
    Door("people:authority_popolo", get=ALL, given={"code": UTSIRA}),
    Door("people:association", get=ALL),
    Door("people:balance", get=ALL),
    Door("people:balance_file", get=ALL),
    Door("people:person", get=UTSIRAS, given=PERSON, query="?contact=show"),
    Door("people:person", get=MEDIANS, given=OTHER, query="?contact=show"),
    Door("people:person", get=UTSIRAS | HIMSELF, given={"person": "@self"}, query="?contact=show"),
    Door("people:edit_person", get=MANAGE, post=MANAGE, given=PERSON),
    Door("people:edit_person", get=MANAGE_OTHER, post=MANAGE_OTHER, given=OTHER),
    Door("people:add_office", get=MANAGE, post=MANAGE, given=PERSON),
    Door("people:add_office", get=MANAGE, post=MANAGE, given=HEAD),
    Door("people:add_office", get=MANAGE_OTHER, post=MANAGE_OTHER, given=OTHER),
    Door("people:change_office", get=MANAGE, post=MANAGE, given=OFFICE),
    Door("people:change_office", get=MANAGE, post=MANAGE, given=HEADS_OFFICE),
    Door("people:change_office", get=MANAGE_OTHER, post=MANAGE_OTHER, given=OTHERS_OFFICE),
    Door("people:remove_office", post=MANAGE, given=OFFICE),
    Door("people:remove_office", post=MANAGE_OTHER, given=OTHERS_OFFICE),
    Door("people:new_person", get=MANAGE, post=MANAGE, given=BODY),
    Door("people:new_person", get=MANAGE, post=MANAGE, given=STAFF_OF),
    Door("people:elections", get=ANY_OWN, post=ANY_OWN),
    Door("people:election", get=MANAGE, post=MANAGE, given=FILE),
    Door("people:election", get=MANAGE_OTHER, post=MANAGE_OTHER, given=OTHERS_FILE),
    *(
        Door(f"people:{step}", post=who, given=file)
        for step in ("decide", "confirm", "discard")
        for who, file in ((MANAGE, FILE), (MANAGE_OTHER, OTHERS_FILE))
    ),
    *(
        Door("people:lists", get=LISTS, query=query)
        for query in ("", f"?authority={UTSIRA}&show=addresses", "?kind=mayor&show=addresses")
    ),
    *(
        Door("people:contacts_file", get=LISTS, given={"format": kind}, query=query)
        for kind in ("csv", "xlsx")
        for query in ("?kind=mayor", f"?authority={UTSIRA}")
    ),
    Door("people:retention", get=BOSS, post=BOSS),
    Door("people:answer_erasure", post=BOSS, given={"number": "@request"}),
    Door("people:popolo", get=BOSS, post=BOSS),
    Door("people:popolo_received", get=BOSS, post=BOSS),
    Door("people:whole_popolo", post=BOSS),
    Door("people:me", get=SIGNED_IN),
    Door("people:me_file", get=SIGNED_IN, given={"format": "json"}),
    Door("people:me_file", get=SIGNED_IN, given={"format": "txt"}),
    Door("people:ask_erasure", post=HIMSELF),
    Door("people:me_lists", post=HIMSELF),
)
SECRETS = {
    ADDRESS: UTSIRAS,
    PHONE: UTSIRAS,
    BIRTH: UTSIRAS,
    HEAD_NAME: UTSIRAS,
    OTHERS_ADDRESS: MEDIANS,
    OWN_ADDRESS: UTSIRAS | HIMSELF,
    NEW_NAME: MANAGE,
    OTHERS_NEW: MANAGE_OTHER,
    LOADED: BOSS,
}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """Councils of Utsira and Årdal, an administration, two elections to load, a request, a Popolo file."""
    ground()
    mayor = elect(
        "Anne Berg", kind=PostKind.MAYOR, email=ADDRESS, phone=PHONE, birth_date=BIRTH,
        valid_from=date(2023, 10, 1),
    )  # fmt: skip
    head = elect(
        f"{HEAD_NAME} Hus", body=OFFICES, kind=PostKind.FINANCE_HEAD, party="", email="head@utsira.example"
    )
    other = elect("Ola Moe", body="council-4643", kind=PostKind.MAYOR, email=OTHERS_ADDRESS)
    oneself = elect("Siri Vik", email=OWN_ADDRESS).person
    leave_popolo(session=known[f"session_{ADMINISTRATOR}"])
    return {
        "mayor": str(mayor.person), "office": str(mayor.id), "head": str(head.person),
        "head_office": str(head.id), "other": str(other.person), "others": str(other.id),
        "self": str(oneself), "request": request(of=oneself, account=f"person:{known['person_councillor']}"),
        "file": election(UTSIRA, f"{NEW_NAME},G\nAnne Berk,G\nOla Moe,G\n"),
        "f2": election(MEDIAN, f"{OTHERS_NEW},G\nAnne Berg,G\nOla Mo,G\n"),
    }  # fmt: skip


def ground() -> None:
    doing = {"by": INSTALLATION, "at": AT}
    operations.register_party(code=PARTY, name="The Greens", short="G", **doing)
    operations.register_term(code=TERM, name="2023–2027", valid_from=BEGAN, valid_to=ENDED, **doing)
    for code, name, kind, authority in (
        (COUNCIL, "Council of Utsira", BodyKind.COUNCIL, UTSIRA),
        ("council-4643", "Council of Aardal", BodyKind.COUNCIL, MEDIAN),
        (OFFICES, "Administration of Utsira", BodyKind.ADMINISTRATION, UTSIRA),
    ):
        operations.register_body(code=code, name=name, kind=kind, authority=authority, **doing)


def election(authority: str, rows: str) -> str:
    """A file of those elected that asks who somebody is, and is not loaded."""
    file = io.BytesIO(f"name,party\n{rows}".encode())
    term = operations.NewTerm("2027", ENDED)
    given = {"file": file, "filename": f"{authority}.csv", "authority": authority, "term": term}
    return str(operations.preview_turnover(**given, by=INSTALLATION, at=AT).id)


def request(*, of: int, account: str) -> str:
    """The councillor, who is in the register, asks to be erased."""
    operations.link_account(person=of, account=account, by=INSTALLATION, at=AT)
    operations.ask_for_erasure(person=of, by=Actor(account), at=AT)
    return str(erasure_requests(actor=INSTALLATION)[0].id)


def leave_popolo(*, session: str) -> None:
    """The administrator has uploaded a file and looks at what it holds."""
    text = f'{{"persons": [{{"id": "1", "name": "{LOADED}"}}], "organizations": [], "memberships": []}}'
    name = receive_popolo(file=io.BytesIO(text.encode()), by=INSTALLATION)
    store = import_module(settings.SESSION_ENGINE).SessionStore(session_key=session)
    store["popolo"] = {"name": name, "source": LOADED, "kind": "council", "authority": UTSIRA}
    store.save()
