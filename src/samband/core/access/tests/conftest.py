# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from samband.core.access.operations import create_person
from samband.core.access.queries import actor_by_email
from samband.core.access.rules import INSTALLATION, Actor, Grant

LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def account(db) -> Callable[..., Actor]:
    """``account("kari", Grant(...))``: somebody with roles since 2020, as the actor of today."""

    def make(name: str, *grants: Grant, password: str | None = None, language: str = "") -> Actor:
        email = f"{name}@example.org"
        person = {"email": email, "name": name.title(), "language": language, "password": password}
        create_person(**person, grants=grants, by=INSTALLATION, at=LONG_AGO)
        return actor_by_email(email=email, on=date(2999, 1, 1))

    return make
