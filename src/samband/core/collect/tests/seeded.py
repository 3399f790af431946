# SPDX-License-Identifier: EUPL-1.2
"""An installation of its own to be hammered and killed: ``python -m samband.core.collect.tests.seeded``.

``seed N`` opens an ask of 60 questions with N people and prints their tokens as JSON; ``limit N`` lets only
so many answer; ``count`` closes it and prints which submissions are stored. A submission tells its number in
its first answers.
"""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime

ASK, UNIT, GROUP, QUESTIONS = "hammered", "1151", "inhabitants", 60
NOW = datetime(2026, 1, 1, tzinfo=UTC)
_DIGITS = 10


def answers_of(number: int) -> dict[str, int]:
    """60 answers on a scale of 1 to 4; the first ten write the number down."""
    return {f"q{place:02}": 1 + number // 4**place % 4 for place in range(QUESTIONS)}


def number_of(answers: dict[str, int]) -> int:
    return sum((answers[f"q{place:02}"] - 1) * 4**place for place in range(_DIGITS))


def sheet(number: int, token: str = "") -> dict[str, object]:
    """What is sent; by the open link without a token."""
    by_link = {} if token else {"group": GROUP, "unit": UNIT}
    return {
        "ask": ASK,
        "token": token,
        "nonce": f"nonce-of-sheet-{number:08}",
        "language": "en",
        "answers": answers_of(number),
        **by_link,
    }


def main(words: list[str]) -> None:
    import django

    django.setup()
    if words[0] == "seed":
        print(json.dumps(_seed(int(words[1]))))  # noqa: T201
    elif words[0] == "limit":
        _limit(int(words[1]))
    else:
        print(json.dumps(sorted(_stored())))  # noqa: T201


def _seed(people: int) -> list[str]:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import NewCase, Plan, add_cases, open_ask

    open_ask(
        slug=ASK, title={"en": "Hammered"}, instrument=_instrument(), reference_date=date(2026, 1, 1),
        units={UNIT: "Utsira"}, background={}, plan=Plan(open_link=True, link_per_hour=10**9),
        by=INSTALLATION, at=NOW,
    )  # fmt: skip
    cases = [NewCase(UNIT, GROUP, number=str(number)) for number in range(people)]
    return [made.token for made in add_cases(ask=ASK, cases=cases, by=INSTALLATION, at=NOW)]


def _limit(target: int) -> None:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import NewCell, set_quotas

    cells = [NewCell("unit", {"unit": [UNIT]}, target), NewCell("all", {}, 10**6)]
    set_quotas(ask=ASK, cells=cells, by=INSTALLATION, at=NOW)


def _instrument():
    from samband.engines.instrument import Instrument, Item, Missing, Scale, Words

    scale = Scale("agreement", (1, 2, 3, 4), {8: Missing.DONT_KNOW})
    codes = [f"q{place:02}" for place in range(QUESTIONS)]
    labels = {1: "No", 2: "Rather no", 3: "Rather yes", 4: "Yes", 8: "I do not know"}
    words = Words(
        "en", "Hammered", "About", {GROUP: "Inhabitants"}, {"all": "All"},
        {code: f"Question {code}" for code in codes}, {}, {"agreement": labels},
    )  # fmt: skip
    return Instrument(
        code="hammered", version="1", valid_from=date(2026, 1, 1), source="Made up", licence="CC0-1.0",
        groups=(GROUP,), scales={"agreement": scale}, dimensions=("all",),
        items=tuple(Item(code, scale, code, dimension="all") for code in codes), indices=(),
        words={"en": words}, digest="",
    )  # fmt: skip


def _stored() -> Iterable[int]:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import close_ask
    from samband.core.collect.queries import responses

    close_ask(ask=ASK, by=INSTALLATION, at=NOW)
    return [number_of(dict(row.answers)) for row in responses(actor=INSTALLATION, ask=ASK)]


if __name__ == "__main__":
    main(sys.argv[1:])
