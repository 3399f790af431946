# SPDX-License-Identifier: EUPL-1.2
"""Two waves of the local-democracy survey with synthetic answers, from draft to published."""

import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import change_ask, present_plan
from samband.core.country.rules import Pack
from samband.core.jobs.queries import JobRecord
from samband.core.members.queries import population_by_sex_and_age
from samband.tools.surveys import operations
from samband.tools.surveys.analysis.synthetic import (
    DEMO_SEED,
    MemberFrame,
    choose_members,
    council_seats,
    median_member,
    member_frames,
    synthetic_wave,
    write_answers,
)
from samband.tools.surveys.management.demo.people import OSLO, UTSIRA
from samband.tools.surveys.queries import instrument, wave

INSTRUMENT, VERSION = "local_democracy", "2021"
MODEL_BELOW = 150
"""Only Utsira has so few answers: its page shows a modelled figure beside the direct one."""


@dataclass(frozen=True, slots=True)
class DemoWave:
    """members: how many take part. published_at: when it was, in the demo's own time."""

    slug: str
    year: int
    members: int
    fieldwork: tuple[date, date]
    council_date: date
    published_at: datetime
    previous: str = ""


WAVES = (
    DemoWave(
        "local-democracy-2021", 2021, 75, (date(2021, 9, 1), date(2021, 11, 30)),
        date(2022, 1, 20), datetime(2022, 2, 1, 9, tzinfo=UTC),
    ),
    DemoWave(
        "local-democracy-2025", 2025, 120, (date(2025, 3, 1), date(2025, 5, 31)),
        date(2025, 9, 18), datetime(2025, 10, 1, 9, tzinfo=UTC), "local-democracy-2021",
    ),
)  # fmt: skip


OPEN = "local-democracy-2026"
"""The wave that is under way, for everybody who wants to see how answering is."""


def load_open_wave(*, pack: Pack, at: datetime) -> None:
    """A few members are asked on the web right now, by one link for all."""
    year = WAVES[-1].year
    frames = {frame.code: frame for frame in frames_of(pack=pack, year=year)}
    middle = middle_member(pack=pack)
    codes = (UTSIRA, OSLO, middle.code if middle.code in frames else middle.lineage)
    plan = DemoWave(
        OPEN, year + 1, len(codes), (at.date(), at.date() + timedelta(days=60)),
        at.date() + timedelta(days=120), at, WAVES[-1].slug,
    )  # fmt: skip
    _create(plan, tuple(frames[code] for code in codes))
    ask = wave(actor=INSTALLATION, slug=OPEN).ask
    present = present_plan(ask=ask, by=INSTALLATION)
    closes_at = at + timedelta(days=60)
    change_ask(ask=ask, plan=replace(present, open_link=True, closes_at=closes_at), by=INSTALLATION, at=at)


def frames_of(*, pack: Pack, year: int) -> tuple[MemberFrame, ...]:
    """All municipalities of the year, from the register."""
    facts = pack.description
    return member_frames(
        cells=population_by_sex_and_age(year=year),
        size_of=lambda count: facts.size_class(population=count),
        minimum_seats_of=lambda count: facts.minimum_seats(kind="municipality", population=count) or 1,
        lineages={one.code_before: one.code_after for one in pack.successions if one.kind == "renumbered"},
    )


def middle_member(*, pack: Pack) -> MemberFrame:
    """The member of median size in the year of the first wave."""
    return median_member(frames=frames_of(pack=pack, year=WAVES[0].year))


def load_wave(*, plan: DemoWave, pack: Pack) -> None:
    """Create the wave, import its answers from a file, and take it through every step."""
    middle = middle_member(pack=pack)
    frames = frames_of(pack=pack, year=plan.year)
    codes = {frame.code for frame in frames}
    always = (UTSIRA, OSLO, middle.code if middle.code in codes else middle.lineage)
    members = choose_members(seed=DEMO_SEED, frames=frames, count=plan.members, always=always)
    _create(plan, members)
    _import(plan, members)
    _finish(plan.slug, plan.published_at)


def _finish(wave: str, at: datetime) -> None:
    operations.close_wave(wave=wave, by=INSTALLATION, at=at)
    operations.estimate_wave(wave=wave, by=INSTALLATION, at=at)
    notes = "Synthetic answers: the figures describe nobody."
    operations.review_wave(wave=wave, notes=notes, by=INSTALLATION, at=at)
    operations.publish_wave(wave=wave, by=INSTALLATION, at=at)


def order_reports(*, at: datetime) -> JobRecord:
    """Have the reports of the latest wave made in the background."""
    return operations.queue_reports(wave=WAVES[-1].slug, by=INSTALLATION, at=at)


def _create(plan: DemoWave, members: tuple[MemberFrame, ...]) -> None:
    at = datetime.combine(plan.fieldwork[0], datetime.min.time(), tzinfo=UTC)
    operations.create_wave(
        slug=plan.slug,
        title={
            "en": f"Local-democracy survey {plan.year}",
            "nb": f"Lokaldemokratiundersøkelsen {plan.year}",
            "ro": f"Sondaj privind democrația locală {plan.year}",
            "bg": f"Проучване за местната демокрация {plan.year}",
            "ka": f"ადგილობრივი დემოკრატიის კვლევა {plan.year}",
        },
        year=plan.year,
        instrument_code=INSTRUMENT,
        instrument_version=VERSION,
        reference_date=date(min(plan.year, WAVES[-1].year), 1, 1),
        fieldwork_from=plan.fieldwork[0],
        fieldwork_to=plan.fieldwork[1],
        previous=plan.previous,
        model_below=MODEL_BELOW,
        is_synthetic=True,
        by=INSTALLATION,
        at=at,
    )
    participants = [_participant(frame, plan) for frame in members]
    operations.add_participants(wave=plan.slug, participants=participants, by=INSTALLATION, at=at)
    operations.open_wave(wave=plan.slug, by=INSTALLATION, at=at)


def _participant(frame: MemberFrame, plan: DemoWave) -> operations.NewParticipant:
    return operations.NewParticipant(
        authority=frame.code,
        council_seats=council_seats(seed=DEMO_SEED, frame=frame),
        council_date=plan.council_date,
        has_embargo=True,
    )


def _import(plan: DemoWave, members: tuple[MemberFrame, ...]) -> None:
    asked = instrument(code=INSTRUMENT, version=VERSION)
    answers = synthetic_wave(seed=DEMO_SEED, wave=str(plan.year), members=members, instrument=asked)
    text = io.StringIO()
    write_answers(answers=answers, to=text)
    at = datetime.combine(plan.fieldwork[1], datetime.min.time(), tzinfo=UTC)
    file, name = io.BytesIO(text.getvalue().encode()), f"synthetic-{plan.year}.csv"
    previewed = operations.preview_answers(wave=plan.slug, file=file, filename=name, by=INSTALLATION, at=at)
    if previewed.faults:
        raise ValueError(previewed.faults[0].words())
    operations.confirm_answers(wave=plan.slug, import_id=previewed.id, by=INSTALLATION, at=at)
