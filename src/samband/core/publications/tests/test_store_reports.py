# SPDX-License-Identifier: EUPL-1.2
import pytest

from samband.core.access.rules import NotAllowed
from samband.core.publications import queries
from samband.core.publications.operations import store_report
from samband.core.publications.rules import BadName, Tampered
from samband.core.publications.tests.conftest import NOON


@pytest.fixture
def store(publish_again, analyst):
    publication = publish_again()

    def now(**other):
        usual = {
            "unit": "1151",
            "language": "nb",
            "format": "pdf",
            "content": b"%PDF",
            "by": analyst,
            "at": NOON,
        }
        return publication, store_report(publication=publication, **{**usual, **other})

    return now


def test_a_report_is_found_by_unit_language_and_format(store):
    publication, stored = store()
    found = queries.report(publication, unit="1151", language="nb", format="pdf")
    assert found == stored
    assert queries.report_file(found).read_bytes() == b"%PDF"
    assert queries.report(publication, unit="1151", language="en", format="pdf") is None


def test_storing_again_changes_nothing(store):
    publication, first = store()
    _, again = store(content=b"%PDF made a second later")
    assert again == first
    assert queries.report_file(again).read_bytes() == b"%PDF"
    assert queries.reports(publication) == (first,)


def test_a_size_class_has_a_report_too(store):
    _, stored = store(unit="size:small")
    assert stored.path.name == "size.small.nb.pdf"


def test_a_report_that_was_changed_is_not_shown(store):
    _, stored = store()
    stored.path.write_bytes(b"%PDF forged")
    with pytest.raises(Tampered):
        queries.report_file(stored)


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "../1151"}, {"unit": ""}, {"language": "../nb"}, {"format": "exe"}, {"format": "../pdf"}],
)
def test_a_name_that_leads_elsewhere_is_refused(store, wrong):
    with pytest.raises(BadName):
        store(**wrong)


def test_only_an_analyst_stores_reports(store, outsider):
    with pytest.raises(NotAllowed):
        store(by=outsider)
