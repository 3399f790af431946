# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a row of a file of persons, told with its place and what to do."""

from samband.engines.catalogues import gettext_noop
from samband.engines.files import FaultKind


class FrameFault(FaultKind):
    """Kinds of faults in a file of persons."""

    NO_KEY_COLUMN = (
        "no_key_column",
        gettext_noop("No column is chosen that holds a key for each person."),
        gettext_noop("Choose one, or add a column of running numbers to the file."),
    )
    UNKNOWN_COLUMN = (
        "unknown_frame_column",
        gettext_noop("the file has no column of this name."),
        gettext_noop("Choose one that it has: {allowed}."),
    )
    COLUMN_TWICE = (
        "frame_column_twice",
        gettext_noop("the column is chosen for two purposes."),
        gettext_noop("Choose another column for one of them."),
    )
    NO_PEOPLE = (
        "no_people",
        gettext_noop("No row can be used."),
        gettext_noop("Correct the faults that are listed and load the file again."),
    )
    TOO_MANY_CELLS = (
        "too_many_frame_cells",
        gettext_noop("there are {value} cells in {limit} columns."),
        gettext_noop("Check the separators and quotation marks of this row."),
    )
    EMPTY = (
        "empty_frame_cell",
        gettext_noop("nothing stands here."),
        gettext_noop("Fill it in, or take the row out."),
    )
    TOO_LONG = (
        "too_long_frame_cell",
        gettext_noop("“{value}” is longer than {limit} characters."),
        gettext_noop("Shorten it; long notes do not belong in a frame."),
    )
    FORMULA = (
        "formula_frame_cell",
        gettext_noop("“{value}” begins like a formula of a spreadsheet."),
        gettext_noop("Let it begin with a letter or a digit."),
    )
    CONTROL = (
        "control_frame_cell",
        gettext_noop("“{value}” holds a character that cannot be seen."),
        gettext_noop("Type it anew."),
    )
    UNKNOWN_UNIT = (
        "unknown_frame_unit",
        gettext_noop("“{value}” is no authority that takes part."),
        gettext_noop("Write its code with all zeros, as 0301."),
    )
    BAD_SIZE = (
        "bad_frame_size",
        gettext_noop("“{value}” is not a number above 0."),
        gettext_noop("Write digits, with a point before decimals."),
    )
    KEY_TWICE = (
        "frame_key_twice",
        gettext_noop("the key “{value}” stands in row {limit} too, with the same content."),
        gettext_noop("The person is counted once; this row is left out."),
    )
    KEY_CONTRADICTED = (
        "frame_key_contradicted",
        gettext_noop("the key “{value}” stands in row {limit} too, with other content."),
        gettext_noop("Neither row is used. Give each person a key of their own, or remove the wrong row."),
    )
