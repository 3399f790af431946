# SPDX-License-Identifier: EUPL-1.2
"""What members asked for, what they used, and what is planned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils import timezone

from samband.core.access.rules import Actor, may, require
from samband.core.country.rules import LOCAL, UPPER, SizeClass
from samband.core.members.queries import authorities_on, geography, scopes, size_classes
from samband.core.members.queries import members_on as registered
from samband.core.members.rules import AuthorityRecord
from samband.core.members.rules.memberships import MemberRecord
from samband.tools.dialogue.analysis import Summary, summarise
from samband.tools.dialogue.card import RUN, STATE
from samband.tools.dialogue.models import Need, PlanItem, ServiceUse
from samband.tools.dialogue.queries.areas import service_areas
from samband.tools.dialogue.rules import (
    SILENT_AFTER_MONTHS,
    Channel,
    MemberFact,
    NeedFact,
    NeedState,
    PlanState,
    UseFact,
)

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class NeedRecord:
    """A need. plan_item, planned: number and title of the planned item; None and empty without one."""

    id: int
    authority: str
    area: str
    title: str
    text: str
    stated_on: date
    stated_by: str
    channel: Channel
    state: NeedState
    answer: str
    answered_at: datetime | None
    plan_item: int | None
    planned: str


@dataclass(frozen=True, slots=True)
class UseRecord:
    id: int
    authority: str
    area: str
    service: str
    used_on: date
    participants: int
    rating: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """members: authorities whose needs it answers, each once."""

    id: int
    year: int
    area: str
    title: str
    responsible: str
    state: PlanState
    decided_by: str
    needs: int
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class NeedPage:
    needs: tuple[NeedRecord, ...]
    page: int
    pages: int
    total: int


class NotThere(LookupError):  # noqa: N818  it names the fact
    """There is no need, use or planned item with this number."""


def needs(*, actor: Actor, area: str = "", state: str = "", authority: str = "", page: int = 1) -> NeedPage:
    """Needs of all members, latest first, a page at a time."""
    require(actor=actor, permission=RUN)
    wanted = {"area": area, "state": state, "authority": authority}
    found = Need.objects.filter(**{name: value for name, value in wanted.items() if value})
    paginator = Paginator(_ordered(found), PER_PAGE)
    shown = paginator.get_page(page)
    return NeedPage(
        tuple(map(need_record, shown.object_list)), shown.number, paginator.num_pages, paginator.count
    )


def all_needs(*, actor: Actor) -> Iterable[NeedRecord]:
    """Every need, latest first, for a file."""
    require(actor=actor, permission=RUN)
    return (need_record(need) for need in _ordered(Need.objects.all()).iterator(chunk_size=1000))


def needs_of(*, actor: Actor, authority: str) -> tuple[NeedRecord, ...]:
    """What one member has asked for, latest first."""
    require(actor=actor, permission=STATE, authority=authority)
    return tuple(map(need_record, _ordered(Need.objects.filter(authority=authority))))


def need(*, actor: Actor, need_id: int) -> NeedRecord:
    """One need, for its own member and for the association. Raises NotThere, NotAllowed."""
    found = Need.objects.select_related("plan_item").filter(pk=need_id).first()
    if found is None:
        require(actor=actor, permission=RUN)
        raise NotThere(need_id)
    require_own(actor=actor, authority=found.authority)
    return need_record(found)


def uses_of(*, actor: Actor, authority: str) -> tuple[UseRecord, ...]:
    """The services one member has used, latest first."""
    require(actor=actor, permission=STATE, authority=authority)
    uses = ServiceUse.objects.filter(authority=authority).order_by("-used_on", "service")
    return tuple(map(use_record, uses))


def plan(*, actor: Actor, year: int) -> tuple[PlanRecord, ...]:
    """The plan of a year, in the order of the areas. Members' contacts may read it."""
    require_reader(actor=actor)
    order = {area.code: at for at, area in enumerate(service_areas())}
    items = PlanItem.objects.filter(year=year).prefetch_related("needs")
    return tuple(sorted(map(plan_record, items), key=lambda item: (order.get(item.area, 99), item.id)))


def plan_item(*, actor: Actor, item_id: int) -> PlanRecord:
    """One planned item. Raises NotThere."""
    require_reader(actor=actor)
    found = PlanItem.objects.filter(pk=item_id).first()
    if found is None:
        raise NotThere(item_id)
    return plan_record(found)


