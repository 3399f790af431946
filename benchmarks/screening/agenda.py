# SPDX-License-Identifier: EUPL-1.2
"""A meeting of 40 items for 43 members and 43 deputies under Norwegian law, and one of them once more.

    .venv/bin/python -m benchmarks.screening.agenda

The municipality is invented with a fixed seed and has the truth beside it: what is found must be what was
planted, and a person screened anew must be found as before. Median of five runs, CPU seconds.
"""

import sys
from collections.abc import Callable
from statistics import median
from time import process_time

from benchmarks.measured import Aim, Better, Figure, Report, arguments, finish
from samband.core.country.queries.laws import chosen_laws
from samband.engines.conflicts import Outcome, Screening, choose_law, rescreen, screen, screening_to_json
from samband.engines.conflicts.tests.municipality import ON, Municipality, municipality
from samband.engines.conflicts.tests.test_from_names_to_findings import counted

RUNS = 5
WORK = "40 items × 43 members and 43 deputies, families and posts, under Norwegian law"
WHOLE = Aim("agenda/seconds", WORK, "", 1, "CPU s", Better.LOWER)
ANEW = Aim("agenda/one_person", "one changed person of them screened anew", "", 100, "CPU ms", Better.LOWER)
WRONG = Aim(
    "agenda/wrong", "pairs of person and item that differ from what was planted", "", 0, "pairs", Better.LOWER
)
MEETINGS = 20
BY_NAME = f"{MEETINGS} such meetings, posts known by {{}}, 5 % with a slip, among 3,000 of others: {{}}"
BORN, NAMED = (BY_NAME.format(what, "{}") for what in ("name and date of birth", "name alone"))
RECALL = Aim("agenda/recall", BORN.format("of the planted found"), "", 0.98, "of 1")
PRECISION = Aim("agenda/precision", BORN.format("of the mandatory right"), "", 0.99, "of 1")
ALERTS = Aim("agenda/alerts", BORN.format("false alerts a meeting"), "", 1, "alerts", Better.LOWER)
POSSIBLE = Aim("agenda/possible", NAMED.format("of the planted found"), "", 0.95, "of 1")
MANDATORY = Aim("agenda/mandatory_by_name", NAMED.format("mandatory"), "", 0, "pairs", Better.LOWER)


def main() -> int:
    report, made = Report(), municipality(seed=1)
    law = choose_law(laws=chosen_laws(country="norway"), on=ON)

    def whole() -> Screening:
        return screen(law=law, register=made.register, agenda=made.agenda, on=ON)

    found = whole()

    def anew() -> Screening:
        return rescreen(earlier=found, register=made.register, persons=["member3"])

    if anew() != found:
        report.faults.append("one person screened anew is found otherwise")
    seconds, once = _cpu(whole), _cpu(anew)
    told = _cpu(lambda: screening_to_json(screening=found))
    wrong = differences(found=found, made=made)
    report.figures = [WHOLE.found(seconds), ANEW.found(1000 * once), WRONG.found(wrong)]
    report.figures += by_names()
    report.lines = [
        f"{len(made.register.ties):,} ties, {len(made.truth)} pairs with something to find.",
        f"Screened in {seconds:.2f} CPU s, one person anew in {1000 * once:.0f} ms, the result file "
        f"written in {1000 * told:.0f} ms; {wrong} pairs differ from what was planted.",
    ]
    return finish(report=report, given=arguments(__doc__).parse_args())


def by_names() -> list[Figure]:
    """Registers that know people by name, linked by the engine of names, then screened."""
    born, named = (counted(with_birth=with_birth, meetings=MEETINGS) for with_birth in (True, False))
    return [
        RECALL.found(born.recall),
        PRECISION.found(born.precision),
        ALERTS.found(born.false_alerts / MEETINGS),
        POSSIBLE.found(named.recall),
        MANDATORY.found(named.mandatory),
    ]


def differences(*, found: Screening, made: Municipality) -> int:
    outcomes = {
        (one.person, item.item.id): str(one.outcome)
        for item in found.items
        for one in item.assessments
        if one.outcome is not Outcome.NONE
    }
    return len(outcomes.items() ^ made.truth.items())


def _cpu(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return median(taken)


if __name__ == "__main__":
    sys.exit(main())
