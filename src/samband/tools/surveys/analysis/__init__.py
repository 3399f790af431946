# SPDX-License-Identifier: EUPL-1.2
"""From answers to estimates, comparisons and reports. Pure."""
