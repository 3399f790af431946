# SPDX-License-Identifier: EUPL-1.2
"""Fees: computed on the spot from a model, simulated beside another, or as a body has frozen them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, Sum
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.members.queries import lineage_of
from samband.core.members.rules.inheritance import Step
from samband.engines.fees import (
    Assessment,
    FeeLine,
    Simulation,
    assess,
    line_from_plain,
    simulate,
)
from samband.tools.membership.models import FeeYear, FrozenFee
from samband.tools.membership.queries.models import FeeModelRecord, rules_of
from samband.tools.membership.queries.payers import payers
from samband.tools.membership.rules import RUN_MEMBERSHIP, SEE_OWN, Decision


class NoSuchYear(LookupError):  # noqa: N818  it names the fact
    def __init__(self, year: int) -> None:
        super().__init__(gettext("No fees of %(year)s are decided.") % {"year": year})


@dataclass(frozen=True, slots=True)
class Computed:
    """The fees of a year under a model, as things stand now; nothing is decided by it."""

    model: FeeModelRecord
    assessment: Assessment
    values: Mapping[str, Mapping[str, Mapping[str, str]]]
    unsettled: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class FeeYearRecord:
    """The fees of a year as decided. total: minor units. is_latest: no later revision has replaced it.

    is_sealed: what is stored is what was frozen, to the last digit.
    """

    year: int
    revision: int
    model_code: str
    model_version: int
    model_name: Mapping[str, str]
    rules_digest: str
    choices: Mapping[str, str]
    decision: Decision
    register: str
    is_synthetic: bool
    seal: str
    frozen_at: datetime
    frozen_by: str
    currency: str
    minor_units: int
    count: int
    total: int
    is_latest: bool


@dataclass(frozen=True, slots=True)
class FrozenFeeRecord:
    """What one member pays. amount: minor units. size: inhabitants it was computed from."""

    member: str
    name: str
    kind: str
    tariff: str
    size: int | None
    part_of_year: Fraction
    amount: int
    lines: tuple[FeeLine, ...] = field(repr=False)

    @property
    def per_head(self) -> float | None:
        """Minor units."""
        return self.amount / self.size if self.size else None


def computed_fees(
    *, actor: Actor, model: FeeModelRecord, year: int = 0, choices: Mapping[str, str] | None = None
) -> Computed:
    """All fees of the year under the model. year: 0 for the model's own.

    Raises WrongYear and ValueError as ``assess`` does, RuleFaults, NotAllowed.
    """
    require(actor=actor, permission=RUN_MEMBERSHIP)
    rules = rules_of(model=model)
    found = payers(actor=actor, rules=[rules], year=year or rules.year)
    assessment = assess(rules=rules, members=found.members, year=year or rules.year, choices=choices)
    values = {
        one.code: {
            name: {str(at): str(value) for at, value in by_year.items()}
            for name, by_year in one.values.items()
        }
        for one in found.members
    }
    return Computed(model, assessment, values, found.unsettled)


def simulated(
    *,
    actor: Actor,
    before: FeeModelRecord,
    after: FeeModelRecord,
    year: int = 0,
    choices: Mapping[str, str] | None = None,
) -> Simulation:
    """What the second model would change for everybody. year: 0 for the year of the second.

    choices: answers for the second model. Raises as ``computed_fees``, and ValueError for two currencies.
    """
    require(actor=actor, permission=RUN_MEMBERSHIP)
    present, new = rules_of(model=before), rules_of(model=after)
    wanted = year or new.year
    members = payers(actor=actor, rules=[present, new], year=wanted).members
    return simulate(
        before=assess(rules=present, members=members, year=wanted),
        after=assess(rules=new, members=members, year=wanted, choices=choices),
    )


def fee_years(*, actor: Actor) -> tuple[FeeYearRecord, ...]:
    """All decided years and their revisions, latest first. Raises NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    return _records(FeeYear.objects.all())


def fee_year(*, actor: Actor, year: int, revision: int) -> FeeYearRecord:
    """Raises NoSuchYear, NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    found = _records(FeeYear.objects.filter(year=year))
    one = next((one for one in found if one.revision == revision), None)
    if one is None:
        raise NoSuchYear(year)
    return one


def frozen_fees(*, actor: Actor, year: int, revision: int) -> tuple[FrozenFeeRecord, ...]:
    """All fees of a revision, by member. Raises NoSuchYear, NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    return _fees(year, revision)


