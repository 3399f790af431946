# SPDX-License-Identifier: EUPL-1.2
"""Hand over e-mail and text messages; remember who wants none."""

from samband.core.notices.operations.blocking import block_address, unblock_address
from samband.core.notices.operations.mail import MailSender
from samband.core.notices.operations.sms import FileProvider, HttpProvider, sms_provider

__all__ = [
    "FileProvider",
    "HttpProvider",
    "MailSender",
    "block_address",
    "sms_provider",
    "unblock_address",
]
