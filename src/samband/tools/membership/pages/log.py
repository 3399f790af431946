# SPDX-License-Identifier: EUPL-1.2
"""What the log calls the things of this tool, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext

FEES, MODEL, INVOICE = "membership.fees:", "membership.model:", "membership.invoice:"


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """For whoever may read the log: years, fee models with their version, invoices by number."""
    return {one: name for one in references if (name := _name(one))}


def _name(reference: str) -> str:
    kind, _colon, rest = reference.partition(":")
    first, _colon, number = rest.partition(":")
    if f"{kind}:" == FEES:
        return (
            first
            if number in {"", "1"}
            else gettext("%(year)s, revision %(number)s") % {"year": first, "number": number}
        )
    if f"{kind}:" == MODEL:
        return gettext("%(code)s, version %(number)s") % {"code": first, "number": number}
    return gettext("invoice %(number)s") % {"number": rest} if f"{kind}:" == INVOICE else ""
