# SPDX-License-Identifier: EUPL-1.2
"""Lines as plain data to keep with an invoice, and back."""

from collections.abc import Mapping

from samband.engines.fees.results import FeeLine


def line_to_plain(*, line: FeeLine) -> dict[str, object]:
    """The line as numbers, texts, lists and mappings that JSON holds without loss."""
    raise NotImplementedError


def line_from_plain(*, plain: Mapping[str, object]) -> FeeLine:
    """The line that ``line_to_plain`` wrote."""
    raise NotImplementedError
