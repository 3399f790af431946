# SPDX-License-Identifier: EUPL-1.2
"""What a way of weighting would do to a wave's answers, before it is chosen."""

from samband.core.access.rules import Actor, require
from samband.tools.surveys.analysis.weighting_facts import WeightingFacts, weighting_facts
from samband.tools.surveys.queries.rows import respondents, wave_frame
from samband.tools.surveys.rules import INHABITANTS, RUN_WAVES, WeightingRule


def tried_weighting(
    *, actor: Actor, wave: str, rules: tuple[WeightingRule, ...]
) -> tuple[WeightingFacts, ...]:
    """What each rule does to the inhabitants' answers as they are now; nothing where there are none.

    Raises NoSuchWave, NotAllowed.
    """
    require(actor=actor, permission=RUN_WAVES)
    answered = respondents(actor=actor, wave=wave)
    tried = (
        weighting_facts(respondents=answered, group=INHABITANTS, frame=wave_frame(wave=wave, rule=rule))
        for rule in rules
    )
    return tuple(facts for facts in tried if facts)
