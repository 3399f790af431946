# SPDX-License-Identifier: EUPL-1.2
"""Text messages through whatever provider an installation names; by default they go to a file."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import cast
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from django.conf import settings
from django.utils.module_loading import import_string

from samband.core.notices.rules import Sent, SmsProvider, TextMessage

_SECONDS = 20
_MAY_PASS = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


def sms_provider() -> SmsProvider:
    """The one that SAMBAND_SMS_PROVIDER names: ``file``, ``http`` or the dotted path of a class.

    Raises ImportError when there is no such class.
    """
    known: dict[str, type[SmsProvider]] = {"file": FileProvider, "http": HttpProvider}
    name = settings.SAMBAND_SMS_PROVIDER
    made = known.get(name) or cast(type[SmsProvider], import_string(name))
    return made()


class FileProvider:
    """Sends nothing: appends each message as a line of JSON to ``sms/outbox.jsonl`` in the home folder."""

    def send(self, *, message: TextMessage) -> Sent:
        folder = Path(settings.SAMBAND_HOME) / "sms"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        line = json.dumps({"to": message.to, "text": message.text}, ensure_ascii=False)
        with (folder / "outbox.jsonl").open("a", encoding="utf-8") as outbox:
            outbox.write(line + "\n")
        return Sent.YES


class HttpProvider:
    """POSTs ``{"from", "to", "text", "id"}`` as JSON to SAMBAND_SMS_URL, with SAMBAND_SMS_KEY as bearer.

    2xx counts as taken; 408, 429, 5xx and no connection as later; everything else as refused for good.
    """

    def send(self, *, message: TextMessage) -> Sent:
        told = {
            "from": settings.SAMBAND_SMS_FROM,
            "to": message.to,
            "text": message.text,
            "id": message.key,
        }
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.SAMBAND_SMS_KEY}",
        }
        request = Request(settings.SAMBAND_SMS_URL, json.dumps(told).encode(), headers, method="POST")  # noqa: S310  checked at start
        try:
            with urlopen(request, timeout=_SECONDS):  # noqa: S310
                return Sent.YES
        except HTTPError as refusal:
            passes = refusal.code in _MAY_PASS or refusal.code >= HTTPStatus.INTERNAL_SERVER_ERROR
            return Sent.LATER if passes else Sent.NEVER
        except OSError:
            return Sent.LATER
