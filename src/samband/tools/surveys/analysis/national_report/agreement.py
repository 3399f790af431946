# SPDX-License-Identifier: EUPL-1.2
"""Where both groups differ: in all members together, and in how many members each gap stands."""

from collections import Counter
from collections.abc import Iterator, Mapping

from samband.engines.charts import Cell, Number
from samband.engines.reports import Block, Heading, Paragraph, Table
from samband.tools.surveys.analysis.comparison import Comparison, Verdict
from samband.tools.surveys.analysis.gaps import JudgedGaps, judged_gaps
from samband.tools.surveys.analysis.member_report.summary import gaps_in_words
from samband.tools.surveys.analysis.member_report.voice import Voice

Counts = Mapping[tuple[str, Verdict], int]


def gaps(voice: Voice) -> Iterator[Block]:
    """Widest gap of all members together first."""
    pair = voice.study.pair
    if pair is None or not voice.gaps.judged:
        return
    _ = voice.gettext
    names = {"first": voice.group(pair[0]), "second": voice.group(pair[1]).lower()}
    yield Heading(_("%(first)s and %(second)s, item by item") % names)
    yield Paragraph(" ".join(gaps_in_words(voice=voice)))
    header = (
        _("Statement"), voice.group(pair[0]), voice.group(pair[1]), _("Difference"), _("Judgement"),
    )  # fmt: skip
    rows = tuple(_row(voice, gap) for gap in voice.gaps.gaps)
    yield Table(_("%(first)s and %(second)s in all members") % names, header, rows)
    yield from _in_members(voice, pair)


def _in_members(voice: Voice, pair: tuple[str, str]) -> Iterator[Block]:
    _ = voice.gettext
    counts = _counted(voice)
    header = (
        _("Statement"), *(_("%(group)s certainly higher") % {"group": voice.group(group)} for group in pair),
    )  # fmt: skip
    rows = tuple(
        (
            voice.measure(gap.measure),
            Number(counts.get((gap.measure, Verdict.CERTAINLY_HIGHER), 0), 0),
            Number(counts.get((gap.measure, Verdict.CERTAINLY_LOWER), 0), 0),
        )
        for gap in voice.gaps.gaps
    )
    yield Table(_("In how many members each gap stands, the gaps of each judged together"), header, rows)


def gaps_of(*, voice: Voice, unit: str) -> JudgedGaps:
    """The gaps of one member, judged together."""
    first, second = voice.study.pair or ("", "")
    codes = [item.code for item in voice.study.common_items()] if voice.study.pair else []
    return judged_gaps(table=voice.study.table, measures=codes, unit=unit, first=first, second=second)


def _counted(voice: Voice) -> Counts:
    """Measure and verdict -> members in which it stands."""
    found: Counter[tuple[str, Verdict]] = Counter()
    for code in voice.study.members:
        found.update((gap.measure, gap.verdict) for gap in gaps_of(voice=voice, unit=code).certain)
    return found


def _row(voice: Voice, gap: Comparison) -> tuple[Cell, ...]:
    measure = voice.study.instrument.measures[gap.measure]
    return (
        voice.measure(gap.measure),
        voice.cell(gap.own, measure),
        voice.cell(gap.other, measure),
        voice.cell(gap.difference, measure, is_signed=True) if gap.difference else "–",
        voice.verdict(gap),
    )
