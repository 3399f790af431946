# SPDX-License-Identifier: EUPL-1.2
"""Many e-mails over one connection, each with a way out of one click."""

import smtplib
from types import TracebackType

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from samband.core.notices.rules import Mail, Sent

_PERMANENT = 500
"""From here on replies of a mail server are final (RFC 5321, section 4.2.1)."""


class MailSender:
    """``with MailSender() as sender: sender.send(mail=…)``. A lost connection is opened anew."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend = get_connection()

    def __enter__(self) -> "MailSender":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def send(self, *, mail: Mail) -> Sent:
        """Hand one over. Never raises for what the mail server does."""
        try:
            self._connection.send_messages([composed(mail=mail)])
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            return Sent.NEVER if codes and min(codes) >= _PERMANENT else Sent.LATER
        except OSError:  # smtplib's faults are OSErrors
            self._close()
            return Sent.LATER
        return Sent.YES

    def _close(self) -> None:
        try:
            self._connection.close()
        except OSError:
            self._connection = get_connection()


def composed(*, mail: Mail) -> EmailMultiAlternatives:
    """Headers tell mailboxes that it is automatic and how to end it (RFC 3834, RFC 2369, RFC 8058)."""
    headers = {"Auto-Submitted": "auto-generated", **mail.headers}
    if mail.stop:
        headers["List-Unsubscribe"] = f"<{mail.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(" ".join(mail.subject.split()), mail.text, to=[mail.to], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
