# SPDX-License-Identifier: EUPL-1.2
"""What the register of interests holds about the person who is looking."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.people.queries import person_of_account
from samband.core.web.card import Holding
from samband.tools.ethics.pages import words
from samband.tools.ethics.pages.attendance import presence_words
from samband.tools.ethics.pages.cases import outcome_words
from samband.tools.ethics.pages.details import detail_words
from samband.tools.ethics.pages.kin import kin_holding
from samband.tools.ethics.queries import InterestRecord, own_interests, policy_on
from samband.tools.ethics.queries.advice import asked_about
from samband.tools.ethics.queries.attendance import presence_kept_of
from samband.tools.ethics.queries.cases import cases_with, outcomes_about
from samband.tools.ethics.queries.delegations import held_by
from samband.tools.ethics.queries.kin import own_kin
from samband.tools.ethics.queries.own_meetings import kept_of
from samband.tools.ethics.queries.records import recorded


def holdings(*, actor: Actor) -> tuple[Holding, ...]:
    """Every interest that stands in the record, and the meetings it was held against; nothing without any."""
    own = person_of_account(account=actor.reference) if actor.is_signed_in else None
    if own is None:
        return ()
    found = (
        _interests(actor, own.id), _meetings(own.id), _presence(own.id), _advice(own.id),
        _cases(own.id), _delegations(own.id), _kin(actor),
    )  # fmt: skip
    return tuple(one for one in found if one is not None)


def _interests(actor: Actor, person: int) -> Holding | None:
    if not recorded().filter(person_id=person).exists():
        return None
    today = timezone.localdate()
    found = own_interests(actor=actor, on=today)
    listed = (*found.held, *found.ended) if found else ()
    return Holding(
        title=gettext("Your interests"),
        why=gettext("So that nobody decides in a case in which they have a stake without others knowing."),
        kept=gettext("%(months)d months after your last office ended")
        % {"months": policy_on(on=today).keep_months},
        facts=tuple(
            (
                " – ".join(part for part in (words.title(one=one), words.place(one=one)) if part),
                "; ".join(part for part in _told(one) if part),
            )
            for one in listed
        ),
    )


def _told(one: InterestRecord) -> tuple[str, ...]:
    return detail_words(found=one.detail), words.period(one=one), words.source(one=one)


def _kin(actor: Actor) -> Holding | None:
    """The private list, which opens for its person alone; nothing when there is none."""
    entries = own_kin(actor=actor, at=timezone.now())
    if entries == ():
        return None
    return kin_holding(entries=entries, months=policy_on(on=timezone.localdate()).kin_keep_months)


def _meetings(person: int) -> Holding | None:
    kept = kept_of(person=person)
    if not kept:
        return None
    months = policy_on(on=timezone.localdate()).keep_months
    return Holding(
        title=gettext("Meetings that your interests were held against"),
        why=gettext("So that it can be shown later what was known before a decision."),
        kept=gettext("%(months)d months after the meeting") % {"months": months},
        facts=tuple((body, date_format(day)) for day, body in kept),
    )


def _presence(person: int) -> Holding | None:
    kept = presence_kept_of(person=person)
    if not kept:
        return None
    months = policy_on(on=timezone.localdate()).keep_months
    return Holding(
        title=gettext("When you were present in meetings"),
        why=gettext("So that the minutes tell who took part."),
        kept=gettext("%(months)d months after the meeting") % {"months": months},
        facts=tuple((f"{one.body_name}, {date_format(one.day)}", presence_words(one=one)) for one in kept),
    )


def _cases(person: int) -> Holding | None:
    """By reference and day: whom a case is about is not for everybody who deals with it."""
    kept = cases_with(person=person)
    if not kept:
        return None
    months = policy_on(on=timezone.localdate()).keep_months
    return Holding(
        title=gettext("Cases that your interests were held against"),
        why=gettext("So that it can be shown later what was known before a decision."),
        kept=gettext("%(months)d months after the decision") % {"months": months},
        facts=(
            *((reference, date_format(day)) for day, reference in kept),
            *((reference, outcome_words(one=one)) for reference, one in outcomes_about(person=person)),
        ),
    )


def _delegations(person: int) -> Holding | None:
    held = held_by(person=person, on=timezone.localdate())
    if not held:
        return None
    months = policy_on(on=timezone.localdate()).keep_months
    return Holding(
        title=gettext("What you may decide on behalf of a body"),
        why=gettext("So that everybody knows who decides what, by which decision."),
        kept=gettext("%(months)d months after your last office ended") % {"months": months},
        facts=tuple((one.told.holder, f"{one.body_name}, {one.told.reference}") for one in held),
    )


def _advice(person: int) -> Holding | None:
    asked = asked_about(person=person)
    if not asked:
        return None
    months = policy_on(on=timezone.localdate()).keep_months
    return Holding(
        title=gettext("Questions to the ethics adviser about you"),
        why=gettext("So that it can be shown later what was known before a decision."),
        kept=gettext("%(months)d months after the meeting") % {"months": months},
        facts=tuple(
            (
                f"{body}, {date_format(day)}",
                gettext("Answered") if is_answered else gettext("Not answered yet"),
            )
            for body, day, is_answered in asked
        ),
    )
