# SPDX-License-Identifier: EUPL-1.2
"""A council of an installation of its own: ``python -m samband.core.collect.tests.seeded_meeting``.

``open N`` opens a session with N codes and prints as JSON its number, its word and the codes; ``close
NUMBER`` closes it and prints how many have answered and which answers came out of the box.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

from samband.core.collect.tests.seeded import UNIT, _instrument, number_of

ASK = "council"
PAGES = 4


def main(words: list[str]) -> None:
    import django

    django.setup()
    print(json.dumps(_open(int(words[1])) if words[0] == "open" else _close(int(words[1]))))  # noqa: T201


def _open(present: int) -> dict[str, object]:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import Plan, meeting, open_ask
    from samband.core.collect.queries.meeting import word_of

    now = {"by": INSTALLATION, "at": datetime.now(UTC)}
    open_ask(
        slug=ASK, title={"en": "Council"}, instrument=of_councillors(), reference_date=date(2026, 1, 1),
        units={UNIT: "Utsira"}, background={}, plan=Plan(channels=["meeting"]), **now,
    )  # fmt: skip
    presence = meeting.Presence(present, present)
    found = meeting.prepare_meeting(ask=ASK, unit=UNIT, on=now["at"].date(), presence=presence, **now)
    codes = meeting.make_codes(meeting=found.id, number=present, **now)
    meeting.open_meeting(meeting=found.id, **now)
    return {"meeting": found.id, "word": word_of(meeting=found.id), "codes": codes}


def _close(number: int) -> dict[str, object]:
    from samband.core.access.rules import INSTALLATION
    from samband.core.collect.operations import meeting
    from samband.core.collect.queries import responses

    closed = meeting.close_meeting(meeting=number, by=INSTALLATION, at=datetime.now(UTC))
    stored = sorted(number_of(dict(row.answers)) for row in responses(actor=INSTALLATION, ask=ASK))
    return {"answered": closed.answered, "heard": closed.heard, "stored": stored}


def of_councillors():
    """Sixty questions on four pages, asked of councillors."""
    plain = _instrument()
    parts = tuple(f"part{place}" for place in range(PAGES))
    share = len(plain.items) // PAGES
    items = tuple(
        replace(item, dimension=parts[place // share], asked_of=()) for place, item in enumerate(plain.items)
    )
    words = {
        name: replace(one, groups={"councillors": "Councillors"}, dimensions={part: part for part in parts})
        for name, one in plain.words.items()
    }
    return replace(plain, groups=("councillors",), dimensions=parts, items=items, words=words)


if __name__ == "__main__":
    main(sys.argv[1:])
