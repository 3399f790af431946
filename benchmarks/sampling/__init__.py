# SPDX-License-Identifier: EUPL-1.2
"""Sampling: draws from a frame as large as a country beside NumPy, polars and R."""
