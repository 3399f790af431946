# SPDX-License-Identifier: EUPL-1.2
"""The private list of the demo's councillor: made up, and one entry is a party of the meeting."""

from datetime import datetime

from samband.core.access.rules import Actor
from samband.tools.ethics import operations
from samband.tools.ethics.management.demo_meeting import BUILDER
from samband.tools.ethics.rules import NewKin, Relation, Standing

KIN = (
    NewKin(BUILDER, Relation.SIBLING, standing=Standing.LEADS),
    NewKin("Nobody Synthetic", Relation.COUSIN),
)


def load_private_list(*, account: Actor, at: datetime) -> None:
    operations.remember_kin(new=KIN, by=account, at=at)
