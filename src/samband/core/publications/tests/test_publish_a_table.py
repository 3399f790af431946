# SPDX-License-Identifier: EUPL-1.2
import json
from dataclasses import replace
from datetime import date
from hashlib import sha256

import duckdb
import pytest
from django.db import transaction

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.core.publications import queries
from samband.core.publications.models import Publication, PublishedStays
from samband.core.publications.rules import BadName, Embargo, Embargoed, Tampered, UnknownPublication
from samband.core.publications.tests.conftest import PROVENANCE
from samband.engines.tables import EstimateTable, Status

BEFORE, ON_THE_DAY, AFTER = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


def test_a_published_table_is_read_back_to_its_last_digit(publish_again, released):
    publication = publish_again()
    table = queries.table(publication)
    assert [repr(row) for row in table] == [repr(row) for row in released]
    assert dict(table.rules) == dict(released.rules)
    assert queries.table(publication) is table


def test_the_files_say_what_they_are_and_that_the_data_is_synthetic(publish_again):
    publication = publish_again()
    folder = queries.folder_of(publication)
    assert sorted(path.name for path in folder.iterdir()) == ["metadata.json", "table.csv", "table.parquet"]
    lines = (folder / "table.csv").read_text("utf-8").splitlines()
    assert lines[0] == "group,unit,measure,statistic,category,n,value,se,lower,upper,status,synthetic"
    assert lines[1].startswith("inhabitants,0301,trust,mean,,300,2.718281828459045,0.1,")
    assert lines[2] == "inhabitants,1151,trust,mean,,,,,,,suppressed,true"
    told = json.loads((folder / "metadata.json").read_text("utf-8"))
    assert told["synthetic"] is True
    assert told["notice"].startswith("Synthetic data")
    assert told["digest"] == sha256((folder / "table.csv").read_bytes()).hexdigest() == publication.digest
    assert told["provenance"]["instrument_digest"] == "ab" * 32
    assert told["disclosure_rules"]["minimum_respondents"] == 5


def test_the_parquet_file_has_typed_columns_and_its_own_notice(publish_again):
    path = str(queries.file_of(publish_again(), "table.parquet"))
    with duckdb.connect() as connection:
        types = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
        notes = dict(connection.execute("SELECT key, value FROM parquet_kv_metadata(?)", [path]).fetchall())
        rows = connection.execute("SELECT n, value, synthetic FROM read_parquet(?)", [path]).fetchall()
    assert [kind for _, kind, *_ in types] == [
        *["VARCHAR"] * 5,
        "INTEGER",
        *["DOUBLE"] * 4,
        "VARCHAR",
        "BOOLEAN",
    ]
    assert notes[b"synthetic"] == b"true"
    assert rows == [(300, 2.718281828459045, True), (None, None, True), (280, -0.25, True)]


def test_real_data_is_not_called_synthetic(publish_again):
    publication = publish_again(provenance=replace(PROVENANCE, is_synthetic=False, seed=None))
    assert "suppressed,false" in queries.file_of(publication, "table.csv").read_text("utf-8")
    assert "notice" not in json.loads(queries.file_of(publication, "metadata.json").read_text("utf-8"))


def test_a_new_version_supersedes_the_old_one_and_leaves_it_as_it_was(publish_again, released):
    first = publish_again()
    second = publish_again(table=released.where(unit="0301"))
    assert (second.version, second.supersedes, second.is_latest) == (2, 1, True)
    old = queries.version("trust", 1)
    assert (old.superseded_by, old.digests, old.is_latest) == (2, first.digests, False)
    assert len(queries.table(old)) == 3
    assert queries.latest("trust") == second
    assert [each.version for each in queries.versions("trust")] == [2, 1]


def test_the_same_table_published_twice_has_the_same_digests(publish_again):
    first, second = publish_again(), publish_again(series="trust-again")
    assert first.digest == second.digest


def test_rows_are_chosen_without_reading_the_whole_table(publish_again):
    publication = publish_again()
    (row,) = queries.rows_where(publication, unit="4643", group="inhabitants")
    assert (row.n, row.value, row.status) == (280, -0.25, Status.RELEASED)
    assert queries.rows_where(publication, unit="'; DROP TABLE x; --") == ()
    with pytest.raises(ValueError, match="no column n to choose by"):
        queries.rows_where(publication, n="280")


