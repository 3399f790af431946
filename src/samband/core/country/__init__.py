# SPDX-License-Identifier: EUPL-1.2
"""Reads the country packs: dated, sourced facts about one country, as data files under ``samband/packs``."""
