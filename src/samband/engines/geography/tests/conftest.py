# SPDX-License-Identifier: EUPL-1.2
import pytest

from samband.engines.geography import Geography, make_geography
from samband.engines.geography.tests import norwegian


@pytest.fixture(scope="session")
def norway() -> Geography:
    return make_geography(units=norwegian.UNITS, changes=norwegian.CHANGES)
