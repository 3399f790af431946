# SPDX-License-Identifier: EUPL-1.2
"""The sums of an invoice, by the rules of EN 16931."""

from samband.engines.invoices.model import Invoice, Totals


def totals(*, invoice: Invoice) -> Totals:
    """Lines rounded first, then added; VAT for each category and rate, on the sum of its lines."""
    raise NotImplementedError
