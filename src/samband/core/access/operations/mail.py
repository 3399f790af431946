# SPDX-License-Identifier: EUPL-1.2
"""Mail that somebody waits for at this moment: a code, an invitation, a warning.

It leaves in a thread of its own, not by a job: a code in the queue would lie in the database, and the
answer to the browser must not take longer for an address that has an account.
"""

import logging
import threading
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

_log = logging.getLogger(__name__)


def send_soon(*, message: EmailMessage) -> None:
    """Send without letting anybody wait. A message that cannot be sent is told in the log of the server."""
    if settings.SAMBAND_MAIL_AT_ONCE:
        _send(message)
    else:
        threading.Thread(target=_send, args=(message,), name="mail").start()


def compose(*, template: str, to: str, language: str, words: Mapping[str, object]) -> EmailMessage:
    """``<template>_subject.txt`` and ``<template>_message.txt`` in the language of the reader."""
    with translation.override(language or settings.LANGUAGE_CODE):
        given = {"association": settings.SAMBAND_ASSOCIATION, **words}
        subject = " ".join(render_to_string(f"{template}_subject.txt", given).split())
        return EmailMessage(
            subject, render_to_string(f"{template}_message.txt", given).strip() + "\n", to=[to]
        )


def _send(message: EmailMessage) -> None:
    if not message.to:
        return
    try:
        message.send()
    except OSError as fault:  # smtplib's faults are OSErrors
        _log.error("A message could not be sent: %s", type(fault).__name__)
