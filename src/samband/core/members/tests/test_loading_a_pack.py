# SPDX-License-Identifier: EUPL-1.2
from dataclasses import replace
from datetime import date

import pytest

from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import events
from samband.core.members import models, queries
from samband.core.members.operations import load_pack
from samband.core.members.tests.conftest import AT, FEW, MEDIAN, OSLO, UTSIRA
from tests.packs import only

ADMINISTRATOR = Actor("user:1", frozenset({Grant(Role.ADMINISTRATOR)}))
ON = date(2025, 1, 1)


def counts():
    tables = (models.Authority, models.Succession, models.Population, models.PopulationBySexAndAge)
    return [table.objects.count() for table in tables]


@pytest.fixture
def pack(norway):
    return only(pack=norway, codes=FEW)


def test_the_whole_pack_is_in_the_register(register):
    wanted = (register.authorities, register.successions, register.populations, register.population_cells)
    assert counts() == [len(facts) for facts in wanted]


@pytest.mark.django_db
def test_loading_writes_one_audit_event(pack):
    load_pack(pack=pack, by=ADMINISTRATOR, at=AT)
    (event,) = events().events
    assert (event.event, event.by, event.at, event.about) == (
        "members.pack_loaded", "user:1", AT, "members.pack:norway",
    )  # fmt: skip
    assert event.details["authorities"] == len(pack.authorities)


@pytest.mark.django_db
def test_loading_again_changes_nothing(pack, django_assert_max_num_queries):
    first = load_pack(pack=pack, by=ADMINISTRATOR, at=AT)
    keys = set(models.Authority.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(5):
        again = load_pack(pack=pack, by=ADMINISTRATOR, at=AT)
    assert (first.has_changed, again.has_changed) == (True, False)
    assert set(models.Authority.objects.values_list("pk", flat=True)) == keys
    assert events().total == 1


@pytest.mark.django_db
def test_a_corrected_pack_corrects_and_removes_and_keeps_the_rest(pack):
    load_pack(pack=pack, by=ADMINISTRATOR, at=AT)
    keys = dict(models.Authority.objects.values_list("code", "pk"))
    renamed = tuple(
        replace(fact, name="Utsira Øy") if fact.code == UTSIRA else fact for fact in pack.authorities
    )
    newer = only(pack=replace(pack, authorities=renamed), codes=FEW - {MEDIAN})
    load_pack(pack=newer, by=ADMINISTRATOR, at=AT)
    assert queries.authority(code=UTSIRA, on=ON).name == "Utsira Øy"
    left = dict(models.Authority.objects.values_list("code", "pk"))
    assert left == {code: key for code, key in keys.items() if code != MEDIAN}
    assert not models.Population.objects.filter(code=MEDIAN).exists()


@pytest.mark.django_db
def test_a_pack_without_a_table_empties_it(pack):
    load_pack(pack=pack, by=ADMINISTRATOR, at=AT)
    load_pack(pack=replace(pack, population_cells=(), digest="0" * 64), by=ADMINISTRATOR, at=AT)
    assert queries.population_by_sex_and_age(year=2025) == ()
    assert queries.authority(code=OSLO, on=ON).population == 724_290


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ANALYST, Role.CONTACT, Role.SECRETARY, Role.COUNCILLOR])
def test_nobody_but_the_administrator_loads_a_pack(pack, role):
    with pytest.raises(NotAllowed):
        load_pack(pack=pack, by=Actor("user:2", frozenset({Grant(role)})), at=AT)
    assert counts() == [0, 0, 0, 0]
    assert events().total == 0


@pytest.mark.django_db
def test_a_pack_that_breaks_off_leaves_the_register_as_it_was(pack):
    load_pack(pack=pack, by=ADMINISTRATOR, at=AT)
    before = counts()
    nameless = replace(pack.populations[0], population=None)
    broken = replace(pack, authorities=pack.authorities[:3], populations=(nameless,), digest="1" * 64)
    with pytest.raises(Exception, match=r"(?i)null"):
        load_pack(pack=broken, by=ADMINISTRATOR, at=AT)
    assert counts() == before
