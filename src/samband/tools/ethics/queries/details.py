# SPDX-License-Identifier: EUPL-1.2
"""What registers of gifts, travel and work ask for, as rows and as values."""

from dataclasses import fields
from enum import StrEnum

from samband.tools.ethics.models import Interest, InterestDetail
from samband.tools.ethics.rules.details import Approval, Became, Detail, Giver

_KINDS: dict[str, type[StrEnum]] = {"giver": Giver, "became": Became, "approval": Approval}
_NAMES = tuple(one.name for one in fields(Detail))


def detail_of(*, row: Interest) -> Detail | None:
    """None for an interest of which nothing more was asked."""
    found: InterestDetail | None = getattr(row, "detail", None)
    if found is None:
        return None
    told = {name: getattr(found, name) for name in _NAMES}
    told |= {name: kind(told[name]) if told[name] else None for name, kind in _KINDS.items()}
    return Detail(**told)


def detail_row(*, interest: Interest, detail: Detail) -> InterestDetail:
    """Not saved yet."""
    told = {name: getattr(detail, name) for name in _NAMES}
    return InterestDetail(interest=interest, **(told | {name: told[name] or "" for name in _KINDS}))
