# SPDX-License-Identifier: EUPL-1.2
"""What a file of answers would do: rows, faults in words, members and groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from samband.core.collect.queries import ImportRecord
from samband.core.collect.rules import ImportState
from samband.engines.instrument import Instrument
from samband.tools.surveys.queries import WaveRecord


@dataclass(frozen=True, slots=True)
class ImportPage:
    """faults: in words, the first ones. hidden: how many more there are. by_unit: member, group, rows."""

    record: ImportRecord
    title: str
    faults: tuple[str, ...]
    hidden: int
    by_unit: tuple[tuple[str, str, int], ...]
    is_open: bool
    is_readable: bool


def import_page(
    *,
    record: ImportRecord,
    wave: WaveRecord,
    instrument: Instrument,
    names: Mapping[str, str],
    language: str,
) -> ImportPage:
    """The preview of one file. names: code of a member -> its name."""
    groups = instrument.in_language(language).groups
    return ImportPage(
        record=record,
        title=wave.in_language(language),
        faults=tuple(fault.words(gettext) for fault in record.faults),
        hidden=record.faults_in_all - len(record.faults),
        by_unit=tuple(
            (names.get(unit, unit), groups.get(group, group), number)
            for (unit, group), number in sorted(record.new_by_unit.items())
        ),
        is_open=record.state is ImportState.PREVIEWED,
        is_readable=bool(record.columns),
    )
