# SPDX-License-Identifier: EUPL-1.2
"""Disclosure: withheld cells and seconds beside Tau-Argus."""
