# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a record of a register, and what was left out of it; worded where it is shown."""

from samband.engines.catalogues import gettext_noop
from samband.engines.files import FaultKind


class RegisterFault(FaultKind):
    """A record that cannot be used, or a cell of a table.

    Of records value is the record, limit the line or the place where it begins.
    """

    NO_COLUMN = (
        "no_column",
        gettext_noop("the file has no such column."),
        gettext_noop("The first row must name: {allowed}."),
    )
    NO_NUMBER = (
        "no_number",
        gettext_noop("{value} is not the number of an organisation."),
        gettext_noop("Correct it."),
    )
    NO_NAME = ("no_name", gettext_noop("nothing stands there."), gettext_noop("Write it."))
    NO_DAY = (
        "no_day",
        gettext_noop("{value} is not a day."),
        gettext_noop("Write it as year-month-day, for instance 2026-03-31."),
    )
    NO_SHARE = (
        "no_share",
        gettext_noop("{value} is not a share."),
        gettext_noop("Write percent above 0 and up to 100, for instance 33.4."),
    )
    NOT_JSON = (
        "not_json",
        gettext_noop("Line {limit} is not valid JSON."),
        gettext_noop("Correct it there, or export the file again."),
    )
    TOO_DEEP = (
        "too_deep",
        gettext_noop("Values are nested far deeper than in any register."),
        gettext_noop("It was not read. Export the file again."),
    )
    NOT_A_REGISTER = (
        "not_a_register",
        gettext_noop("This is no register that can be read."),
        gettext_noop("Send BODS 0.4, FollowTheMoney, Popolo, units or roles of Brønnøysund, or a table."),
    )
    OLD_BODS = (
        "old_bods",
        gettext_noop("The statements follow an older version of the Beneficial Ownership Data Standard."),
        gettext_noop("Convert them to version 0.4."),
    )
    RECORD_WITHOUT_ID = (
        "record_without_id",
        gettext_noop("The record on line {limit} has no id, or one of more than 200 signs."),
        gettext_noop("Give it one; it was left out."),
    )
    TWICE = (
        "record_twice",
        gettext_noop("Record {value} stands there twice (line {limit})."),
        gettext_noop("The first is kept. Give each an id of its own."),
    )
    NOBODY = (
        "record_names_nobody",
        gettext_noop("Record {value} (line {limit}) names somebody whom the file does not have."),
        gettext_noop("Add the record that it names; it was left out."),
    )
    BAD_DAY = (
        "record_bad_day",
        gettext_noop("Record {value} (line {limit}) has something for a day that is none."),
        gettext_noop("Write 2015, 2015-03 or 2015-03-30; it was left out."),
    )
    TURNED = (
        "record_turned",
        gettext_noop("Record {value} (line {limit}) ends before it begins."),
        gettext_noop("Correct one of the days; it was left out."),
    )
    BAD_SHARE = (
        "record_bad_share",
        gettext_noop("Record {value} (line {limit}) has a share that is none."),
        gettext_noop("Write a percentage from 0 to 100; the share is taken as not known."),
    )
    ROW_TWICE = (
        "row_twice",
        gettext_noop("A row before it says the same."),
        gettext_noop("The share counts once. Tell two classes of shares apart in the column share_class."),
    )
    MORE = (
        "more_faults",
        gettext_noop("There are more than {limit} faults; the others are not told."),
        gettext_noop("Correct these first."),
    )


class LeftOut(FaultKind):
    """What a file tells that is no fault and yet not taken. limit: how many records. value: of what kind."""

    UNUSED = (
        "left_unused",
        gettext_noop("{limit} × {value}:"),
        gettext_noop("no tie is made of records of this kind."),
    )
    KIN = (
        "left_kin",
        gettext_noop("{limit} × {value}:"),
        gettext_noop("kin and associates are not taken from registers; people tell of them themselves."),
    )
    INDIRECT = (
        "left_indirect",
        gettext_noop("{limit} × indirect interest whose parts the file has:"),
        gettext_noop("shares along paths are computed from the direct ones."),
    )
    ROLE_OF_COMPANY = (
        "left_role_of_company",
        gettext_noop("{limit} × role held by an organisation:"),
        gettext_noop("only people hold posts."),
    )
    OVER = (
        "left_over",
        gettext_noop("{limit} × role that is over:"),
        gettext_noop("the file does not say since when."),
    )
    DEAD = (
        "left_dead",
        gettext_noop("{limit} × role of somebody who has died:"),
        gettext_noop("it is not taken."),
    )
    ONLY_BOUNDS = (
        "left_only_bounds",
        gettext_noop("{limit} × share told as a range:"),
        gettext_noop("the range is kept and the share counts as not known."),
    )
    SAME_ENDS = (
        "left_same_ends",
        gettext_noop("{limit} × tie of an organisation with itself:"),
        gettext_noop("it is not taken."),
    )