def test_a_row_is_never_changed_or_deleted(publish_again):
    publish_again()
    row = Publication.objects.get()
    row.title = {"en": "Another"}
    with pytest.raises(PublishedStays):
        row.save()
    with pytest.raises(PublishedStays):
        row.delete()
    with pytest.raises(PublishedStays):
        Publication.objects.update(series="other")
    with pytest.raises(PublishedStays):
        Publication.objects.all().delete()


@pytest.mark.parametrize("name", ["table.csv", "table.parquet", "metadata.json"])
def test_a_file_that_was_changed_is_not_shown(publish_again, name):
    publication = publish_again()
    path = queries.file_of(publication, name)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(Tampered, match="Restore it from the backup"):
        queries.file_of(publication, name)
    path.unlink()
    with pytest.raises(Tampered):
        queries.file_of(publication, name)


def test_a_table_that_was_not_released_is_refused(publish_again, released):
    with pytest.raises(TypeError, match=r"disclosure\.release"):
        publish_again(table=EstimateTable(released.rows))
    assert queries.catalogue() == ()


@pytest.mark.parametrize("person", ["secretary", "councillor", "outsider", "inhabitant"])
def test_only_an_analyst_publishes(publish_again, person, request):
    with pytest.raises(NotAllowed):
        publish_again(by=request.getfixturevalue(person))
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("series", ["", "../etc", "Trust", "a b", "trust'; --", "-x"])
def test_a_series_name_that_cannot_stand_in_an_address_is_refused(publish_again, series):
    with pytest.raises(BadName, match="must be small letters"):
        publish_again(series=series)


def test_publishing_waits_for_the_last_council(publish_again, utsira, median, oslo):
    embargoes = [
        Embargo(oslo.code, oslo.name, BEFORE),
        Embargo(utsira.code, utsira.name, ON_THE_DAY),
        Embargo(median.code, median.name, None),
    ]
    with pytest.raises(
        Embargoed, match=r"Årdal \(no date set\), Utsira \(2026-03-02\)\. Publish after"
    ) as refused:
        publish_again(embargoes=embargoes)
    assert [each.authority for each in refused.value.embargoes] == [median.code, utsira.code]
    assert queries.latest("trust") is None
    assert not list((queries.publications_folder()).glob("*"))


def test_publishing_goes_on_when_councils_have_met_or_were_told(publish_again, utsira, oslo):
    embargoes = [Embargo(oslo.code, oslo.name, BEFORE), Embargo(utsira.code, utsira.name, AFTER, True)]
    assert publish_again(embargoes=embargoes, override_reason="not needed").override_reason == ""


def test_an_embargo_is_overridden_with_a_reason_that_stays_on_record(publish_again, utsira):
    embargo = Embargo(utsira.code, utsira.name, AFTER)
    with pytest.raises(Embargoed):
        publish_again(embargoes=[embargo], override_reason="   ")
    publication = publish_again(embargoes=[embargo], override_reason=" The council asked for it. ")
    assert publication.override_reason == "The council asked for it."
    (event,) = events(about="publications.series:trust").events
    assert event.event == "publications.published_under_embargo"
    assert event.details["councils"] == [utsira.code]
    assert event.details["reason"] == "The council asked for it."


def test_publishing_leaves_one_event(publish_again, analyst):
    publication = publish_again()
    (event,) = events(about="publications.series:trust").events
    assert (event.event, event.by, event.about) == (
        "publications.published",
        analyst.reference,
        "publications.series:trust",
    )
    assert event.details == {"version": 1, "digest": publication.digest}


class BrokenOff(Exception):  # noqa: N818
    """Stands for a machine that stops."""


@transaction.atomic
def break_off(publish):
    publish()
    raise BrokenOff


def test_a_publication_that_is_broken_off_leaves_nothing_and_is_made_again(publish_again):
    with pytest.raises(BrokenOff):
        break_off(publish_again)
    assert queries.latest("trust") is None
    publication = publish_again()
    assert publication.version == 1
    assert len(queries.table(publication)) == 3
    assert [path.name for path in queries.publications_folder().iterdir()] == ["trust"]


def test_an_unknown_version_is_named(publish_again):
    with pytest.raises(UnknownPublication, match="no version 7 of publication trust"):
        queries.version("trust", 7)


def test_an_empty_table_can_be_published(publish_again, released):
    publication = publish_again(table=released.where(unit="nowhere"))
    assert (publication.figures, len(queries.table(publication))) == (0, 0)
