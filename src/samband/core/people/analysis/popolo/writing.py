# SPDX-License-Identifier: EUPL-1.2
"""Write a Popolo file, in the order and with the names of the specification; what is empty is left out."""

import json
from dataclasses import asdict

from samband.core.people.analysis.popolo.model import PARTS, Popolo


def write_popolo(*, popolo: Popolo) -> str:
    """JSON with sorted names and two spaces, as EveryPolitician writes it; ends with a line end."""
    document = {name: [_filled(item) for item in getattr(popolo, name)] for name in PARTS}
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _filled(item: object) -> dict[str, object]:
    values = asdict(item)  # type: ignore[call-overload]
    filled = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name: value for name, value in filled.items() if value not in ("", None, [])}
