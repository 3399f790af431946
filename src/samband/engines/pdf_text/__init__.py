# SPDX-License-Identifier: EUPL-1.2
"""The text of a PDF from outside, line by line, read without trust and without running anything in it."""

from samband.engines.pdf_text.reading import Locked, NoText, NotPdf, pdf_lines

__all__ = ["Locked", "NoText", "NotPdf", "pdf_lines"]
