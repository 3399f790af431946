# SPDX-License-Identifier: EUPL-1.2
"""A wave of eight members on the real register, with synthetic answers, taken to the step a journey needs."""

import io
from datetime import UTC, date, datetime
from functools import cache

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack
from samband.core.country.rules import Pack
from samband.core.members.rules import PopulationCell
from samband.tools.surveys import operations
from samband.tools.surveys.analysis.synthetic import (
    MemberFrame,
    SyntheticAnswers,
    member_frames,
    synthetic_wave,
    write_answers,
)
from samband.tools.surveys.queries import instrument
from tests.cast import MEDIAN, OSLO, UTSIRA

SLUG = "democracy-2021"
SEED = 7
FILENAME = "innsamling-2021.csv"
MEMBERS = (UTSIRA.code, "1144", "4633", MEDIAN.code, "4644", "4649", OSLO.code, "4601")
"""Three small members, three medium-sized, two large."""
ABSENT = "1103"
"""Stavanger: a member that does not take part."""
DURING = datetime(2021, 10, 1, 12, tzinfo=UTC)
COUNCIL_DATE = date(2099, 1, 20)
"""So far ahead that no council has had its results when the tests run."""


@cache
def norway() -> Pack:
    return load_pack(name="norway")


@cache
def frames() -> tuple[MemberFrame, ...]:
    """The members of the wave as they were on 1 January 2021."""
    pack = norway()
    cells = [
        PopulationCell(cell.code, cell.sex, cell.age_group, cell.population)
        for cell in pack.population_cells
        if cell.year == 2021 and cell.code in MEMBERS
    ]
    facts = pack.description
    return member_frames(
        cells=cells,
        size_of=lambda count: facts.size_class(population=count),
        minimum_seats_of=lambda count: facts.minimum_seats(kind="municipality", population=count) or 1,
    )


@cache
def synthetic(*, wanted: int) -> SyntheticAnswers:
    asked = instrument(code="local_democracy", version="2021")
    return synthetic_wave(seed=SEED, wave="2021", members=frames(), instrument=asked, wanted=wanted)


@cache
def answer_file(*, wanted: int = 60) -> str:
    """The file of the polling company. wanted: interviews in each member."""
    text = io.StringIO()
    write_answers(answers=synthetic(wanted=wanted), to=text)
    return text.getvalue()


def participants() -> list[operations.NewParticipant]:
    """All eight; each council has its results on the same evening, before anybody else."""
    seats = synthetic(wanted=60).seats
    return [operations.NewParticipant(code, seats[code], COUNCIL_DATE, has_embargo=True) for code in MEMBERS]


def create() -> None:
    operations.create_wave(
        slug=SLUG, title={"en": "Democracy 2021", "nb": "Demokrati 2021"}, year=2021,
        instrument_code="local_democracy", instrument_version="2021", reference_date=date(2021, 1, 1),
        fieldwork_from=date(2021, 9, 1), fieldwork_to=date(2021, 11, 30), is_synthetic=True,
        by=INSTALLATION, at=DURING,
    )  # fmt: skip
    step = {"wave": SLUG, "by": INSTALLATION, "at": DURING}
    operations.add_participants(**step, participants=participants())
    operations.open_wave(**step)


def questionnaire() -> io.BytesIO:
    """A small one of an association, that nobody has added yet."""
    text = (
        "instrument: town\nversion: '1'\nvalid_from: 2021-01-01\nsource: The town\ngroups: [inhabitants]\n"
        "scales: {s: {codes: [1, 2]}}\nitems: [{code: clean, scale: s}]\nwords: {nb: {title: Byen, groups: "
        "{inhabitants: Innbyggere}, items: {clean: Byen er ren}, scales: {s: {1: nei, 2: ja}}}}\n"
    )
    return io.BytesIO(text.encode())


def preview(text: str, filename: str = FILENAME) -> int:
    """Upload a file; its number."""
    file = io.BytesIO(text.encode())
    given = {"wave": SLUG, "by": INSTALLATION, "at": DURING}
    return operations.preview_answers(**given, file=file, filename=filename).id


def review() -> None:
    """Load the answers of everybody, compute, and look at the figures."""
    step = {"wave": SLUG, "by": INSTALLATION, "at": DURING}
    operations.confirm_answers(**step, import_id=preview(answer_file()))
    operations.close_wave(**step)
    operations.estimate_wave(**step)
    operations.review_wave(**step, notes="Looks right.")


def publish() -> None:
    """At once: every council has agreed."""
    reason = "All councils have agreed."
    operations.publish_wave(wave=SLUG, by=INSTALLATION, at=DURING, override_reason=reason)
