# SPDX-License-Identifier: EUPL-1.2
"""Samband: ask, measure, compare, follow up."""

__version__ = "0.1.0"
