# SPDX-License-Identifier: EUPL-1.2
from samband.core.country.queries.calendar import chosen_calendar, read_calendar
from samband.core.country.queries.checks import check
from samband.core.country.queries.inhabitants import Total
from samband.core.country.queries.laws import (
    LawTrial,
    chosen_laws,
    chosen_situations,
    chosen_vignettes,
    try_laws,
)
from samband.core.country.queries.packs import (
    available_packs,
    chosen_description,
    chosen_pack,
    load_description,
    load_pack,
    read_pack,
)
from samband.core.country.queries.summaries import PackSummary, pack_summary

__all__ = [
    "LawTrial",
    "PackSummary",
    "Total",
    "available_packs",
    "check",
    "chosen_calendar",
    "chosen_description",
    "chosen_laws",
    "chosen_pack",
    "chosen_situations",
    "chosen_vignettes",
    "load_description",
    "load_pack",
    "pack_summary",
    "read_calendar",
    "read_pack",
    "try_laws",
]
