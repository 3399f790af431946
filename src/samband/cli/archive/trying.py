# SPDX-License-Identifier: EUPL-1.2
"""Opening the pages of an installation as nobody in particular, following their links."""

import re
from collections import Counter, deque
from typing import Final

from django.conf import settings
from django.test import Client

from samband.cli.archive.manifest import BadBackup

MOST: Final = 100
OF_A_KIND: Final = 4
"""Pages that differ by a number alone, such as those of the members."""
FAILED: Final = 500
LINK: Final = re.compile(r'href="(/[^"#?]*)')


def opened_pages() -> int:
    """How many pages were opened, the start page first. Raises BadBackup at one that fails."""
    settings.ALLOWED_HOSTS = ["localhost"]
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    waiting, seen, kinds, opened = deque(["/"]), {"/"}, Counter[str](), 0
    while waiting and opened < MOST:
        address = waiting.popleft()
        kinds[kind := re.sub(r"\d+", "0", address)] += 1
        if kinds[kind] > OF_A_KIND:
            continue
        new = [link for link in _links(client, address) if link not in seen]
        seen |= set(new)
        waiting.extend(new)
        opened += 1
    return opened


def _links(client: Client, address: str) -> list[str]:
    """Where a page leads within the site; nothing for what is no page."""
    response = client.get(address, secure=True)
    if response.status_code >= FAILED:
        raise BadBackup(f"The rows and files came back, but the page {address} fails.")
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        response.close()
        return []
    links = dict.fromkeys(LINK.findall(response.content.decode()))
    return [link for link in links if not link.startswith(settings.STATIC_URL)]
