# SPDX-License-Identifier: EUPL-1.2
"""A fee in English sentences. Pages in other languages word the same fields."""

from samband.engines.fees.results import Assessment, Cliff, FeeLine, Step


def explain(*, line: FeeLine, assessment: Assessment) -> tuple[str, ...]:
    """One sentence for each step of a line."""
    raise NotImplementedError


def step_sentence(*, step: Step, assessment: Assessment) -> str:
    raise NotImplementedError


def cliff_sentence(*, cliff: Cliff, currency: str) -> str:
    raise NotImplementedError
