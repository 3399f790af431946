# SPDX-License-Identifier: EUPL-1.2
"""What every step of a wave has in common: who may, from which state, and the audit event."""

from datetime import datetime

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.waves import NoSuchWave
from samband.tools.surveys.rules import RUN_WAVES, WaveState, check_step


def stepping(*, slug: str, to: WaveState, by: Actor) -> Wave:
    """The wave, held until the transaction ends, once the step is allowed.

    Raises NotAllowed, NoSuchWave, WrongStep.
    """
    found = held(slug=slug, by=by)
    check_step(state=WaveState(found.state), wanted=to)
    return found


def held(*, slug: str, by: Actor) -> Wave:
    """The wave, held until the transaction ends. Raises NotAllowed, NoSuchWave."""
    require(actor=by, permission=RUN_WAVES)
    found = Wave.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if found is None:
        raise NoSuchWave(slug)
    return found


def tell(*, event: str, wave: Wave, by: Actor, at: datetime, **details: object) -> None:
    record(event=event, by=by.reference, at=at, about=f"surveys.wave:{wave.slug}", details=details)
