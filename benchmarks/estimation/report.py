# SPDX-License-Identifier: EUPL-1.2
"""What every engine of the race hands in."""

import resource
from pathlib import Path

import numpy as np


def finish(result: dict[str, np.ndarray], to: Path) -> None:
    """result: item, item_se (items, members), index, index_se (indices × groups, members), seconds, wall."""
    result["megabytes"] = np.array(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    np.savez(to, **result)
