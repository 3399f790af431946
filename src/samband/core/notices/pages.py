# SPDX-License-Identifier: EUPL-1.2
"""What is noted for an address, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from samband.core.notices.forms import LiftForm, NoteForm
from samband.core.notices.queries import Wish
from samband.core.notices.rules import Channel


@dataclass(frozen=True, slots=True)
class WishLine:
    """way: what kind of message. since: None when it may be sent. form: to change it."""

    way: str
    channel: Channel
    since: date | None
    form: NoteForm


def wish_line(*, wish: Wish, address: str, refused: LiftForm | None = None) -> WishLine:
    """refused: what was filled in and could not be taken, for this way."""
    given = {"address": address, "channel": wish.channel}
    kind = LiftForm if wish.since else NoteForm
    form = refused or kind(initial=given, auto_id=f"id_{wish.channel}_%s")
    return WishLine(ways()[wish.channel], wish.channel, wish.since, form)


def ways() -> Mapping[Channel, str]:
    return {
        Channel.EMAIL: gettext("E-mail"),
        Channel.SMS: gettext("Text messages"),
        Channel.PHONE: gettext("Telephone calls"),
    }
