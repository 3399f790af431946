# SPDX-License-Identifier: EUPL-1.2
"""What was kept of a meeting or of a case: run again, told in a language, with its names and its law."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from samband.core.country.queries.laws import chosen_laws
from samband.engines.conflicts import Law, choose_law, screening_to_json, screening_to_plain
from samband.tools.ethics.analysis.evidence import run_again
from samband.tools.ethics.models import Screening


def told_in(*, screening: Screening, language: str) -> tuple[Mapping[str, Any], bool | None]:
    """The result in a language, and whether the same came out again; as it was kept when it cannot be run."""
    if law_named(screening=screening) is None:
        return json.loads(screening.result), None
    return _told(
        screening.register, screening.agenda, screening.result, screening.law_digest, screening.known_at,
        language,
    )  # fmt: skip


@lru_cache(maxsize=4)
def _told(
    register: str, agenda: str, kept: str, law_digest: str, known_at: date, language: str
) -> tuple[Mapping[str, Any], bool]:
    """Kept by its whole content, of few screenings and in the memory of this process alone.

    Whoever works on a meeting looks at it after every step. What was erased or changed is run anew.
    """
    law = _law_with(law_digest)
    if law is None:
        raise ValueError(f"No law of the country has the digest {law_digest}.")
    on = date.fromisoformat(json.loads(kept)["on"])
    again = run_again(register=register, agenda=agenda, law=law, on=on, known_at=known_at)
    is_same = screening_to_json(screening=again) == kept
    return screening_to_plain(screening=again, language=language), is_same


def names_in(*, register: str) -> Mapping[str, str]:
    """id -> name of everybody and every organisation in a register file."""
    known = json.loads(register)
    listed: Iterable[Mapping[str, str]] = (*known["people"], *known["organisations"])
    return {one["id"]: one.get("name", "") or one["id"] for one in listed}


def law_named(*, screening: Screening) -> Law | None:
    """The same file as then, None when it is another or gone."""
    return _law_with(screening.law_digest)


def _law_with(digest: str) -> Law | None:
    laws = chosen_laws(country=str(settings.SAMBAND_COUNTRY))
    return next((law for law in laws if law.digest == digest), None)


def law_of(*, on: date) -> Law:
    """The country's law for a decision of this day. Raises NoSuchLaw, PackFaults."""
    return choose_law(laws=chosen_laws(country=str(settings.SAMBAND_COUNTRY)), on=on)
