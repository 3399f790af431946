# SPDX-License-Identifier: EUPL-1.2
"""Invoices as plain data to keep for ever, and back: nothing is lost, no amount becomes a float."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from samband.engines.invoices import (
    Invoice,
    InvoiceKind,
    InvoiceLine,
    Party,
    Payment,
    Vat,
    VatCategory,
)

_DATES = ("issued", "due", "credited_on")


def document_to_plain(*, invoice: Invoice) -> dict[str, object]:
    """The invoice as texts, numbers, lists and mappings that JSON holds without loss."""
    plain: dict[str, object] = _plain(invoice)
    return plain


def document_from_plain(*, plain: Mapping[str, Any]) -> Invoice:
    """The invoice that ``document_to_plain`` wrote. Raises KeyError, TypeError or ValueError for others."""
    data = dict(plain)
    for name in _DATES:
        data[name] = date.fromisoformat(data[name]) if data[name] else None
    data["kind"] = InvoiceKind(data["kind"])
    data["seller"], data["buyer"] = Party(**data["seller"]), Party(**data["buyer"])
    data["payment"] = Payment(**data["payment"])
    data["lines"] = tuple(map(_line, data["lines"]))
    if data["period"]:
        first, last = map(date.fromisoformat, data["period"])
        data["period"] = (first, last)
    return Invoice(**data)


def _plain(value: object) -> Any:  # noqa: ANN401  plain data of any shape
    if isinstance(value, Invoice | InvoiceLine | Party | Payment | Vat):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, InvoiceKind | VatCategory):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _line(plain: Mapping[str, Any]) -> InvoiceLine:
    vat = plain["vat"]
    return InvoiceLine(
        **{
            **plain,
            "price": Decimal(plain["price"]),
            "quantity": Decimal(plain["quantity"]),
            "explanation": tuple(plain["explanation"]),
            "vat": Vat(
                **{**vat, "category": VatCategory(vat["category"]), "percent": Decimal(vat["percent"])}
            ),
        }
    )
