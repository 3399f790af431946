# SPDX-License-Identifier: EUPL-1.2
"""An invoice as UBL 2.1 by Peppol BIS Billing 3.0 (EHF in Norway)."""

from samband.engines.invoices.model import Invoice


def to_ubl(*, invoice: Invoice) -> bytes:
    """UTF-8 XML. Raises BadInvoice with everything that ``check_invoice`` finds."""
    raise NotImplementedError
