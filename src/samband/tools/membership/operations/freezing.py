# SPDX-License-Identifier: EUPL-1.2
"""Making the fees of a year binding by a decision."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members.queries import vintage
from samband.engines.fees import MemberFee, line_to_plain
from samband.tools.membership.models import FeeModel, FeeYear, FrozenFee
from samband.tools.membership.queries.fees import (
    Computed,
    FeeYearRecord,
    computed_fees,
    fee_year,
    seal_of,
)
from samband.tools.membership.queries.models import FeeModelRecord
from samband.tools.membership.rules import RUN_MEMBERSHIP, Decision


class SomeRefused(ValueError):  # noqa: N818  it names the fact
    """The fees of some members cannot be computed, so that nothing is decided for anybody."""

    def __init__(self, refused: tuple[str, ...]) -> None:
        words = gettext("The fees of these members cannot be computed: %(members)s")
        super().__init__(words % {"members": " ".join(refused)})
        self.refused = refused


class NobodyPays(ValueError):  # noqa: N818  it names the fact
    def __init__(self) -> None:
        super().__init__(gettext("Nobody is a member in that year. Record the members first."))


class NotSettled(ValueError):  # noqa: N818  it names the fact
    """Memberships have not followed the register."""

    def __init__(self, count: int) -> None:
        words = gettext(
            "%(count)s changes of the register are not in the memberships yet. Settle them under Notices and "
            "changes first: who pays depends on them."
        )
        super().__init__(words % {"count": count})


class OtherCurrency(ValueError):  # noqa: N818  it names the fact
    def __init__(self) -> None:
        super().__init__(gettext("A correction keeps the currency of the first decision of the year."))


@transaction.atomic
def freeze_fees(
    *,
    model: FeeModelRecord,
    decision: Decision,
    year: int = 0,
    choices: Mapping[str, str] | None = None,
    is_synthetic: bool = False,
    by: Actor,
    at: datetime,
) -> FeeYearRecord:
    """Compute the fees of the year and keep them for good, with all that they were computed from.

    For a year that has been decided this is a correction: a new revision beside the old one, which stays.
    year: 0 for the model's own. Raises SomeRefused, NobodyPays, NotSettled, OtherCurrency, what
    ``computed_fees`` raises, NotAllowed.
    """
    require(actor=by, permission=RUN_MEMBERSHIP)
    found = computed_fees(actor=by, model=model, year=year, choices=choices)
    _check(found)
    row = _fee_year(found, model, decision, is_synthetic, by, at)
    fees = [_frozen(row, fee, found) for fee in found.assessment.fees]
    row.seal = seal_of(row=row, fees=fees)
    row.save()
    FrozenFee.objects.bulk_create(fees, batch_size=200)
    details = {
        "model": model.key,
        "rules": row.rules_digest,
        "seal": row.seal,
        "members": len(fees),
        "total": found.assessment.total,
    }
    about = f"membership.fees:{row.year}:{row.revision}"
    record(event="membership.fees_frozen", by=by.reference, at=at, about=about, details=details)
    return fee_year(actor=by, year=row.year, revision=row.revision)


def _check(found: Computed) -> None:
    if found.unsettled:
        raise NotSettled(len(found.unsettled))
    if found.assessment.refused:
        raise SomeRefused(tuple(map(str, found.assessment.refused)))
    if not found.assessment.fees:
        raise NobodyPays


def _fee_year(
    found: Computed,
    model: FeeModelRecord,
    decision: Decision,
    is_synthetic: bool,  # noqa: FBT001
    by: Actor,
    at: datetime,
) -> FeeYear:
    earlier = FeeYear.objects.filter(year=found.assessment.year).order_by("-revision").first()
    if earlier is not None and earlier.model.currency != model.currency:
        raise OtherCurrency
    held = vintage()
    return FeeYear(
        year=found.assessment.year, revision=earlier.revision + 1 if earlier else 1,
        model=FeeModel.objects.get(code=model.code, version=model.version), rules_digest=model.digest,
        minor_units=found.assessment.rules.minor_units, choices=dict(found.assessment.choices),
        body=decision.body, decided_on=decision.decided_on, case_number=decision.case_number,
        decision=decision.text, register=f"{held.pack} {held.version}" if held else "",
        is_synthetic=is_synthetic, frozen_at=at, frozen_by=by.reference,
    )  # fmt: skip


def _frozen(row: FeeYear, fee: MemberFee, found: Computed) -> FrozenFee:
    return FrozenFee(
        fee_year=row, member=fee.member, name=fee.name, kind=fee.kind, tariff=fee.tariff,
        size=int(fee.size) if fee.size is not None else None, part_of_year=str(fee.part_of_year),
        amount=fee.total, values=found.values.get(fee.member, {}),
        lines=[line_to_plain(line=line) for line in fee.lines],
    )  # fmt: skip
