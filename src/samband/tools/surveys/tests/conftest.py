# SPDX-License-Identifier: EUPL-1.2
"""A wave of three members: Utsira, the median member and Oslo; Bergen is a member that does not take part."""

import io
from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.tools.surveys import operations
from tests.packs import only

CODES = frozenset({"1151", "4643", "0301", "4601"})
NOON = datetime(2021, 12, 1, 12, tzinfo=UTC)
WAVE = "democracy-2021"


@pytest.fixture(scope="session")
def four_members():
    return only(pack=read_pack(name="norway"), codes=CODES, since=2019)


@pytest.fixture
def members(db, four_members):
    load_pack(pack=four_members, by=INSTALLATION, at=NOON)


@pytest.fixture
def draft(members, analyst):
    """A wave that is created; three members take part, all under embargo until 20 January 2022."""
    operations.create_wave(
        slug=WAVE, title={"en": "Democracy 2021", "nb": "Demokrati 2021"}, year=2021,
        instrument_code="local_democracy", instrument_version="2021", reference_date=date(2021, 1, 1),
        fieldwork_from=date(2021, 9, 1), fieldwork_to=date(2021, 11, 30), is_synthetic=True,
        by=analyst, at=NOON,
    )  # fmt: skip
    participants = [
        operations.NewParticipant(code, seats, date(2022, 1, 20), has_embargo=True)
        for code, seats in {"1151": 11, "4643": 19, "0301": 59}.items()
    ]
    operations.add_participants(wave=WAVE, participants=participants, by=analyst, at=NOON)
    return WAVE


@pytest.fixture
def opened(draft, analyst):
    operations.open_wave(wave=draft, by=analyst, at=NOON)
    return draft


@pytest.fixture
def load_into(analyst):
    """Import a file of answers into a wave, whole."""

    def run(wave: str, content: bytes, filename: str = "answers.csv"):
        given = {"wave": wave, "by": analyst, "at": NOON}
        previewed = operations.preview_answers(**given, file=io.BytesIO(content), filename=filename)
        return operations.confirm_answers(**given, import_id=previewed.id)

    return run


@pytest.fixture
def load(load_into):
    """Import a file of answers into the wave of 2021."""
    return lambda content: load_into(WAVE, content)


def answers(*, inhabitants: int = 40) -> bytes:
    """Answers of so many inhabitants and of most councillors in each member, varied but not random."""
    ages = ("18-29", "30-44", "45-66", "67-79")
    lines = ["respondent,group,unit,sex,age_group,mode,equal_treatment,special_interests,satisfied_services"]
    for unit, councillors in {"1151": 9, "4643": 17, "0301": 52}.items():
        for at in range(inhabitants):
            sex = ("female", "male")[at % 2]
            codes = f"{1 + at % 4},{1 + (at * 3 + at // 7) % 4},{1 + (at + at // 5) % 4}"
            lines.append(f"{unit}-i{at},inhabitants,{unit},{sex},{ages[at // 2 % 4]},phone,{codes}")
        for at in range(councillors):
            codes = f"{2 + at % 3},{1 + at % 3},{1 + (at + 1) % 4}"
            lines.append(f"{unit}-c{at},councillors,{unit},,,meeting,{codes}")
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture
def closed(opened, load, analyst):
    load(answers())
    operations.close_wave(wave=opened, by=analyst, at=NOON)
    return opened


@pytest.fixture
def estimated(closed, analyst):
    operations.estimate_wave(wave=closed, by=analyst, at=NOON)
    return closed


@pytest.fixture
def reviewed(estimated, analyst):
    operations.review_wave(wave=estimated, notes="Looks right.", by=analyst, at=NOON)
    return estimated
