# SPDX-License-Identifier: EUPL-1.2
"""What was kept of a meeting or of a case: run again, told in a language, with its names and its law."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings

from samband.core.country.queries.laws import chosen_laws
from samband.engines.conflicts import Law, NoSuchLaw, choose_law, parse_law, screening_to_plain
from samband.engines.conflicts import Screening as Rerun
from samband.engines.conflicts.result_file import is_same_answer
from samband.engines.rule_files import RuleFaults
from samband.tools.ethics.analysis.evidence import run_again
from samband.tools.ethics.models import LawAsItWas, Screening
from samband.tools.ethics.queries.remembered import Remembered

Told = tuple[Mapping[str, Any], bool]
REMEMBERED: Remembered[Told] = Remembered(most=4, seconds=300)
"""Whoever works on a meeting looks at it after every step. Nothing of it outlasts five minutes."""


def told_in(*, screening: Screening, language: str) -> tuple[Mapping[str, Any], bool | None]:
    """The result in a language, and whether the same came out again; as it was kept when it cannot be run.

    screening: as it was just read from the database, since what is remembered is found by its content alone.
    """
    law = law_named(screening=screening)
    if law is None:
        return json.loads(screening.result), None
    return REMEMBERED.get(key=_key(screening, language), make=lambda: _told(screening, law, language))


def told_about(*, screening: Screening, person: str, language: str) -> Mapping[str, Any]:
    """The result about one person in a language, without the others; as it was kept when it cannot be run."""
    law = law_named(screening=screening)
    if law is None:
        kept: Mapping[str, Any] = json.loads(screening.result)
        return kept
    return screening_to_plain(screening=_again(screening, law, persons=[person]), language=language)


def _key(screening: Screening, language: str) -> str:
    """Digest of all that is run: whatever is erased from or changed in a screening gives it another."""
    content = (
        screening.pk, screening.register, screening.agenda, screening.result, screening.law_digest,
        screening.known_at.isoformat(), language,
    )  # fmt: skip
    return sha256(json.dumps(content).encode()).hexdigest()


def _told(screening: Screening, law: Law, language: str) -> Told:
    again = _again(screening, law)
    is_same = is_same_answer(kept=screening.result, again=again)
    return screening_to_plain(screening=again, language=language), is_same


def _again(screening: Screening, law: Law, persons: Collection[str] | None = None) -> Rerun:
    return run_again(
        register=screening.register,
        agenda=screening.agenda,
        law=law,
        on=date.fromisoformat(json.loads(screening.result)["on"]),
        known_at=screening.known_at,
        persons=persons,
    )


def names_in(*, register: str) -> Mapping[str, str]:
    """id -> name of everybody and every organisation in a register file."""
    known = json.loads(register)
    listed: Iterable[Mapping[str, str]] = (*known["people"], *known["organisations"])
    return {one["id"]: one.get("name", "") or one["id"] for one in listed}


def law_named(*, screening: Screening) -> Law | None:
    """The law as it stood then, in the pack or kept; None when it is gone or can no longer be read."""
    laws = chosen_laws(country=str(settings.SAMBAND_COUNTRY))
    found = next((law for law in laws if law.digest == screening.law_digest), None)
    return found or _kept_law(screening.law_digest)


def law_of(*, on: date) -> Law:
    """The country's law for a decision of this day. Raises NoSuchLaw, PackFaults."""
    return choose_law(laws=chosen_laws(country=str(settings.SAMBAND_COUNTRY)), on=on)


def has_other_law(*, screening: Screening, on: date) -> bool:
    """Whether a decision of this day is judged by another file than the screening was."""
    try:
        return law_of(on=on).digest != screening.law_digest
    except NoSuchLaw:
        return False


def _kept_law(digest: str) -> Law | None:
    row = LawAsItWas.objects.filter(digest=digest).first()
    return _read(row.text) if row else None


@lru_cache(maxsize=8)
def _read(text: str) -> Law | None:
    try:
        return parse_law(text=text, name="law")
    except RuleFaults:
        return None
