# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires on paper: numbered, with routing in words and a figure beside each box, as PDF and HTML."""

from samband.engines.questionnaires.html import to_html
from samband.engines.questionnaires.marks import as_keyed, keyed, marks_of
from samband.engines.questionnaires.model import Asked, Box, Grid, Mark, Part, Passage, Printed, Shape, Spot
from samband.engines.questionnaires.pdf import to_pdf
from samband.engines.questionnaires.printing import printed
from samband.engines.questionnaires.spots import spots

__all__ = [
    "Asked",
    "Box",
    "Grid",
    "Mark",
    "Part",
    "Passage",
    "Printed",
    "Shape",
    "Spot",
    "as_keyed",
    "keyed",
    "marks_of",
    "printed",
    "spots",
    "to_html",
    "to_pdf",
]