def plan_years(*, actor: Actor) -> tuple[int, ...]:
    """Years that have a plan, this one and the next, latest first."""
    require_reader(actor=actor)
    now = timezone.localdate().year
    kept = PlanItem.objects.values_list("year", flat=True).distinct()
    return tuple(sorted({*kept, now, now + 1}, reverse=True))


def summary(*, actor: Actor, last: date, months: int = SILENT_AFTER_MONTHS) -> Summary:
    """Who was heard in the months up to and including ``last``."""
    require(actor=actor, permission=RUN)
    stated = Need.objects.values_list("authority", "area", "stated_on", "state")
    used = ServiceUse.objects.values_list("authority", "area", "used_on", "participants", "rating")
    return summarise(
        members=members_on(on=last),
        needs=[NeedFact(code, area, day, NeedState(state)) for code, area, day, state in stated],
        uses=[UseFact(*row) for row in used],
        areas=[area.code for area in service_areas()],
        sizes=[*(size.code for size in size_classes()), UPPER],
        first=_months_before(last, months),
        last=last,
    )


def members_on(*, on: date) -> tuple[MemberFact, ...]:
    """Members on the day with their size class, those of an upper tier together in a class of their own.

    Until memberships are registered, all local authorities.
    """
    classes = size_classes()
    authorities = [one.authority for one in _registered(on) if one.authority] or authorities_on(on=on)
    return tuple(
        MemberFact(one.code, one.name, one.population, _size(one, classes))
        for one in sorted(authorities, key=lambda one: one.code)
    )


def _registered(on: date) -> tuple[MemberRecord, ...]:
    """Members of the scope that the statutes name first, which is the widest."""
    return next((registered(on=on, scope=scope.code) for scope in scopes()), ())


def _size(one: AuthorityRecord, classes: Iterable[SizeClass]) -> str:
    if one.level != LOCAL:
        return one.level
    holding = (size.code for size in classes if one.population is not None and size.holds(one.population))
    return next(holding, "")


def codes_ever() -> frozenset[str]:
    """Every number that an authority has or has had."""
    return frozenset(unit.code for unit in geography().units)


def require_own(*, actor: Actor, authority: str) -> None:
    """The association for everybody, a contact or secretary for the own member."""
    if not may(actor=actor, permission=RUN):
        require(actor=actor, permission=STATE, authority=authority)


def require_reader(*, actor: Actor) -> None:
    """Whoever runs the dialogue or speaks for any member."""
    if not any(may(actor=actor, permission=STATE, authority=code) for code in ("", *actor.authorities)):
        require(actor=actor, permission=RUN)


def need_record(need: Need) -> NeedRecord:
    return NeedRecord(
        id=need.pk,
        authority=need.authority,
        area=need.area,
        title=need.title,
        text=need.text,
        stated_on=need.stated_on,
        stated_by=need.stated_by,
        channel=Channel(need.channel),
        state=NeedState(need.state),
        answer=need.answer,
        answered_at=need.answered_at,
        plan_item=need.plan_item_id,
        planned=need.plan_item.title if need.plan_item else "",
    )


def use_record(use: ServiceUse) -> UseRecord:
    return UseRecord(
        use.pk, use.authority, use.area, use.service, use.used_on, use.participants, use.rating, use.comment
    )


def plan_record(item: PlanItem) -> PlanRecord:
    codes = [need.authority for need in item.needs.all()]
    return PlanRecord(
        id=item.pk,
        year=item.year,
        area=item.area,
        title=item.title,
        responsible=item.responsible,
        state=PlanState(item.state),
        decided_by=item.decided_by,
        needs=len(codes),
        members=frozenset(codes),
    )


def _ordered(needs: QuerySet[Need]) -> QuerySet[Need]:
    return needs.select_related("plan_item").order_by("-stated_on", "-pk")


def _months_before(day: date, months: int) -> date:
    """The day after the same day so many months earlier: twelve months up to 31 May begin on 1 June."""
    before = day.year * 12 + day.month - 1 - months
    year, month = divmod(before, 12)
    last_of_month = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    same_day = date(year, month + 1, min(day.day, last_of_month))
    return same_day + date.resolution
