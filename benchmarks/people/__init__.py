# SPDX-License-Identifier: EUPL-1.2
"""People and offices: every page and a whole election on a register of 200,000 people, on both databases."""
