# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest

from samband.core.access.rules import NOBODY, NotAllowed
from samband.core.audit.queries import events
from samband.core.notices.analysis import plain_email, plain_phone
from samband.core.notices.models import Blocked
from samband.core.notices.operations import block_address, unblock_address
from samband.core.notices.queries import blocked
from samband.core.notices.rules import Channel, LiftReason

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "plain"),
    [(" Kari@Example.org ", "kari@example.org"), ("kari@example", ""), ("a b@example.org", ""), ("", ""),
     ("a@example.org\nBcc: x@example.org", ""), ("ქეთი@example.ge", "ქეთი@example.ge")],
)  # fmt: skip
def test_an_address_has_one_spelling(written, plain):
    assert plain_email(address=written) == plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [("912 34 567", "+4791234567"), ("+47 912 34 567", "+4791234567"), ("0047 91234567", "+4791234567"),
     ("12", ""), ("", ""), ("+1234567890123456", "")],
)  # fmt: skip
def test_a_number_has_one_spelling(written, plain):
    assert plain_phone(number=written, calling_code="47") == plain


def test_a_national_number_loses_the_digit_dialled_at_home():
    assert plain_phone(number="0721 234 567", calling_code="40", trunk_prefix="0") == "+40721234567"


@pytest.mark.django_db
def test_an_address_is_remembered_in_any_spelling_without_being_kept():
    assert block_address(channel=Channel.EMAIL, address="Kari@example.org", by=NOBODY, at=NOON)
    assert block_address(channel=Channel.EMAIL, address="kari@EXAMPLE.org", by=NOBODY, at=NOON)
    asked = ["KARI@example.org", "ola@example.org", ""]
    assert blocked(channel=Channel.EMAIL, addresses=asked) == {"KARI@example.org"}
    row = Blocked.objects.get()
    assert "kari" not in f"{row.digest}{row}"
    assert [one.details for one in events(about="notices:blocked").events] == [{"channel": "email"}]


@pytest.mark.django_db
def test_one_way_of_being_reached_is_closed_at_a_time():
    block_address(channel=Channel.PHONE, address="91234567", by=NOBODY, at=NOON)
    assert blocked(channel=Channel.PHONE, addresses=["+47 91 23 45 67"])
    assert not blocked(channel=Channel.SMS, addresses=["91234567"])


@pytest.mark.django_db
def test_it_holds_after_the_key_was_changed(settings):
    settings.SAMBAND_BOX_KEYS = ["old"]
    block_address(channel=Channel.SMS, address="91234567", by=NOBODY, at=NOON)
    settings.SAMBAND_BOX_KEYS = ["new", "old"]
    assert blocked(channel=Channel.SMS, addresses=["91234567"])


@pytest.mark.django_db
def test_what_is_no_address_blocks_nothing():
    assert not block_address(channel=Channel.EMAIL, address="nobody", by=NOBODY, at=NOON)
    assert not Blocked.objects.exists()


@pytest.mark.django_db
def test_only_an_analyst_writes_to_somebody_again(analyst, contact):
    block_address(channel=Channel.SMS, address="91234567", by=NOBODY, at=NOON)
    meant = {"channel": Channel.SMS, "address": "91234567", "reason": LiftReason.ASKED_BY_PHONE, "at": NOON}
    with pytest.raises(NotAllowed):
        unblock_address(**meant, by=contact)
    assert unblock_address(**meant, by=analyst)
    assert not unblock_address(**meant, by=analyst)
    assert not blocked(channel=Channel.SMS, addresses=["91234567"])
    told = [one for one in events(about="notices:blocked").events if one.event == "notices.unblocked"]
    assert [one.details for one in told] == [{"channel": "sms", "reason": "asked_by_phone"}]
