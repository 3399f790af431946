# SPDX-License-Identifier: EUPL-1.2
"""What a country, or this association, has decided about its register: ``interests.yaml``."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from samband import packs
from samband.core.country.queries import available_packs
from samband.core.country.rules import Source
from samband.tools.ethics.rules import InterestKind, Policy

NAME = "interests.yaml"
PRIVATE = Policy()
"""Where nobody has decided anything, nothing is shown."""
_LANGUAGES = {"norway": "nb", "romania": "ro", "moldova": "ro", "georgia": "ka"}
_PUBLIC, _PRIVATE = "public", "private"


class BadPolicy(ValueError):  # noqa: N818  it names what was found
    """The file cannot be used; the text says where and why."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(f"{file}: {what} Form of the file: docs/reference/packs.md.")


def policy_on(*, on: date) -> Policy:
    """``home/interests.yaml`` of this association, else that of the country pack; private without either.

    Raises BadPolicy.
    """
    told = (_remembered(file, file.stat().st_mtime_ns) for file in policy_files())
    policies = next((some for some in told if some), ())
    begun = [(first, policy) for first, policy in policies if first <= on]
    return max(begun, key=lambda one: one[0])[1] if begun else PRIVATE


def policy_files() -> tuple[Path, ...]:
    """Of this association and of its country, as far as they are there; what the first says goes before."""
    shipped = Path(next(iter(packs.__path__))) / country() / NAME
    return tuple(one for one in (Path(settings.SAMBAND_HOME) / NAME, shipped) if one.is_file())


def country() -> str:
    """Name of the pack; of a pack in a folder of its own, the name of the folder."""
    chosen = str(settings.SAMBAND_COUNTRY)
    return chosen if chosen in available_packs() else Path(chosen).name


def names_language() -> str:
    """Of the names in the register of people, for their spellings; '' where several are spoken alike."""
    return _LANGUAGES.get(country(), "")


def read_policies(*, file: Path) -> tuple[tuple[date, Policy], ...]:
    """First day -> policy from then on. Raises BadPolicy."""
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        sources = sources_of(told=told)
        return tuple((_day(row), _policy(row, sources)) for row in told.get("policies", ()))
    except KeyError as missing:
        raise BadPolicy(file, f"{missing} is missing. Add it.") from None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError, AttributeError) as fault:
        raise BadPolicy(file, f"{fault}.") from None


@lru_cache(maxsize=4)
def _remembered(file: Path, _changed_at: int) -> tuple[tuple[date, Policy], ...]:
    return read_policies(file=file)


def _policy(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Policy:
    if row["source"] not in sources:
        raise ValueError(f"the source “{row['source']}” is not among its sources. Add it there")
    source = sources[row["source"]]
    return Policy(
        is_public=_is_open(row, "register"),
        public_kinds=frozenset(InterestKind(kind) for kind in row.get("public_kinds", ())),
        renew_months=_months(row, "renew_months", 12),
        keep_months=_months(row, "keep_months", 48),
        kin_keep_months=_months(row, "kin_keep_months", 6),
        source=f"{source.title} ({source.publisher})",
        note={str(language): str(text) for language, text in (row.get("note") or {}).items()},
        is_delegations_public=_yes(row, "public_delegations"),
        currency=_currency(row),
        shows_earlier=_is_open(row, "earlier", _PUBLIC),
    )


def _is_open(row: Mapping[str, Any], name: str, usual: str = "") -> bool:
    told = (row.get(name) or usual) if usual else row[name]
    if told not in {_PUBLIC, _PRIVATE}:
        raise ValueError(f"“{name}” is “{told}”. Write public or private")
    return bool(told == _PUBLIC)


def _months(row: Mapping[str, Any], name: str, usual: int) -> int:
    months = row.get(name, usual)
    if not isinstance(months, int) or not 1 <= months <= 600:
        raise ValueError(f"“{name}” is “{months}”. Write a number of months from 1 to 600")
    return months


def _yes(row: Mapping[str, Any], name: str) -> bool:
    told = row.get(name, False)
    if not isinstance(told, bool):
        raise TypeError(f"“{name}” is “{told}”. Write yes or no")
    return told


def _currency(row: Mapping[str, Any]) -> str:
    told = str(row.get("currency", ""))
    if told and not (len(told) == 3 and told.isascii() and told.isupper()):
        raise ValueError(f"“currency” is “{told}”. Write the three letters of ISO 4217, as NOK")
    return told


def _day(row: Mapping[str, Any]) -> date:
    first = row["valid_from"]
    if not isinstance(first, date):
        raise TypeError(f"valid_from “{first}” is no date; write it as 2024-01-01")
    return first


def sources_of(*, told: Mapping[str, Any]) -> Mapping[str, Source]:
    """The sources of a file by their key. Raises KeyError."""
    return {str(one["key"]): _source(one) for one in told["sources"]}


def _source(row: Mapping[str, Any]) -> Source:
    key, title, publisher, licence = (str(row[name]) for name in ("key", "title", "publisher", "licence"))
    return Source(key, title, publisher, licence, str(row.get("address", "")), str(row.get("note", "")))
