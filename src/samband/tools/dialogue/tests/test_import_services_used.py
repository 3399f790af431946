# SPDX-License-Identifier: EUPL-1.2
"""A file of services used: all faults at once, nothing before it is confirmed, never doubled."""

import io

import pytest

from samband.core.access.rules import NotAllowed
from samband.engines.files import Unreadable
from samband.tools.dialogue import operations, queries
from samband.tools.dialogue.tests.conftest import NOON

HEADER = "authority,area,service,used_on,participants,rating"
GOOD = ("1151,finance,Course,2021-03-01,3,5", "301,legal,Answer,2021-04-01,,")
BAD = (
    "9999,finance,Course,2021-03-01,3,5",
    "1151,roads,Course,2021-03-02,3,5",
    "1151,finance,,2021-03-03,3,5",
    "1151,finance,Course,1 March,3,5",
    "1151,finance,Course,2021-03-04,0,6",
)


@pytest.fixture
def preview(members, analyst):
    def look(*lines: str, header: str = HEADER, filename: str = "uses.csv"):
        file = io.BytesIO("\n".join([header, *lines]).encode())
        return operations.preview_uses(file=file, filename=filename, by=analyst, at=NOON)

    return look


def test_all_faults_are_named_and_good_rows_go_in(preview, analyst, contact):
    seen = preview(*GOOD, *BAD)
    assert [(fault.row, fault.column) for fault in seen.faults] == [
        (4, "authority"), (5, "area"), (6, "service"), (7, "used_on"), (8, "participants"), (8, "rating"),
    ]  # fmt: skip
    assert seen.faults[1].words() == (
        "Row 5, column area: roads is not a service area. "
        "Allowed: communication, development, finance, international, legal."
    )
    assert queries.uses_of(actor=contact, authority="1151") == ()
    assert operations.confirm_uses(token=seen.token, by=analyst, at=NOON) == 2
    (use,) = queries.uses_of(actor=contact, authority="1151")
    assert (use.service, use.participants, use.rating) == ("Course", 3, 5)
    (oslo,) = queries.uses_of(actor=analyst, authority="0301")
    assert (oslo.participants, oslo.rating) == (1, None)


def test_the_same_file_twice_changes_nothing_and_keeps_a_later_rating(preview, analyst, contact):
    operations.confirm_uses(token=preview(*GOOD).token, by=analyst, at=NOON)
    (oslo,) = queries.uses_of(actor=analyst, authority="0301")
    operations.rate_use(use_id=oslo.id, rating=2, by=analyst, at=NOON)
    again = preview(*GOOD)
    assert again.already_here == 2
    operations.confirm_uses(token=again.token, by=analyst, at=NOON)
    assert [use.rating for use in queries.uses_of(actor=analyst, authority="0301")] == [2]


def test_a_file_without_its_columns_is_refused_whole(preview):
    seen = preview("1151,Course", header="authority,service")
    assert (seen.good, seen.token) == (0, "")
    assert seen.faults[0].words().startswith("Column area: the file has no such column.")


def test_a_file_is_used_once_and_by_whoever_sent_it(preview, analyst, administrator):
    token = preview(*GOOD).token
    with pytest.raises(operations.UploadGone):
        operations.confirm_uses(token=token, by=administrator, at=NOON)
    with pytest.raises(operations.UploadGone):
        operations.confirm_uses(token=token + "x", by=analyst, at=NOON)


def test_what_cannot_be_read_leaves_nothing_behind(preview, home):
    with pytest.raises(Unreadable):
        preview(filename="uses.exe")
    assert not list((home / "uploads" / "dialogue").iterdir())


def test_members_do_not_load_files(members, contact):
    with pytest.raises(NotAllowed):
        operations.preview_uses(file=io.BytesIO(b"x"), filename="a.csv", by=contact, at=NOON)
    with pytest.raises(NotAllowed):
        operations.confirm_uses(token="x", by=contact, at=NOON)
