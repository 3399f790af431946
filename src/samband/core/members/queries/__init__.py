# SPDX-License-Identifier: EUPL-1.2
"""Public facts about the members: everybody may read them, so nothing is guarded here."""

from samband.core.members.queries.register import (
    authorities_on,
    authority,
    code_on,
    codes_on,
    county_names,
    latest_authority,
    notable_days,
    population_by_sex_and_age,
    population_series,
    register_statistics,
    size_classes,
    successions_of,
    vintage,
)

__all__ = [
    "authorities_on",
    "authority",
    "code_on",
    "codes_on",
    "county_names",
    "latest_authority",
    "notable_days",
    "population_by_sex_and_age",
    "population_series",
    "register_statistics",
    "size_classes",
    "successions_of",
    "vintage",
]
