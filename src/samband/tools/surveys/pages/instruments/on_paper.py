# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire as a sheet of paper: which languages and whom it asks, as the reader chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from samband.engines.instrument import Instrument, language_name
from samband.engines.questionnaires import Printed, printed, to_html


@dataclass(frozen=True, slots=True)
class PaperChoice:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PaperPage:
    """content: the sheet as HTML, safe. query: of the same sheet as a file."""

    instrument: Instrument
    sheet: Printed
    content: str
    languages: tuple[PaperChoice, ...]
    languages_beside: tuple[PaperChoice, ...]
    groups: tuple[PaperChoice, ...]
    query: str

    @property
    def title(self) -> str:
        return self.sheet.title[0]

    @property
    def language(self) -> str:
        return self.sheet.languages[0]


def sheet_of(*, instrument: Instrument, wanted: Mapping[str, str], language: str) -> Printed:
    """wanted: ``language``, ``beside`` and ``group`` as chosen; what is not there is passed over."""
    first = instrument.in_language(wanted.get("language", language)).language
    beside = wanted.get("beside", "")
    languages = [first, *([beside] if beside in instrument.languages and beside != first else [])]
    return printed(instrument=instrument, languages=languages, group=_group(instrument, wanted))


def paper_page(*, instrument: Instrument, wanted: Mapping[str, str], language: str) -> PaperPage:
    sheet = sheet_of(instrument=instrument, wanted=wanted, language=language)
    group, words = _group(instrument, wanted), instrument.in_language(sheet.languages[0])
    beside = sheet.languages[1] if len(sheet.languages) > 1 else ""
    chosen = {"language": sheet.languages[0], "beside": beside, "group": group}
    return PaperPage(
        instrument=instrument,
        sheet=sheet,
        content=to_html(sheet=sheet),
        languages=_languages(instrument.languages, sheet.languages[0]),
        languages_beside=_languages(instrument.languages, beside),
        groups=tuple(PaperChoice(one, words.groups.get(one, one), one == group) for one in instrument.groups),
        query=urlencode({name: value for name, value in chosen.items() if value}),
    )


def _group(instrument: Instrument, wanted: Mapping[str, str]) -> str:
    group = wanted.get("group", "")
    return group if group in instrument.groups else next(iter(instrument.groups), "")


def _languages(languages: Sequence[str], chosen: str) -> tuple[PaperChoice, ...]:
    return tuple(PaperChoice(one, language_name(one), one == chosen) for one in languages)
