# SPDX-License-Identifier: EUPL-1.2
"""The public list of members of a scope on a day, and how its number comes about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor
from samband.core.members.queries import (
    count_members,
    latest_authority,
    members_on,
    organisations,
    scopes,
    statutes,
)
from samband.core.members.rules import COUNTY, MUNICIPALITY, UnknownAuthority, matches
from samband.core.members.rules.memberships import (
    AUTHORITY,
    COMPANY,
    JOINT_BODY,
    MemberCount,
    MemberRecord,
)
from samband.engines.fees import in_language
from samband.tools.membership.forms import MembersForm
from samband.tools.membership.pages import words
from samband.tools.membership.rules import can_run, can_see


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: MemberRecord
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class MembersPage:
    """headline: the number as the association says it. why: how it comes about, sentence by sentence."""

    form: MembersForm
    on: date
    scope: str
    scope_name: str
    headline: str
    why: tuple[str, ...]
    rows: tuple[MemberRow, ...]
    is_searched: bool
    is_empty: bool
    can_run: bool
    own: tuple[tuple[str, str], ...]


def members_page(*, actor: Actor, wanted: Mapping[str, str], today: date) -> MembersPage:
    """wanted: scope, on, q as in the address; what cannot be read gives way to the first scope and today."""
    form = MembersForm(
        {"scope": scopes()[0].code, "on": today.isoformat(), **{k: v for k, v in wanted.items() if v}},
        scopes=[(scope.code, scope.in_language(words.language())) for scope in scopes()],
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    scope, on = chosen.get("scope") or scopes()[0].code, chosen.get("on") or today
    found = members_on(on=on, scope=scope, kinds=(AUTHORITY, COMPANY, JOINT_BODY))
    counted = count_members(on=on, scope=scope, members=found)
    text = chosen.get("q", "").strip()
    return MembersPage(
        form=form,
        on=on,
        scope=scope,
        scope_name=words.scope_name(scope),
        headline=_headline(counted),
        why=tuple(_why(counted)),
        rows=tuple(_row(one, actor) for one in found if not text or _matches(one, text)),
        is_searched=bool(text),
        is_empty=not found,
        can_run=can_run(actor=actor),
        own=tuple(_own(actor, today)),
    )


def _own(actor: Actor, today: date) -> Iterator[tuple[str, str]]:
    """(code, name) of the reader's own members."""
    for code in sorted(actor.authorities):
        if can_see(actor=actor, member=code):
            yield code, member_name(code=code, today=today)


def member_name(*, code: str, today: date) -> str:
    """The code itself for a member that the register does not know."""
    try:
        return latest_authority(code=code, on=today).name
    except UnknownAuthority:
        return next((one.name for one in organisations() if one.code == code), code)


def _matches(one: MemberRecord, text: str) -> bool:
    if one.authority is not None:
        return matches(authority=one.authority, text=text)
    return text.casefold() in one.name.casefold() or one.code.startswith(text)


def _row(one: MemberRecord, actor: Actor) -> MemberRow:
    """Who may see more of the member is led to its membership, everybody else to the register."""
    if can_see(actor=actor, member=one.code):
        url = reverse("membership:member", args=[one.code])
    else:
        url = reverse("members:unit", args=[one.code]) if one.authority else ""
    return MemberRow(one, words.kind(one.tiers, one.kind), url)


def _headline(found: MemberCount) -> str:
    text = ngettext("%(count)s authority", "%(count)s authorities", found.as_published)
    return text % {"count": words.count(found.as_published)}


def _why(found: MemberCount) -> Iterator[str]:
    if found.absent:
        yield _all_but(found)
    else:
        yield _by_tier(found)
    names = ", ".join(one.name for one in found.two_tier)
    if found.two_tier:
        text = ngettext(
            "%(names)s is both municipality and county: it stands in both numbers and is one member. "
            "The list has %(members)s authorities.",
            "%(names)s are both municipality and county: they stand in both numbers and are one member each. "
            "The list has %(members)s authorities.",
            len(found.two_tier),
        )
        yield text % {"names": names, "members": words.count(found.members)}
    if found.companies or found.joint_bodies:
        yield _organisations(found)


def _by_tier(found: MemberCount) -> str:
    if set(found.by_tier) != {MUNICIPALITY, COUNTY}:
        parts = (
            f"{words.kind((kind,), kind)}: {words.count(number)}" for kind, number in found.by_tier.items()
        )
        return gettext("By kind: %(parts)s.") % {"parts": "; ".join(parts)}
    text = gettext("%(municipalities)s municipalities and %(counties)s counties are %(sum)s in all.")
    return text % {
        "municipalities": words.count(found.by_tier[MUNICIPALITY]),
        "counties": words.count(found.by_tier[COUNTY]),
        "sum": words.count(found.places),
    }


def _all_but(found: MemberCount) -> str:
    names = ", ".join(one.name for one in found.absent[:5])
    doubled = [one for one in found.absent if len(one.tiers) > 1]
    values = {
        "all": words.count(found.places_of_all),
        "scope": words.scope_name(scopes()[0].code).lower(),
        "absent": names if len(found.absent) <= 5 else gettext("%(names)s and others") % {"names": names},
        "count": words.count(found.as_published),
        "members": words.count(found.members),
        "doubled": ", ".join(one.name for one in doubled),
    }
    told = gettext("All %(all)s of %(scope)s but %(absent)s: %(count)s.") % values
    reasons = " ".join(dict.fromkeys(_reasons(found)))
    if doubled:
        text = gettext(
            "One by one they are %(members)s, for %(doubled)s stands in both tiers of the %(all)s."
        )
        more = text % values
        return " ".join(filter(None, (told, reasons, more)))
    return " ".join(filter(None, (told, reasons)))


def _reasons(found: MemberCount) -> Iterator[str]:
    """Why the absent ones are not members, as the articles' own data say it."""
    for opening in statutes().opening:
        for absent in found.absent:
            if opening.scope == found.scope and absent.code in opening.leave_out:
                yield in_language(words=opening.leave_out[absent.code], language=words.language())


def _organisations(found: MemberCount) -> str:
    companies = ngettext("%(count)s company", "%(count)s companies", found.companies)
    bodies = ngettext("%(count)s joint body", "%(count)s joint bodies", found.joint_bodies)
    parts = [
        text % {"count": words.count(number)}
        for text, number in ((companies, found.companies), (bodies, found.joint_bodies))
        if number
    ]
    told = gettext(
        "Members besides: %(organisations)s. They are counted apart: the authorities that own them are "
        "members themselves."
    )
    return told % {"organisations": ", ".join(parts)}
