# SPDX-License-Identifier: EUPL-1.2
"""One thing of each area, for the addresses that name one. A new area adds its maker to MAKERS."""

from collections.abc import Callable, Mapping

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.engines.ballots import Candidate, ListProposal
from samband.tools.congress import operations as congresses
from samband.tools.congress.management import demo as congress
from samband.tools.dialogue import operations as dialogue
from tests.cast import UTSIRA


def need() -> int:
    """Something that Utsira asked for."""
    return dialogue.record_need(
        authority=UTSIRA.code, area="legal", title="A second opinion", stated_on=timezone.localdate(),
        by=INSTALLATION, at=timezone.now(),
    ).id  # fmt: skip


def use() -> int:
    """A service that Utsira used."""
    return dialogue.record_use(
        authority=UTSIRA.code, area="finance", service="Course", used_on=timezone.localdate(),
        by=INSTALLATION, at=timezone.now(),
    ).id  # fmt: skip


def now() -> dict[str, object]:
    return {"by": INSTALLATION, "at": timezone.now()}


def election() -> str:
    """Lists that have been handed in; nothing is declared."""
    lists = [ListProposal("List A", 9, (Candidate("Candidate 1", "woman"), Candidate("Candidate 2", "man")))]
    return congresses.create_election(
        slug="board", title="Board", seats=2, rule="norway_2018", lists=lists, **now()
    ).slug


MAKERS: Mapping[str, Callable[[], object]] = {
    "need": need,
    "use": use,
    "congress": lambda: congress.add_congress(**now()),
    "open_ballot": lambda: congress.add_open_ballot(**now()),
    "declared_ballot": lambda: congress.add_secret_ballot(**now()),
    "election": election,
    "declared_election": lambda: congress.add_committee(**now()),
}
"""Name as in ``Visit.given`` -> makes one and returns what stands in the address."""
