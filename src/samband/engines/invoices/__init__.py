# SPDX-License-Identifier: EUPL-1.2
"""Invoices and credit notes: checked, as EHF/Peppol BIS Billing 3.0, and as a page that prints."""

from samband.engines.invoices.checking import check_invoice
from samband.engines.invoices.model import (
    BadInvoice,
    Invoice,
    InvoiceFault,
    InvoiceKind,
    InvoiceLine,
    Party,
    Payment,
    Totals,
    Vat,
    VatCategory,
    VatTotal,
)
from samband.engines.invoices.numbers import is_kid, is_organisation_number, kid
from samband.engines.invoices.page import InvoiceWords, to_report
from samband.engines.invoices.totals import totals
from samband.engines.invoices.ubl import to_ubl

__all__ = [
    "BadInvoice",
    "Invoice",
    "InvoiceFault",
    "InvoiceKind",
    "InvoiceLine",
    "InvoiceWords",
    "Party",
    "Payment",
    "Totals",
    "Vat",
    "VatCategory",
    "VatTotal",
    "check_invoice",
    "is_kid",
    "is_organisation_number",
    "kid",
    "to_report",
    "to_ubl",
    "totals",
]
