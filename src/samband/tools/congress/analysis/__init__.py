# SPDX-License-Identifier: EUPL-1.2
"""From plain data to the engine and back to plain data that can be kept for ever."""
