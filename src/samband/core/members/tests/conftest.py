# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack as read_pack
from samband.core.country.rules import Pack
from samband.core.members.operations import load_pack

UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"
FEW = frozenset(
    {
        "02", "03", "11", "15", "19", "30", "31", "32", "33", "46", "54", "55", "56",
        UTSIRA, MEDIAN, OSLO, "1507", "1508", "1580", "0219", "3024", "3201", "1940", "5426", "5540",
    }
)  # fmt: skip
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def only(pack: Pack, codes: Iterable[str]) -> Pack:
    """The pack with these authorities alone."""
    kept = frozenset(codes)
    return replace(
        pack,
        authorities=tuple(fact for fact in pack.authorities if fact.code in kept),
        successions=tuple(s for s in pack.successions if {s.code_before, s.code_after} <= kept),
        populations=tuple(fact for fact in pack.populations if fact.code in kept),
        population_cells=tuple(fact for fact in pack.population_cells if fact.code in kept),
        digest=sha256(f"{pack.digest} {sorted(kept)}".encode()).hexdigest(),
    )


@pytest.fixture(scope="session")
def norway() -> Pack:
    return read_pack(name="norway")


@pytest.fixture
def small_register(db: None, norway: Pack) -> Pack:
    """Utsira, a median member, Oslo, one renumbered and one divided municipality, two with Sámi names."""
    pack = only(norway, FEW)
    load_pack(pack=pack, by=INSTALLATION, at=AT)
    return pack


@pytest.fixture
def register(db: None, norway: Pack) -> Pack:
    """All of Norway; takes half a second."""
    load_pack(pack=norway, by=INSTALLATION, at=AT)
    return norway
