# SPDX-License-Identifier: EUPL-1.2
"""The cast is who it says it is."""

from datetime import date

import pytest
from django.contrib.auth import get_user

from samband.core.access.queries import actor_for


@pytest.mark.parametrize(
    "who", ["administrator", "analyst", "interviewer", "secretary", "councillor", "inhabitant", "outsider"]
)
def test_a_signed_in_member_of_the_cast_holds_the_roles_of_the_actor(who, request, signed_in):
    actor = request.getfixturevalue(who)

    user = get_user(signed_in(actor))

    assert actor_for(user=user, on=date(2026, 1, 1)).grants == actor.grants


def test_utsira_is_the_smallest_and_oslo_the_largest(utsira, median, oslo):
    assert utsira.inhabitants < median.inhabitants < oslo.inhabitants
