# SPDX-License-Identifier: EUPL-1.2
"""What is kept no longer: of persons who were erased, and of those whose last office ended long ago."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from samband.core.access.rules import INSTALLATION
from samband.core.audit.operations import record
from samband.tools.ethics.models import (
    CaseCheck,
    CaseHand,
    Confirmation,
    Delegation,
    Interest,
    Meeting,
)
from samband.tools.ethics.operations.forgetting import erase_from_screenings, to_forget
from samband.tools.ethics.operations.kin import erase_kin_whose_term_is_over, rewrap_kin
from samband.tools.ethics.operations.training import erase_old_trainings
from samband.tools.ethics.queries import policy_on
from samband.tools.ethics.rules import months_after


def erase_what_is_over(*, at: datetime) -> int:
    """Erase, with all that stood in the record before, and return how many rows. Called by the worker."""
    erase_old_trainings(at=at)
    rewrap_kin()
    erase_kin_whose_term_is_over(at=at)
    today = localdate(at)
    kept_from = months_after(today, -policy_on(on=today).keep_months)
    over = Q(person__erased_at__isnull=False) | Q(person__last_office_to__lte=kept_from)
    old = Q(day__lte=kept_from)
    found = (
        Interest.objects.filter(over), Confirmation.objects.filter(over), Meeting.objects.filter(old),
        to_forget(), CaseCheck.objects.filter(old),
        CaseHand.objects.filter(person__erased_at__isnull=False), Delegation.objects.filter(over),
    )  # fmt: skip
    if not any(rows.exists() for rows in found):
        return 0
    return _erase(over, old, at)


@transaction.atomic
def _erase(over: Q, old: Q, at: datetime) -> int:
    gone = Interest.objects.filter(over).delete()[1]
    interests = gone.get("ethics.Interest", 0)
    Confirmation.objects.filter(over).delete()
    Meeting.objects.filter(old).delete()
    CaseCheck.objects.filter(old).delete()
    Delegation.objects.filter(over).update(person=None)
    erase_from_screenings()
    details = {"interests": interests}
    record(event="ethics.erased", by=INSTALLATION.reference, at=at, about="ethics.register", details=details)
    return interests
