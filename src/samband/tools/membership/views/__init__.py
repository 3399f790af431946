# SPDX-License-Identifier: EUPL-1.2
"""From a request to a page: read what was asked, call, render."""
