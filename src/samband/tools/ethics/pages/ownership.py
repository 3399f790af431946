# SPDX-License-Identifier: EUPL-1.2
"""Ownership between organisations: as ties of a register file, and in words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext

from samband.engines.charts.numbers import Number, number_text
from samband.engines.conflicts import OrganisationKind
from samband.engines.registers import Part, share_text
from samband.tools.ethics.analysis.roles import OwnedRow
from samband.tools.ethics.rules import OrganisationRecord, OwnershipRecord

Document = dict[str, Any]
PUBLIC = frozenset({OrganisationKind.AUTHORITY, OrganisationKind.MUNICIPAL_ENTERPRISE})
"""Public bodies themselves; a municipal enterprise is the same legal person as its municipality."""


def add_ownership(*, register: Document, found: Iterable[OwnershipRecord]) -> None:
    """Put the organisations and their ties into a register that has some of them."""
    listed = {one["id"]: one for one in register["organisations"]}
    for one in found:
        for organisation in (one.owner, one.owned):
            if organisation and organisation_id(organisation) not in listed:
                listed[organisation_id(organisation)] = _organisation(organisation)
        if one.owner is None:
            listed[owner_id(one)] = {"id": owner_id(one), "name": "not known"}
        elif one.owner.kind in PUBLIC:
            listed[organisation_id(one.owner)]["public"] = True
        register["ties"].append(_tie(one))
    register["organisations"] = list(listed.values())


def organisation_id(one: OrganisationRecord) -> str:
    return f"o{one.id}"


def owner_id(one: OwnershipRecord) -> str:
    return organisation_id(one.owner) if one.owner else f"owner_{one.id}"


def part_of(one: OwnershipRecord) -> Part | None:
    if one.share_low is None or one.share_high is None:
        return None
    return Part(one.share_low, one.share_high)


def _organisation(one: OrganisationRecord) -> Document:
    told = {"id": organisation_id(one), "name": one.name, "number": one.number, "kind": one.kind}
    return {name: value for name, value in told.items() if value}


def _tie(one: OwnershipRecord) -> Document:
    told = {
        "who": owner_id(one),
        "tie": "owns",
        "to": organisation_id(one.owned),
        "share": share_text(part=part_of(one)),
        "valid_from": one.valid_from.isoformat() if one.valid_from else "",
        "valid_to": one.valid_to.isoformat() if one.valid_to else "",
        "recorded": one.recorded_on.isoformat(),
        "withdrawn": one.withdrawn_on.isoformat() if one.withdrawn_on else "",
        "source": f"{one.source_name}, {one.source_day}" if one.source_day else one.source_name,
        "identity": "identifier" if one.owner and one.owner.number and one.owned.number else "possible",
    }
    return {name: value for name, value in told.items() if value}


def share_words(*, low: Decimal | None, high: Decimal | None) -> str:
    """In the reader's language: “66.6 %”, “25 % – 50 %”, or that it is not known."""
    if low is None or high is None:
        return gettext("share not known")
    return _percent(low) if low == high else f"{_percent(low)} – {_percent(high)}"


def owned_lines(*, rows: Iterable[OwnedRow]) -> list[str]:
    """What a file tells of organisations, a sentence for each."""
    return [
        _sentence(row.owner.name or row.owner.number if row.owner else "", row.owned.name or row.owned.number,
                  share_words(low=row.share_low, high=row.share_high))
        for row in rows
    ]  # fmt: skip


def ownership_lines(*, found: Iterable[OwnershipRecord]) -> list[str]:
    """The same of what stands in the record."""
    return [
        _sentence(one.owner.name if one.owner else "", one.owned.name,
                  share_words(low=one.share_low, high=one.share_high))
        for one in found
    ]  # fmt: skip


def _sentence(owner: str, owned: str, share: str) -> str:
    told = {"owner": owner or gettext("Owner not known"), "owned": owned, "share": share}
    return gettext("%(owner)s → %(owned)s: %(share)s") % told


def _percent(value: Decimal) -> str:
    decimals = 0 if value == value.to_integral_value() else 2
    number = Number(float(value) / 100, decimals, is_share=True)
    return str(number_text(number=number, language=get_language() or "en"))
