# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack as read_pack
from samband.core.country.rules import Pack
from samband.core.members.operations import load_pack
from tests.packs import only

UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"
FEW = frozenset(
    {
        "02", "03", "11", "15", "19", "30", "31", "32", "33", "46", "54", "55", "56",
        UTSIRA, MEDIAN, OSLO, "1507", "1508", "1580", "0219", "3024", "3201", "1940", "5426", "5540",
    }
)  # fmt: skip
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def norway() -> Pack:
    return read_pack(name="norway")


@pytest.fixture
def small_register(db: None, norway: Pack) -> Pack:
    """Utsira, a median member, Oslo, one renumbered and one divided municipality, two with Sámi names."""
    pack = only(pack=norway, codes=FEW)
    load_pack(pack=pack, by=INSTALLATION, at=AT)
    return pack


@pytest.fixture
def register(db: None, norway: Pack) -> Pack:
    """All of Norway; takes half a second."""
    load_pack(pack=norway, by=INSTALLATION, at=AT)
    return norway
