# SPDX-License-Identifier: EUPL-1.2
"""A council answers in its meeting: the secretary's pages, the screen of the hall, the way in for codes."""
