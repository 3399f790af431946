# SPDX-License-Identifier: EUPL-1.2
"""Whether an e-mail address can be one, without asking anybody."""

import re

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]"
)


def email_state(*, address: str) -> str:
    """Empty without an address, ``written`` when it can be one, ``wrong`` when it cannot.

    An address that can be one may still lead nowhere: only a letter that comes back tells that (``bounced``).
    """
    text = address.strip()
    if not text:
        return ""
    return "written" if len(text) <= 254 and _ADDRESS.fullmatch(text) else "wrong"
