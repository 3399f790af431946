# SPDX-License-Identifier: EUPL-1.2
"""The service areas of this association."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from samband.tools.dialogue.rules import ServiceArea

_SHIPPED = Path(__file__).resolve().parent.parent / "parameters" / "service_areas.yaml"


class BadServiceAreas(ValueError):  # noqa: N818  it names the fact
    """The association's own list cannot be read."""

    def __init__(self, path: Path, what: str) -> None:
        remedy = "Each area has a code and names by language, as in the list that comes with Samband."
        super().__init__(f"{path}: {what} {remedy}")


def service_areas() -> tuple[ServiceArea, ...]:
    """The association's own list when its home has one, else the five of a young association, in order.

    Raises BadServiceAreas.
    """
    own = Path(settings.SAMBAND_HOME) / "dialogue" / "service_areas.yaml"
    return _read(own, own.stat().st_mtime_ns) if own.is_file() else _read(_SHIPPED, 0)


@cache
def _read(path: Path, _changed_at: int) -> tuple[ServiceArea, ...]:
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))["areas"]
        areas = tuple(ServiceArea(str(one["code"]), dict(one["names"])) for one in listed)
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise BadServiceAreas(path, f"This cannot be read ({type(fault).__name__}).") from fault
    if not areas or len({area.code for area in areas}) < len(areas):
        raise BadServiceAreas(path, "There is no area, or two have the same code.")
    return areas
