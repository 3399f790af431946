# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import INSTALLATION, NotAllowed
from samband.core.collect.operations.councils import add_councils
from samband.core.collect.queries import cases
from samband.core.collect.tests.conftest import CONTACT
from samband.core.collect.tests.sample_files import ANALYST, ASK
from samband.core.people import operations as people
from samband.core.people.rules import BodyKind, Gender, PostKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]
NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
AUTHOR = {"by": INSTALLATION, "at": NOW}


@pytest.fixture
def council():
    """Of Utsira: a mayor, a member, one who has left and a substitute."""
    people.register_party(code="a", name="Party A", short="A", **AUTHOR)
    people.register_term(code="2023", name="2023–2027", valid_from=date(2023, 10, 1), **AUTHOR)
    people.register_body(
        code="council-1151", name="Council", kind=BodyKind.COUNCIL, authority="1151", **AUTHOR
    )
    for name, kind, since, until in (
        ("Mayor", PostKind.MAYOR, date(2023, 10, 1), None),
        ("Member", PostKind.MEMBER, date(2023, 10, 1), None),
        ("Gone", PostKind.MEMBER, date(2019, 10, 1), date(2023, 10, 1)),
        ("Substitute", PostKind.SUBSTITUTE, date(2023, 10, 1), None),
    ):
        people.add_office(
            person=people.NewPerson(name, gender=Gender.FEMALE, email=f"{name.lower()}@example.org"),
            office=people.NewOffice("council-1151", kind, since, until, "a", "2023"),
            **AUTHOR,
        )


def asked():
    return {one.contact["name"]: one for one in cases(actor=ANALYST, ask=ASK)}


def test_everybody_who_holds_a_seat_on_the_day_is_asked_with_certainty(council):
    assert add_councils(ask=ASK, on=date(2026, 3, 2), by=ANALYST, at=NOW) == 2
    found = asked()
    assert set(found) == {"Mayor", "Member"}
    assert {(one.unit, one.group, one.inclusion_probability) for one in found.values()} == {
        ("1151", "councillors", 1.0)
    }
    assert found["Mayor"].contact["email"] == "mayor@example.org"


def test_who_is_there_already_is_not_added_again(council):
    add_councils(ask=ASK, on=date(2026, 3, 2), by=ANALYST, at=NOW)
    assert add_councils(ask=ASK, on=date(2026, 3, 2), by=ANALYST, at=NOW) == 0


def test_the_council_of_another_day_is_another(council):
    assert add_councils(ask=ASK, on=date(2020, 1, 1), by=ANALYST, at=NOW) == 1
    assert set(asked()) == {"Gone"}


def test_only_analysts_add_councils(council):
    with pytest.raises(NotAllowed):
        add_councils(ask=ASK, on=date(2026, 3, 2), by=CONTACT, at=NOW)