@dataclass(frozen=True, slots=True)
class OwnFee:
    """A decided fee beside those of the other members. others: all of the same tariff, the own one too."""

    year: FeeYearRecord
    fee: FrozenFeeRecord
    others: tuple[FrozenFeeRecord, ...]


def own_fee(*, actor: Actor, member: str, year: int) -> OwnFee:
    """What the member pays for the year by the latest decision. Raises NoSuchYear, NotAllowed."""
    require(actor=actor, permission=SEE_OWN, authority=member)
    latest = next(iter(_records(FeeYear.objects.filter(year=year))), None)
    if latest is None:
        raise NoSuchYear(year)
    fees = _fees(year, latest.revision)
    own = next((one for one in fees if one.member == member), None)
    if own is None:
        raise NoSuchYear(year)
    return OwnFee(latest, own, tuple(one for one in fees if one.tariff == own.tariff))


def fees_of(*, actor: Actor, member: str) -> tuple[tuple[FeeYearRecord, FrozenFeeRecord], ...]:
    """Decided fees of the member and of those that it came from, latest year first. Raises NotAllowed."""
    require(actor=actor, permission=SEE_OWN, authority=member)
    latest = {(one.year, one.revision): one for one in _records(FeeYear.objects.all()) if one.is_latest}
    rows = FrozenFee.objects.filter(member__in=lineage_of(code=member)).select_related("fee_year")
    found = [(latest.get((row.fee_year.year, row.fee_year.revision)), row) for row in rows]
    kept = [(year, _fee(row)) for year, row in found if year is not None]
    return tuple(sorted(kept, key=lambda pair: (-pair[0].year, pair[1].member)))


def is_sealed(*, year: int, revision: int) -> bool:
    """Whether what is stored is still what was frozen."""
    row = FeeYear.objects.select_related("model").get(year=year, revision=revision)
    return row.seal == seal_of(row=row, fees=row.fees.all())


def seal_of(*, row: FeeYear, fees: Iterable[FrozenFee]) -> str:
    """SHA-256 over the rules, the decision, and every fee with what it was computed from."""
    content = {
        "year": row.year,
        "revision": row.revision,
        "rules": hashlib.sha256(row.model.text.encode()).hexdigest(),
        "choices": row.choices,
        "decision": [row.body, row.decided_on.isoformat(), row.case_number, row.decision],
        "register": row.register,
        "fees": sorted(
            [*(getattr(one, name) for name in _SEALED)] for one in fees
        ),
    }  # fmt: skip
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


_SEALED = ("member", "name", "kind", "tariff", "size", "part_of_year", "amount", "values", "lines")


def _records(rows: Iterable[FeeYear]) -> tuple[FeeYearRecord, ...]:
    query = FeeYear.objects.filter(pk__in=[row.pk for row in rows]).select_related("model")
    found = list(
        query.annotate(count=Count("fees"), total=Sum("fees__amount")).order_by("-year", "-revision")
    )
    latest = {row.year: max(one.revision for one in found if one.year == row.year) for row in found}
    return tuple(_record(row, is_latest=latest[row.year] == row.revision) for row in found)


def _record(row: FeeYear, *, is_latest: bool) -> FeeYearRecord:
    return FeeYearRecord(
        year=row.year,
        revision=row.revision,
        model_code=row.model.code,
        model_version=row.model.version,
        model_name=row.model.name,
        rules_digest=row.rules_digest,
        choices=row.choices,
        decision=Decision(row.body, row.decided_on, row.case_number, row.decision),
        register=row.register,
        is_synthetic=row.is_synthetic,
        seal=row.seal,
        frozen_at=row.frozen_at,
        frozen_by=row.frozen_by,
        currency=row.model.currency,
        minor_units=row.minor_units,
        count=row.count,  # type: ignore[attr-defined]
        total=row.total or 0,  # type: ignore[attr-defined]
        is_latest=is_latest,
    )


def _fees(year: int, revision: int) -> tuple[FrozenFeeRecord, ...]:
    rows = FrozenFee.objects.filter(fee_year__year=year, fee_year__revision=revision)
    found = tuple(_fee(row) for row in rows.order_by("member"))
    if not found:
        raise NoSuchYear(year)
    return found


def _fee(row: FrozenFee) -> FrozenFeeRecord:
    return FrozenFeeRecord(
        member=row.member,
        name=row.name,
        kind=row.kind,
        tariff=row.tariff,
        size=row.size,
        part_of_year=Fraction(row.part_of_year),
        amount=row.amount,
        lines=tuple(line_from_plain(plain=line) for line in row.lines),
    )
