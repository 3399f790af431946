# SPDX-License-Identifier: EUPL-1.2
"""What starts by the clock: each area says in its card what it does in a round."""

import logging
from datetime import datetime

from samband.core.web.queries import rounds

SECONDS_BETWEEN_ROUNDS = 60.0
logger = logging.getLogger(__name__)


def make_round(*, at: datetime) -> int:
    """Call every area's round; how many went well. One that fails holds up no other: the log tells of it."""
    return sum(_went_well(one, at) for one in rounds())


def _went_well(one: object, at: datetime) -> bool:
    try:
        one(at=at)  # type: ignore[operator]
    except Exception:
        logger.exception("A round failed")
        return False
    return True
