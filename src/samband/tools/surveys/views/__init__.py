# SPDX-License-Identifier: EUPL-1.2
"""Requests in, pages out. What may be seen is decided by queries and operations."""
