# SPDX-License-Identifier: EUPL-1.2
"""Instruments: what is asked, loaded from files and checked."""

from samband.engines.instrument.model import (
    Index,
    Instrument,
    Item,
    Measure,
    Missing,
    Polarity,
    Scale,
    Share,
    Words,
)

__all__ = ["Index", "Instrument", "Item", "Measure", "Missing", "Polarity", "Scale", "Share", "Words"]
