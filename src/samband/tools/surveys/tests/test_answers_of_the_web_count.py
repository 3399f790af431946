# SPDX-License-Identifier: EUPL-1.2
"""A wave is answered on the web as soon as it is open; what lies in the ballot box counts as answers."""

import pytest

from samband.core.collect.operations import NewCase, NotTaken, Submission, add_cases, submit
from samband.core.collect.queries import ask, response_counts
from samband.core.collect.rules import AskState, SecretKind
from samband.engines.instrument import draw_answers
from samband.tools.surveys import operations, queries
from samband.tools.surveys.tests.conftest import NOON, WAVE


def answer(analyst, wave: str) -> None:
    """Somebody in Utsira answers with a link of their own."""
    found = queries.wave(actor=analyst, slug=wave)
    case = NewCase("1151", "inhabitants")
    made = add_cases(ask=found.ask, cases=[case], by=analyst, at=NOON)
    asked = queries.instrument(code=found.instrument_code, version=found.instrument_version)
    submit(
        submission=Submission(
            ask=found.ask, kind=SecretKind.TOKEN, secret=made[0].token, nonce="nonce-of-somebody-in-utsira",
            answers=draw_answers(instrument=asked, group="inhabitants", seed=1), language="nb", mode="web",
        ),
        at=NOON,
    )  # fmt: skip


def test_a_draft_takes_no_answers_on_the_web(draft, analyst):
    with pytest.raises(NotTaken):
        answer(analyst, draft)


def test_opening_the_wave_opens_it_on_the_web(opened, analyst):
    found = ask(actor=analyst, slug=queries.wave(actor=analyst, slug=opened).ask)
    assert found.state is AskState.OPEN
    answer(analyst, opened)
    board = {line.participant.authority: line for line in queries.status_board(actor=analyst, wave=opened)}
    assert board["1151"].inhabitants == 1


def test_a_wave_with_answers_in_the_box_alone_can_be_closed(opened, analyst):
    answer(analyst, opened)
    slug = queries.wave(actor=analyst, slug=WAVE).ask
    assert not response_counts(ask=slug)
    operations.close_wave(wave=opened, by=analyst, at=NOON)
    assert response_counts(ask=slug) == {("1151", "inhabitants"): 1}
