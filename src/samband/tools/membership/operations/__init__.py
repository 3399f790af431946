# SPDX-License-Identifier: EUPL-1.2
"""Writes: fee models, frozen years, notices, invoices. Memberships themselves are kept in core.members."""

from samband.tools.membership.operations.freezing import (
    NobodyPays,
    NotSettled,
    OtherCurrency,
    SomeRefused,
    freeze_fees,
)
from samband.tools.membership.operations.invoicing import (
    CannotInvoice,
    NothingDue,
    issue_invoices,
    make_invoice_files,
    mark_paid,
    mark_sent,
    queue_invoice_files,
)
from samband.tools.membership.operations.models import ModelExists, add_model
from samband.tools.membership.operations.notices import (
    NotAMember,
    NoticeOpen,
    prepare_notice,
    register_notice,
    return_notice,
)
from samband.tools.membership.operations.parties import BadBuyers, read_buyers, set_buyers, set_seller

__all__ = [
    "BadBuyers",
    "CannotInvoice",
    "ModelExists",
    "NobodyPays",
    "NotAMember",
    "NotSettled",
    "NothingDue",
    "NoticeOpen",
    "OtherCurrency",
    "SomeRefused",
    "add_model",
    "freeze_fees",
    "issue_invoices",
    "make_invoice_files",
    "mark_paid",
    "mark_sent",
    "prepare_notice",
    "queue_invoice_files",
    "read_buyers",
    "register_notice",
    "return_notice",
    "set_buyers",
    "set_seller",
]
