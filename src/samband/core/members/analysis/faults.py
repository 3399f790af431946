# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a file of units, inhabitants or changes, in words that can be translated."""

import re

from samband.core.country.rules import Fault as PackFault
from samband.engines.catalogues import gettext_noop
from samband.engines.files import Fault, FaultKind


class ImportFault(FaultKind):
    """value: the number it is about, or what stands there. limit: a day. allowed: what else takes part."""

    NO_COLUMN = (
        "no_column",
        gettext_noop("the file has no such column."),
        gettext_noop("The first row must name: {allowed}."),
    )
    NOTHING_THERE = (
        "nothing_there",
        gettext_noop("nothing stands there."),
        gettext_noop("Fill the cell, or take the row out."),
    )
    TOO_LONG = (
        "too_long",
        gettext_noop("“{value}” has more than {limit} letters."),
        gettext_noop("Shorten it."),
    )
    NO_CODE = (
        "no_code",
        gettext_noop("“{value}” is not a number that an authority can have."),
        gettext_noop("Use at most 16 digits or letters from a to z, with the hyphen if there is one."),
    )
    UNKNOWN_KIND = (
        "unknown_kind",
        gettext_noop("“{value}” is not a kind of authority in this country."),
        gettext_noop("Allowed: {allowed}."),
    )
    NO_DAY = (
        "no_day",
        gettext_noop("“{value}” is not a day."),
        gettext_noop("Write it as year-month-day, for instance 2024-01-01."),
    )
    NO_DEGREES = (
        "no_degrees",
        gettext_noop("“{value}” is not a place on the map."),
        gettext_noop(
            "Write degrees as 28.8575, longitude up to 180, latitude up to 90, or leave both empty."
        ),
    )
    NO_NAME_BY_LANGUAGE = (
        "no_name_by_language",
        gettext_noop("“{value}” is not a name with its language."),
        gettext_noop("Write the language, a colon and the name, with | between several: ro:Ceadîr-Lunga."),
    )
    NO_YEAR = (
        "no_year",
        gettext_noop("“{value}” is not a year."),
        gettext_noop("Write four digits, for instance 2024."),
    )
    NO_COUNT = (
        "no_count",
        gettext_noop("“{value}” is not a number of people."),
        gettext_noop(
            "Write a whole number, 0 or more, without spaces; leave the row out when it is not known."
        ),
    )
    UNKNOWN_CHANGE = (
        "unknown_change",
        gettext_noop("“{value}” is not a kind of change."),
        gettext_noop("Allowed: {allowed}."),
    )
    TWICE = (
        "twice",
        gettext_noop("{value} stands in row {limit} already."),
        gettext_noop("Keep one of the two."),
    )
    ENDS_BEFORE_IT_BEGINS = (
        "ends_before_it_begins",
        gettext_noop("{value} ends on {limit}, before it begins."),
        gettext_noop("Correct the days; valid_to is the day after the last one."),
    )
    OF_THE_PACK = (
        "of_the_pack",
        gettext_noop("{value} is in the country pack, which says something else."),
        gettext_noop(
            "Take the row out, or correct the fact in a copy of the pack; a file stands beside the pack only."
        ),
    )
    PARENT_NOT_IN_FORCE = (
        "parent_not_in_force",
        gettext_noop("{value} lies in {allowed}, which is not in force on the day {value} begins."),
        gettext_noop("Check the number of what it lies in, leading zeros too, and the days of both."),
    )
    PARENT_NOT_ABOVE = (
        "parent_not_above",
        gettext_noop("{value} lies in {allowed}, but that is not of a higher level."),
        gettext_noop("Name what it lies in, not a neighbour."),
    )
    OVERLAPS = (
        "overlaps",
        gettext_noop("{value} begins again on {limit}, while it is in force."),
        gettext_noop("End the earlier row on the day the later one begins, or keep one of them."),
    )
    NOT_THERE_BEFORE = (
        "not_there_before",
        gettext_noop("{value} is not in force on the day before its change on {limit}."),
        gettext_noop("Check the number in the column “from” and the day, or add the unit."),
    )
    NOT_THERE_AFTER = (
        "not_there_after",
        gettext_noop("{value}, which {allowed} became, is not in force on {limit}."),
        gettext_noop("Check the number in the column “to” and the day, or add the unit."),
    )
    ACROSS_LEVELS = (
        "across_levels",
        gettext_noop("{value} and {allowed} are not of the same level, so one cannot become the other."),
        gettext_noop("Correct the numbers of the change, or the kinds of the two units."),
    )
    NOTHING_HAPPENS = (
        "nothing_happens",
        gettext_noop("on {limit} neither {value} ends nor {allowed} begins, but a change says so."),
        gettext_noop("Correct the day of the change, or the days of the units."),
    )
    UNEXPLAINED_END = (
        "unexplained_end",
        gettext_noop("{value} ends on {limit}, and no change says what became of it."),
        gettext_noop("Add a row to the file of changes."),
    )
    UNEXPLAINED_BEGINNING = (
        "unexplained_beginning",
        gettext_noop("{value} begins on {limit}, after others of its level, and no change says from what."),
        gettext_noop("Add a row to the file of changes, or let it begin on the first day of the others."),
    )
    OTHERS_TAKE_PART = (
        "others_take_part",
        gettext_noop("{value} became {allowed} on {limit} one to one, but others take part in it."),
        gettext_noop("Write merged, split or transferred."),
    )
    NAME_OR_NUMBER = (
        "name_or_number",
        gettext_noop("{value} became {allowed} on {limit} by a change that does not fit the numbers."),
        gettext_noop("A new name (renamed) keeps the number, a new number (renumbered) does not."),
    )
    MERGED_ALONE = (
        "merged_alone",
        gettext_noop("{value} was merged into {allowed} on {limit} all alone."),
        gettext_noop("Write renumbered, or add the others that went into it."),
    )
    SPLIT_ALONE = (
        "split_alone",
        gettext_noop("{value} was split on {limit}, but only {allowed} came of it."),
        gettext_noop("Write renumbered, or add the other parts."),
    )
    GAVE_ALL = (
        "gave_all",
        gettext_noop("{value} gave a part to {allowed} on {limit}, but does not live on."),
        gettext_noop("Write merged, or say what became of the rest."),
    )
    LIVES_ON = (
        "lives_on",
        gettext_noop("{value} is in force after it went into {allowed} on {limit}."),
        gettext_noop("Give it its last day, or write transferred."),
    )
    NOBODYS_INHABITANTS = (
        "nobodys_inhabitants",
        gettext_noop("{value} is no authority of the register, nor of the file of units."),
        gettext_noop("Correct the number, leading zeros too, or add the unit."),
    )
    INHABITANTS_TOO_LATE = (
        "inhabitants_too_late",
        gettext_noop("{value} has inhabitants for {allowed}, but ended on {limit}."),
        gettext_noop("Give them to what it became."),
    )
    INHABITANTS_TOO_EARLY = (
        "inhabitants_too_early",
        gettext_noop("{value} has inhabitants for {allowed}, before it began."),
        gettext_noop("Leave the years out, unless it was made of whole units then that the changes name."),
    )
    CONTRADICTS = (
        "contradicts",
        gettext_noop("the register would contradict itself: {value}"),
        gettext_noop("Correct the rows of these numbers."),
    )


