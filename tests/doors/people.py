# SPDX-License-Identifier: EUPL-1.2
"""People and offices: who holds an elected office is public, how to reach them is not."""

from collections.abc import Mapping
from datetime import date

from samband.core.access.rules import INSTALLATION
from samband.core.people import operations
from samband.core.people.rules import BodyKind
from samband.core.people.tests.conftest import AT, BEGAN, COUNCIL, ENDED, PARTY, TERM, elect
from tests.doors.door import ADMINISTRATOR, ALL, ANALYST, CONTACT, SECRETARY, SIGNED_IN, STAFF, UTSIRA, Door

UTSIRAS, MANAGE = STAFF | {CONTACT}, frozenset({ADMINISTRATOR, CONTACT})
ANY_OWN, LISTS = MANAGE | {SECRETARY}, STAFF | {CONTACT, SECRETARY}
"""Whoever has an authority of their own: what they find and may do there ends at its border."""
BOSS = frozenset({ADMINISTRATOR})
PERSON, OFFICE, BODY, FILE = {"person": "@mayor"}, {"office": "@office"}, {"code": COUNCIL}, {"number": "1"}
ADDRESS = "anne@utsira.example"


DOORS = (
    Door("people:search", get=ALL),
    Door("people:search", get=ALL, query="?q=anne"),
    Door("people:search", get=ALL, query=f"?q={ADDRESS.partition('@')[0]}%40utsira"),
    Door("people:person", get=ALL, given=PERSON),
    Door("people:body", get=ALL, given=BODY),
    Door("people:body_balance", get=ALL, given=BODY),
    Door("people:body_popolo", get=ALL, given=BODY),
    Door("people:authority", get=ALL, given={"code": UTSIRA}),
    Door("people:authority_popolo", get=ALL, given={"code": UTSIRA}),
    Door("people:association", get=ALL),
    Door("people:balance", get=ALL),
    Door("people:balance_file", get=ALL),
    Door("people:person", get=UTSIRAS, given=PERSON, query="?contact=show"),
    Door("people:edit_person", get=MANAGE, post=MANAGE, given=PERSON),
    Door("people:add_office", get=ANY_OWN, post=ANY_OWN, given=PERSON),
    Door("people:change_office", get=MANAGE, post=MANAGE, given=OFFICE),
    Door("people:remove_office", post=MANAGE, given=OFFICE),
    Door("people:new_person", get=MANAGE, post=MANAGE, given=BODY),
    Door("people:elections", get=ANY_OWN, post=ANY_OWN),
    Door("people:election", get=BOSS, post=BOSS, given=FILE, exists=False),
    *(
        Door(f"people:{step}", post=BOSS, given=FILE, exists=False)
        for step in ("decide", "confirm", "discard")
    ),
    Door("people:lists", get=LISTS),
    Door("people:contacts_file", get=LISTS, given={"format": "csv"}, query="?kind=mayor"),
    Door("people:contacts_file", get=LISTS, given={"format": "xlsx"}, query="?kind=mayor"),
    Door("people:retention", get=BOSS, post=BOSS),
    Door("people:answer_erasure", post=BOSS, given=FILE, exists=False),
    Door("people:popolo", get=BOSS, post=BOSS),
    Door("people:popolo_received", get=BOSS, post=BOSS, exists=False),
    Door("people:whole_popolo", post=BOSS),
    Door("people:me", get=SIGNED_IN),
    Door("people:me_file", get=SIGNED_IN, given={"format": "json"}),
    Door("people:me_file", get=SIGNED_IN, given={"format": "txt"}),
    Door("people:ask_erasure", post=SIGNED_IN, exists=False),
    Door("people:me_lists", post=SIGNED_IN, exists=False),
)
SECRETS = {ADDRESS: frozenset({ADMINISTRATOR, ANALYST, CONTACT})}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A council of Utsira with one member."""
    doing = {"by": INSTALLATION, "at": AT}
    operations.register_party(code=PARTY, name="The Greens", short="G", **doing)
    operations.register_term(code=TERM, name="2023–2027", valid_from=BEGAN, valid_to=ENDED, **doing)
    council = {"code": COUNCIL, "name": "Council of Utsira", "kind": BodyKind.COUNCIL, "authority": UTSIRA}
    operations.register_body(**council, **doing)
    office = elect("Anne Berg", email=ADDRESS, valid_from=date(2023, 10, 1))
    return {"mayor": str(office.person), "office": str(office.id)}
