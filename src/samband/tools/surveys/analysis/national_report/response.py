# SPDX-License-Identifier: EUPL-1.2
"""Who answered, in how many members figures could be published, and in how many they were withheld."""

from collections.abc import Iterator

from samband.engines.charts import Cell, Number
from samband.engines.reports import Block, Heading, Paragraph, Table
from samband.tools.surveys.analysis.member_report.voice import Voice


def response(voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    yield Heading(_("Who answered"))
    header = (
        _("Group"), _("Answers"), _("Members with figures"), _("Some figures withheld"),
        _("All figures withheld"),
    )  # fmt: skip
    rows = tuple(_row(voice, group) for group in voice.study.separate_groups)
    yield Table(_("Answers, and members whose figures are published"), header, rows)
    if voice.period():
        yield Paragraph(f"{_('Asked in the period')}: {voice.period()}.")


def _row(voice: Voice, group: str) -> tuple[Cell, ...]:
    kinds = [_kind(voice, group, code) for code in voice.study.members]
    counts = (Number(kinds.count(kind), 0) for kind in ("whole", "part", "none"))
    return voice.group(group), voice.answers(group), *counts


def _kind(voice: Voice, group: str, code: str) -> str:
    """Whether all means of the member are published, some, or none."""
    asked = [
        row
        for measure in voice.study.measures(group=group)
        if (row := voice.study.table.get(measure=measure.code, group=group, unit=code)) is not None
    ]
    known = sum(row.is_known for row in asked)
    if not known:
        return "none"
    return "whole" if known == len(asked) else "part"
