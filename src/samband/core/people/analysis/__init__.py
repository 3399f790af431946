# SPDX-License-Identifier: EUPL-1.2
"""Names, dates, turnover, gender balance, retention and Popolo as computations on plain values. Pure."""
