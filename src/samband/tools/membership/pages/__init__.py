# SPDX-License-Identifier: EUPL-1.2
"""What each page of the membership tool shows, as plain values in the reader's language."""
