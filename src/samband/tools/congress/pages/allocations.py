# SPDX-License-Identifier: EUPL-1.2
"""How many delegates each unit sends, with the table that proves it, and what a reform would change."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from samband.engines.ballots import Allocation, AllocationLine, Apportionment, Change, Tie
from samband.engines.charts import Cell, Number
from samband.engines.reports import Block, Facts, Heading, KeySentence, Paragraph, Report, Table
from samband.tools.congress.analysis.allocations import Compared
from samband.tools.congress.pages.words import (
    exact,
    language,
    method_words,
    part_words,
    reason_words,
    report,
    rule_blocks,
    told,
    whole,
)


def allocation_report(
    *, allocation: Allocation, on: date, title: str, is_synthetic: bool, created: datetime
) -> Report:
    provenance = allocation.rule.provenance
    units = len(allocation.by_unit)
    sentence = ngettext(
        "%(total)s delegates: %(count)s unit.", "%(total)s delegates: %(count)s units.", units
    )
    blocks: list[Block] = [
        KeySentence(sentence % {"total": told(allocation.total), "count": told(units)}),
        _facts(allocation, on),
        Heading(gettext("Delegates of each unit")),
        _lines(allocation.lines),
    ]
    for part, shared in allocation.shares.items():
        blocks += _proof(
            part, shared, {line.unit.code: line.unit.name for line in allocation.lines if line.unit}
        )
    blocks += rule_blocks(provenance)
    return report(
        title=title,
        subject=provenance.in_language(language()),
        blocks=blocks,
        is_synthetic=is_synthetic,
        created=created,
    )


def comparison_report(
    *,
    compared: Compared,
    days: tuple[date, date],
    title: str,
    is_synthetic: bool,
    created: datetime,
) -> Report:
    """Winners and losers between two rules, two maps or both."""
    before, after = compared.before, compared.after
    names = _names(before) | _names(after)
    blocks: list[Block] = [
        KeySentence(_difference_sentence(before.total, after.total)),
        Facts(
            (
                (gettext("Before"), f"{_day(days[0])}, {before.rule.provenance.in_language(language())}"),
                (gettext("After"), f"{_day(days[1])}, {after.rule.provenance.in_language(language())}"),
                (gettext("Gain delegates"), _counted(compared.comparison.winners)),
                (gettext("Lose delegates"), _counted(compared.comparison.losers)),
            )
        ),
    ]
    if compared.borrowed:
        words = gettext(
            "The same people are counted on both maps, so that only borders and rules make a difference. "
            "Counted so: %(count)s of %(all)s units before."
        )
        counts = {"count": told(len(compared.borrowed)), "all": told(len(before.by_unit))}
        blocks.append(Paragraph(words % counts))
    blocks += [Heading(gettext("What changes for whom")), _changes(compared.comparison.changes, names)]
    if before.rule.provenance.code == after.rule.provenance.code:
        blocks += rule_blocks(after.rule.provenance)
    else:
        blocks += rule_blocks(before.rule.provenance, heading=gettext("The rule before"))
        blocks += rule_blocks(after.rule.provenance, heading=gettext("The rule after"))
    subject = gettext("Delegates before and after")
    return report(title=title, subject=subject, blocks=blocks, is_synthetic=is_synthetic, created=created)


def _difference_sentence(before: int, after: int) -> str:
    numbers = {"before": told(before), "after": told(after), "difference": told(abs(after - before))}
    if after > before:
        return gettext("%(difference)s more delegates: %(after)s instead of %(before)s.") % numbers
    if after < before:
        return gettext("%(difference)s fewer delegates: %(after)s instead of %(before)s.") % numbers
    return gettext("As many delegates as before: %(after)s.") % numbers


def _facts(allocation: Allocation, on: date) -> Facts:
    parts = [(part_words(name), told(count)) for name, count in allocation.by_part.items()]
    return Facts(((gettext("Borders and inhabitants of"), _day(on)), *parts))


def _lines(lines: Sequence[AllocationLine]) -> Table:
    has_steps = any(line.steps is not None for line in lines)
    header = [gettext("Unit"), gettext("Inhabitants"), gettext("Delegates"), gettext("Why")]
    if has_steps:
        header.insert(2, gettext("Steps"))
    rows = tuple(_row(line, has_steps=has_steps) for line in lines)
    return Table(gettext("Delegates of each unit, with the reason"), tuple(header), rows)


def _row(line: AllocationLine, *, has_steps: bool) -> tuple[Cell, ...]:
    steps: Cell = Number(float(line.steps), 2) if line.steps is not None else "–"
    return (
        line.unit.name if line.unit else part_words(line.part),
        _inhabitants(line),
        *((steps,) if has_steps else ()),
        whole(line.delegates),
        reason_words()[line.reason],
    )


def _inhabitants(line: AllocationLine) -> Cell:
    known = line.unit is not None and line.unit.inhabitants is not None
    return whole(line.unit.inhabitants or 0) if known and line.unit else "–"


def _proof(part: str, shared: Apportionment, names: Mapping[str, str]) -> list[Block]:
    """Every quotient that won a seat, in order, and the first of each unit that won none."""
    words = gettext(
        "Each seat goes to the highest quotient: inhabitants divided by the next divisor (%(method)s). "
        "The lines without a place are the first quotients that won no seat: none is above a winning one."
    )
    cells = sorted(shared.table, key=lambda cell: (cell.place is None and not cell.is_held, -cell.quotient))
    rows = tuple(
        (
            names.get(cell.name, cell.name),
            whole(cell.number),
            exact(str(cell.divisor)),
            Number(float(cell.quotient), 2),
            gettext("given beforehand") if cell.is_held else told(cell.place) if cell.place else "–",
        )
        for cell in cells
    )
    columns = (gettext("Its seat"), gettext("Divisor"), gettext("Quotient"), gettext("Place"))
    header = (gettext("Unit"), *columns)
    blocks: list[Block] = [
        Heading(gettext("The proof: %(part)s") % {"part": part_words(part)}),
        Paragraph(words % {"method": method_words()[shared.method.value]}),
    ]
    for tie in shared.ties:
        tied = gettext("Equal quotients: %(names)s. The seat went to %(winners)s.")
        names_of = {key: ", ".join(names.get(one, one) for one in group) for key, group in _sides(tie)}
        blocks.append(Paragraph(tied % names_of))
    return [*blocks, Table(gettext("Quotients in order"), header, rows)]


def _sides(tie: Tie) -> tuple[tuple[str, Sequence[str]], ...]:
    return ("names", tie.names), ("winners", tie.winners)


def _changes(changes: Sequence[Change], names: Mapping[str, str]) -> Table:
    def named(codes: Sequence[str]) -> str:
        return ", ".join(names.get(code, code) for code in codes) or "–"

    rows = tuple(
        (
            named(one.before or one.after),
            named(one.after) if one.before else gettext("new"),
            whole(one.count_before),
            whole(one.count_after),
            Number(float(one.difference), 0, is_signed=True),
        )
        for one in sorted(changes, key=lambda one: (-abs(one.difference), one.before))
    )
    counts = (gettext("Delegates before"), gettext("Delegates after"), gettext("Difference"))
    header = (gettext("Before"), gettext("After"), *counts)
    return Table(gettext("Delegates by territory, largest change first"), header, rows)


def _names(allocation: Allocation) -> dict[str, str]:
    return {line.unit.code: line.unit.name for line in allocation.lines if line.unit}


def _counted(changes: Sequence[Change]) -> str:
    total = sum(one.difference for one in changes)
    words = ngettext("%(count)s territory (%(total)s)", "%(count)s territories (%(total)s)", len(changes))
    return words % {"count": told(len(changes)), "total": f"{total:+d}" if total else "0"}


def _day(on: date) -> str:
    return str(date_format(on, "DATE_FORMAT"))
