# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the rows of a file of answers, and what its columns are called."""

from collections.abc import Mapping

from samband.engines.catalogues import gettext_noop
from samband.engines.files import FaultKind
from samband.engines.files.faults import FileFault


class AnswerFault(FaultKind):
    """What is wrong with answers. The first three stop the whole file, the others only their row."""

    MISSING_COLUMN = (
        "missing_column",
        gettext_noop("the mapping uses this column, but the file does not have it."),
        gettext_noop("Choose another column or add it to the file."),
    )
    UNMAPPED = (
        "unmapped",
        gettext_noop("No column is chosen for: {value}."),
        gettext_noop("Choose the column that holds it."),
    )
    NO_ITEMS = (
        "no_items",
        gettext_noop("No column is mapped to a question of the instrument."),
        gettext_noop("Name the columns by the questions' codes or choose them in the mapping."),
    )
    RAGGED = (
        "ragged",
        gettext_noop("{value} cells, but the first row names {limit} columns."),
        gettext_noop("Add what is missing, or put text that holds the separator in quotation marks."),
    )
    EMPTY_ROW = (
        "empty_row",
        gettext_noop("the row is empty."),
        gettext_noop("Delete it or fill it in."),
    )
    NO_RESPONDENT = (
        "no_respondent",
        gettext_noop("there is no respondent number."),
        gettext_noop("Give each respondent a number of their own; it is not kept as it stands."),
    )
    DUPLICATE_RESPONDENT = (
        "duplicate_respondent",
        gettext_noop("respondent {value} already stands in row {limit}."),
        gettext_noop("Keep one of the rows, or give the respondent a number of their own."),
    )
    CHANGED = (
        "changed",
        gettext_noop("respondent {value} was loaded earlier with other answers."),
        gettext_noop("The earlier answers stay unless you choose to replace them."),
    )
    UNKNOWN_MEMBER = (
        "unknown_member",
        gettext_noop("{value} is not a member on {limit}."),
        gettext_noop("Use the member's number or its name as in the register, for instance 0301."),
    )
    MEMBER_NOT_ASKED = (
        "member_not_asked",
        gettext_noop("{value} is a member but does not take part."),
        gettext_noop("Add it to the participants or take its rows out."),
    )
    UNKNOWN_GROUP = (
        "unknown_group",
        gettext_noop("{value} is not a group of respondents here."),
        gettext_noop("Allowed: {allowed}."),
    )
    NOT_ASKED = (
        "not_asked",
        gettext_noop("this question is not asked of {limit}, but {value} stands there."),
        gettext_noop("Empty the cell or correct the group."),
    )
    OUT_OF_SCALE = (
        "out_of_scale",
        gettext_noop("{value} is outside {limit}."),
        gettext_noop("Allowed: {allowed}."),
    )
    NOT_A_NUMBER = (
        "not_a_number",
        gettext_noop("“{value}” is not a whole number."),
        gettext_noop("Allowed: {allowed}."),
    )
    NO_ANSWERS = (
        "no_answers",
        gettext_noop("no question is answered."),
        gettext_noop("Take the row out, or fill in what was answered."),
    )
    BAD_WEIGHT = (
        "bad_weight",
        gettext_noop("{value} cannot be a weight."),
        gettext_noop("A weight is a number above zero, with a point or comma for decimals."),
    )
    BAD_BACKGROUND = (
        "bad_background",
        gettext_noop("“{value}” is not a known code."),
        gettext_noop("Allowed: {allowed}, or empty when it is not known."),
    )
    FORMULA = (
        "formula",
        gettext_noop("“{value}” starts like a spreadsheet formula and is not a code."),
        gettext_noop("Replace it by the code itself."),
    )


FAULT_KINDS: tuple[type[FaultKind], ...] = (FileFault, AnswerFault)

MISSING_WORDS: Mapping[str, str] = {
    "dont_know": gettext_noop("{code} for don't know"),
    "no_opinion": gettext_noop("{code} for no opinion"),
    "refused": gettext_noop("{code} for refused"),
    "not_applicable": gettext_noop("{code} for not applicable"),
    "no_answer": gettext_noop("{code} for no answer"),
}
FIELD_WORDS: Mapping[str, str] = {
    "respondent": gettext_noop("the respondent's number"),
    "unit": gettext_noop("the member"),
    "group": gettext_noop("the group of respondents"),
    "weight": gettext_noop("the weight"),
    "sex": gettext_noop("sex"),
    "age_group": gettext_noop("age group"),
    "mode": gettext_noop("how the answer came in"),
}
"""What a column may hold beside answers, in words."""
