# SPDX-License-Identifier: EUPL-1.2
"""Pages of respondents: whoever holds a link may answer, whoever they are; others meet the same words.
Pages of work are the analyst's.
"""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.collect.operations import Plan, open_ask
from samband.core.collect.tests.questionnaires import of_inhabitants
from tests.doors.door import ALL, ANALYST, UTSIRA, Door

ANALYSTS = frozenset({ANALYST})
ASK, OPEN = {"ask": "nothing-is-asked"}, {"ask": "@ask"}
DOORS = (
    Door("answering:entry", get=ALL, post=ALL, data={"code": "AAAA-AAAA-AAAA-AAAA"}),
    Door("answering:personal_link", get=ALL, given={"token": "AAAAAAAAAAAAAAAA"}),
    Door("answering:open_link", get=ALL, given=ASK),
    Door("answering:welcome", get=ALL, post=ALL, given=ASK),
    Door("answering:page", get=ALL, post=ALL, given={**ASK, "number": "1"}),
    Door("answering:review", get=ALL, post=ALL, given=ASK),
    Door("answering:later", get=ALL, given=ASK),
    Door("answering:thanks", get=ALL, given=ASK),
    Door("collect:asks", get=ANALYSTS),
    Door("collect:ask", get=ANALYSTS, post=ANALYSTS, given=OPEN),
    Door("collect:ask", given=ASK),
    Door("collect:start", post=ANALYSTS, given=OPEN),
    Door("collect:evidence", get=ANALYSTS, given=OPEN),
    Door("collect:evidence", given=ASK),
    Door("collect:evidence_all", post=ANALYSTS, given=OPEN),
    Door("collect:evidence_file", given={**OPEN, "name": "0" * 32}),
    Door("collect:texts", get=ANALYSTS, post=ANALYSTS, given={**OPEN, "language": "nb"}),
)
SECRETS = {"A question that is being asked": frozenset({ANALYST})}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """A questionnaire that can be answered."""
    ask = open_ask(
        slug="being-asked", title={"en": "A question that is being asked"},
        instrument=of_inhabitants("pages"), reference_date=date(2026, 1, 1), units={UTSIRA: "Utsira"},
        background={}, plan=Plan(), by=INSTALLATION, at=timezone.now(),
    )  # fmt: skip
    return {"ask": ask.slug}
