# SPDX-License-Identifier: EUPL-1.2
"""Pure arithmetic of the tool: who is near in size, what is left to invoice, documents as data."""