_DAY = r" \((?P<limit>[\d-]+)\)$"
_PATTERNS = tuple(
    (re.compile(rf"^(?P<value>\S+) {pattern}"), kind)
    for pattern, kind in (
        (r"lies in (?P<allowed>\S+), which is not in force", ImportFault.PARENT_NOT_IN_FORCE),
        (r"lies in (?P<allowed>\S+), but its level", ImportFault.PARENT_NOT_ABOVE),
        (rf"begins again while it is in force.*{_DAY}", ImportFault.OVERLAPS),
        (rf"is not in force on the eve.*{_DAY}", ImportFault.NOT_THERE_BEFORE),
        (rf"is not in force when (?P<allowed>\S+) becomes it.*{_DAY}", ImportFault.NOT_THERE_AFTER),
        (r"is a \S+ and (?P<allowed>\S+) a \S+\. A change stays", ImportFault.ACROSS_LEVELS),
        (rf"neither ends nor does (?P<allowed>\S+) begin.*{_DAY}", ImportFault.NOTHING_HAPPENS),
        (rf"ends, and no change.*{_DAY}", ImportFault.UNEXPLAINED_END),
        (rf"begins, and no change.*{_DAY}", ImportFault.UNEXPLAINED_BEGINNING),
        (rf"was \S+ to (?P<allowed>\S+), but others.*{_DAY}", ImportFault.OTHERS_TAKE_PART),
        (rf"was \S+ to (?P<allowed>\S+)\. A new name.*{_DAY}", ImportFault.NAME_OR_NUMBER),
        (rf"was merged into (?P<allowed>\S+) all alone.*{_DAY}", ImportFault.MERGED_ALONE),
        (rf"was split into (?P<allowed>\S+) alone.*{_DAY}", ImportFault.SPLIT_ALONE),
        (rf"gave a part to (?P<allowed>\S+), but does not.*{_DAY}", ImportFault.GAVE_ALL),
        (rf"is in force after it \S+ into (?P<allowed>\S+)\. End.*{_DAY}", ImportFault.LIVES_ON),
        (r"is no authority of authorities\.csv", ImportFault.NOBODYS_INHABITANTS),
        (
            r"has inhabitants for (?P<allowed>[^,]+), but ended on (?P<limit>[\d-]+)",
            ImportFault.INHABITANTS_TOO_LATE,
        ),
        (r"has inhabitants for (?P<allowed>[^,]+), before it began", ImportFault.INHABITANTS_TOO_EARLY),
    )
)


def worded(*, fault: PackFault, row: int) -> Fault:
    """A fault that the checks of a country pack found, in words of an import. row: 0 when no row is meant."""
    for pattern, kind in _PATTERNS:
        if found := pattern.match(fault.text):
            parts = found.groupdict()
            others = (parts["allowed"],) if parts.get("allowed") else ()
            return Fault(kind, row, value=parts["value"], limit=parts.get("limit") or "", allowed=others)
    return Fault(ImportFault.CONTRADICTS, row, value=fault.text)
