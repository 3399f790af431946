# SPDX-License-Identifier: EUPL-1.2
"""Whole units shared out by weight so that they add up to the total: seats, persons, amounts of money."""

from samband.engines.sharing.remainders import Due, largest_remainder, whole_weights

__all__ = ["Due", "largest_remainder", "whole_weights"]
