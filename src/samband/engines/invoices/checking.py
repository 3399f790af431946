# SPDX-License-Identifier: EUPL-1.2
"""What an invoice lacks before it may be sent."""

from samband.engines.invoices.model import Invoice, InvoiceFault


def check_invoice(*, invoice: Invoice) -> tuple[InvoiceFault, ...]:
    """Everything that is missing or wrong, in plain words; empty when the invoice may be sent."""
    raise NotImplementedError
