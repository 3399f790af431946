# SPDX-License-Identifier: EUPL-1.2
"""Phrases that only somebody who sees the page can follow: "the red field", "on the right"."""

import re
from collections.abc import Mapping

_PHRASES: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"(?:the|a) (?:red|green|blue|yellow|grey|gray) (?:field|box|button|text|line|star|circle|arrow)s?",
        r"(?:marked|shown|written|highlighted) in (?:red|green|blue|yellow|grey|gray|bold)",
        r"(?:on|to|at) the (?:right|left)(?:-hand side| of (?:the|this) (?:page|screen|text|question))",
        r"(?:round|square) (?:button|box|field)s?",
    ),
    "nb": (
        r"(?:det|den|de) (?:røde|grønne|blå|gule|grå) (?:feltet|boksen|knappen|teksten|linjen|pilen)",
        r"(?:merket|skrevet|markert) (?:med|i) (?:rødt|grønt|blått|gult|grått|fet skrift)",
        r"(?:til|på) (?:høyre|venstre) (?:side|på siden|på skjermen|for teksten|for spørsmålet)",
        r"(?:runde|firkantede) (?:knappen|boksen|feltet)",
    ),
}
_PHRASES = {**_PHRASES, "nn": _PHRASES["nb"]}


def names_colour_or_place(*, text: str, language: str) -> str:
    """The first such phrase in the text; '' for none, and in languages without a list of phrases."""
    for phrase in _PHRASES.get(language.partition("-")[0], ()):
        found = re.search(rf"\b{phrase}\b", text, re.IGNORECASE)
        if found:
            return found[0]
    return ""
