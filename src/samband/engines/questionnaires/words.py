# SPDX-License-Identifier: EUPL-1.2
"""Words around the questions, in the language of the sheet and not of whoever prints it."""

from pathlib import Path
from typing import Final

from samband.engines import catalogues
from samband.engines.catalogues import Translate, gettext_noop

_FOLDER: Final = Path(__file__).parent / "locale"


def words_in(*, language: str) -> Translate:
    """English text -> text in the language, or in what it is a variant of; English where it has none."""
    return catalogues.words_in(folder=_FOLDER, language=language)


FILL_IN = gettext_noop(
    "Tick with a dark pen. If you tick the wrong box, fill it in completely and tick the right one. "
    "The small figures are for whoever keys in the answers."
)
PAGE = gettext_noop("Page {page} of {pages}")
SHEET = gettext_noop("Sheet {serial}")
SQUARE = gettext_noop("Square to scan instead of filling in on paper")
WHO = gettext_noop("Who asks")
WHY = gettext_noop("Why")
KEPT = gettext_noop("What is kept")
HOW_LONG = gettext_noop("How long")
CONTACT = gettext_noop("Whom to ask")
CONSENT = gettext_noop("Taking part")

TICK_ONE = gettext_noop("Tick one box.")
TICK_EACH = gettext_noop("Tick one box in each line.")
TICK_MANY = gettext_noop("Tick all that fit.")
TICK_MOST = gettext_noop("Tick at most {most}.")
TICK_BETWEEN = gettext_noop("Tick {least} to {most}.")
TICK_LEAST = gettext_noop("Tick at least {least}.")
TICK_CONSENT = gettext_noop("Tick the box if this is so.")
YES = gettext_noop("Yes")
RANK_ALL = gettext_noop("Write 1 beside what comes first, 2 beside what comes next, and so on.")
RANK_SOME = gettext_noop("Write 1 beside what comes first, 2 beside what comes next, up to {most}.")
WRITE_NUMBER = gettext_noop("Write a number.")
WRITE_DAY = gettext_noop("Write day, month and year.")
ENCLOSE = gettext_noop("Put in a copy.")

GO_TO = gettext_noop("Go to question {number}")
GO_TO_END = gettext_noop("Go to the end")
ANSWER_TO = gettext_noop("[your answer to question {number}]")
ANSWER_HERE = gettext_noop("[your answer]")

ONLY = gettext_noop("Only if {condition}.")
STOP = gettext_noop("Stop here if {condition}.")
STOP_SOMETIMES = gettext_noop("Depending on your answers, you may be finished here.")
ONLY_SOME = gettext_noop("Only if it concerns you after what you answered above.")
AND = gettext_noop("and")
OR = gettext_noop("or")
IS = gettext_noop("you answered {answers} to question {number}")
IS_NOT = gettext_noop("you did not answer {answers} to question {number}")
INCLUDES = gettext_noop("you ticked {answers} in question {number}")
LEAVES_OUT = gettext_noop("you did not tick {answers} in question {number}")
ANSWERED = gettext_noop("you answered question {number}")
NOT_ANSWERED = gettext_noop("you did not answer question {number}")
MORE = gettext_noop("your answer to question {number} is more than {answers}")
AT_LEAST = gettext_noop("your answer to question {number} is {answers} or more")
LESS = gettext_noop("your answer to question {number} is less than {answers}")
AT_MOST = gettext_noop("your answer to question {number} is {answers} or less")
QUOTED = gettext_noop("“{answer}”")
"""An answer as it stands on the sheet, in the quotation marks of the language."""
MORE_SHEETS = gettext_noop("If there are more, use a further sheet.")
