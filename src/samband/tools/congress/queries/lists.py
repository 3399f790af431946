# SPDX-License-Identifier: EUPL-1.2
"""What the start page asks every tool: what waits for somebody, and what anybody may open."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from samband.core.access.rules import NOBODY, Actor, may
from samband.core.web.card import ResultItem, WaitingItem
from samband.tools.congress.queries.ballots import BallotRecord, ballots, own_codes
from samband.tools.congress.queries.elections import elections
from samband.tools.congress.rules import RUN, Phase


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """Open ballots in which one's member has not voted; closed ones that wait to be declared."""
    known = ballots(actor=actor)
    items = _to_vote(actor, known)
    if may(actor=actor, permission=RUN):
        to_declare = gettext("declare the result")
        items += [
            WaitingItem(one.title, reverse("congress:ballot", args=[one.slug]), None, to_declare)
            for one in known
            if one.phase is Phase.CLOSED
        ]
    return tuple(items)


def open_results(*, actor: Actor) -> tuple[ResultItem, ...]:  # noqa: ARG001  everybody sees the same
    """Published ballots and elections."""
    published = [
        (one.title, reverse("congress:ballot", args=[one.slug]), one.published_at)
        for one in ballots(actor=NOBODY)
    ] + [
        (one.title, reverse("congress:election", args=[one.slug]), one.published_at)
        for one in elections(actor=NOBODY)
    ]
    return tuple(ResultItem(title, url, timezone.localdate(at)) for title, url, at in published if at)


def to_vote(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """The votes that the actor may cast now and has not cast."""
    return tuple(_to_vote(actor, ballots(actor=actor)))


def _to_vote(actor: Actor, known: Sequence[BallotRecord]) -> list[WaitingItem]:
    return [
        _vote(one.slug, one.title, line.code, line.name, timezone.localdate(one.closes_at))
        for one in known
        if one.phase is Phase.OPEN and not one.is_secret
        for line in own_codes(actor=actor, slug=one.slug)
        if not line.has_voted
    ]


def _vote(slug: str, title: str, code: str, name: str, due: date) -> WaitingItem:
    words = gettext("%(title)s: the vote of %(name)s") % {"title": title, "name": name}
    return WaitingItem(words, reverse("congress:vote", args=[slug, code]), due, gettext("vote"))
