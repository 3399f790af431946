# SPDX-License-Identifier: EUPL-1.2
"""The reports of all members of a wave, made in the background and resumed where they stopped."""

from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import NotAllowed
from samband.core.jobs.queries import job
from samband.core.publications import queries as publications
from samband.tools.surveys import operations, queries
from samband.tools.surveys.tests.conftest import answers

AFTER_COUNCILS = datetime(2022, 2, 1, 12, tzinfo=UTC)
LATER = datetime(2025, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def published(reviewed, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    return reviewed


@pytest.fixture
def source(published):
    return queries.report_source(wave=published)


def test_every_member_gets_a_report_in_every_language_once(published, analyst, source):
    ordered = operations.queue_reports(wave=published, languages=["en"], by=analyst, at=LATER)
    assert (job(actor=analyst, job_id=ordered.id).done, ordered.total) == (4, 4)
    stored = publications.reports(queries.published_version(wave=published))
    assert [(one.unit, one.format) for one in stored] == [
        (code, kind) for code in ("0301", "1151", "4643", "all") for kind in ("pdf", "xlsx")
    ]
    operations.queue_reports(wave=published, languages=["en"], by=analyst, at=LATER)
    assert publications.reports(queries.published_version(wave=published)) == stored


def test_reports_are_made_in_the_languages_of_the_country(published, analyst):
    ordered = operations.queue_reports(wave=published, by=analyst, at=LATER)
    assert ordered.total == (3 + 1) * len(("en", "nb"))


def test_a_stopped_job_goes_on_where_it_was(published):
    arguments = {"wave": published, "version": 1, "languages": ["nb"]}
    done = frozenset({"all/nb", "0301/nb", "1151/nb"})
    assert list(operations.make_reports(arguments=arguments, done=done)) == ["4643/nb"]


def test_reports_are_made_of_published_figures_only(reviewed, analyst):
    with pytest.raises(queries.NotPublished):
        operations.queue_reports(wave=reviewed, by=analyst, at=LATER)


def test_outsiders_order_no_reports(published, outsider):
    with pytest.raises(NotAllowed):
        operations.queue_reports(wave=published, by=outsider, at=LATER)


def test_the_same_figures_always_give_the_same_study(source):
    first, again = (source.study(authority="4643", language="nb") for _ in range(2))
    assert first == again
    assert first.created == AFTER_COUNCILS
    assert (first.wave.title, first.own.name, first.own.size_class) == (
        "Demokrati 2021",
        "Årdal",
        "size:medium",
    )
    assert first.wave.modes == {"inhabitants": "phone", "councillors": "meeting"}
    assert first.earlier is None


@pytest.fixture
def second_wave(published, analyst, load_into):
    """Two of the members four years later."""
    operations.create_wave(
        slug="democracy-2025", title={"en": "Democracy 2025"}, year=2025, instrument_code="local_democracy",
        instrument_version="2021", reference_date=date(2025, 1, 1), previous=published, by=analyst, at=LATER,
    )  # fmt: skip
    members = [operations.NewParticipant("0301", 59), operations.NewParticipant("1151", 11)]
    operations.add_participants(wave="democracy-2025", participants=members, by=analyst, at=LATER)
    operations.open_wave(wave="democracy-2025", by=analyst, at=LATER)
    load_into("democracy-2025", b"\n".join(line for line in answers().splitlines() if b"4643" not in line))
    step = {"wave": "democracy-2025", "by": analyst, "at": LATER}
    operations.close_wave(**step)
    operations.estimate_wave(**step)
    operations.review_wave(**step, notes="")
    operations.publish_wave(**step)
    return "democracy-2025"


def test_a_report_stands_beside_the_wave_before(second_wave):
    study = queries.report_source(wave=second_wave).study(authority="0301", language="en")
    assert study.earlier.wave.title == "Democracy 2021"
    assert study.earlier.wave.table.get(measure="equal_treatment", group="inhabitants", unit="0301").n == 40
    assert not study.earlier.territory_changed
