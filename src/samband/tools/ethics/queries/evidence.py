# SPDX-License-Identifier: EUPL-1.2
"""What was kept of a meeting or of a case: run again, told in a language, with its names and its law."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings

from samband.core.country.queries.laws import chosen_laws
from samband.engines.conflicts import Law, choose_law, screening_to_json, screening_to_plain
from samband.tools.ethics.analysis.evidence import run_again
from samband.tools.ethics.models import Screening


def told_in(*, screening: Screening, language: str) -> tuple[Mapping[str, Any], bool | None]:
    """The result in a language, and whether the same came out again; as it was kept when it cannot be run."""
    kept: Mapping[str, Any] = json.loads(screening.result)
    law = law_named(screening=screening)
    if law is None:
        return kept, None
    again = run_again(
        register=screening.register, agenda=screening.agenda, law=law,
        on=date.fromisoformat(kept["on"]), known_at=screening.known_at,
    )  # fmt: skip
    is_same = screening_to_json(screening=again) == screening.result
    return screening_to_plain(screening=again, language=language), is_same


def names_in(*, register: str) -> Mapping[str, str]:
    """id -> name of everybody and every organisation in a register file."""
    known = json.loads(register)
    listed: Iterable[Mapping[str, str]] = (*known["people"], *known["organisations"])
    return {one["id"]: one.get("name", "") or one["id"] for one in listed}


def law_named(*, screening: Screening) -> Law | None:
    """The same file as then, None when it is another or gone."""
    laws = chosen_laws(country=str(settings.SAMBAND_COUNTRY))
    return next((law for law in laws if law.digest == screening.law_digest), None)


def law_of(*, on: date) -> Law:
    """The country's law for a decision of this day. Raises NoSuchLaw, PackFaults."""
    return choose_law(laws=chosen_laws(country=str(settings.SAMBAND_COUNTRY)), on=on)
