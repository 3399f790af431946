# SPDX-License-Identifier: EUPL-1.2
"""What pages and files say. Results are reports: one text for the page, the PDF and the spreadsheet."""
