# SPDX-License-Identifier: EUPL-1.2
"""The picture of who owns an organisation and what it owns, on a day, with the same as a table."""

import json
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from samband.engines.charts import (
    ChartTable,
    Frame,
    OwnerLink,
    OwnerNode,
    Screens,
    for_screens,
    ownership_tree,
)
from samband.engines.charts.numbers import Number, number_text
from samband.engines.conflicts import facts_at, parse_register
from samband.engines.conflicts.ownership import Ownership
from samband.tools.ethics.analysis.owner_tree import Holder, OwnerTree, owner_key, owner_tree
from samband.tools.ethics.pages import words
from samband.tools.ethics.pages.ownership import PUBLIC, add_ownership, share_words
from samband.tools.ethics.rules import OrganisationRecord, OwnershipRecord


def owner_picture(
    *, organisation: OrganisationRecord, held: tuple[OwnershipRecord, ...], on: date
) -> Screens | None:
    """None where nothing is known of owners. held: on the day, of everything around it."""
    tree = owner_tree(organisation=organisation.id, held=held)
    if not tree.links:
        return None
    parts = _public_parts(held, on)
    title = gettext("Who owns %(name)s, and what it owns, on %(day)s") % {
        "name": organisation.name,
        "day": date_format(on),
    }
    nodes = [_node(one, parts) for one in tree.holders] + list(_rest(tree))
    links = [
        OwnerLink(owner_key(one), f"o{one.owned.id}", share_words(low=one.share_low, high=one.share_high))
        for one in tree.links
    ]
    return for_screens(
        draw=lambda frame: ownership_tree(
            frame=frame, nodes=nodes, links=links, table=_table(tree), circle=gettext("Owned in a circle")
        ),
        frame=Frame("owners", title, _told(tree), get_language() or "en", width=720),
    )


def _public_parts(held: Iterable[OwnershipRecord], on: date) -> Ownership:
    """What the public owns along all paths, as screening computes it."""
    register: dict[str, object] = {"register": "owners", "people": [], "organisations": [], "ties": []}
    add_ownership(register=register, found=held)
    return Ownership(facts=facts_at(register=parse_register(text=json.dumps(register)), on=on))


def _node(one: Holder, parts: Ownership) -> OwnerNode:
    if one.organisation is None:
        return OwnerNode(one.key, one.level, gettext("Owner not known"))
    is_public = one.organisation.kind in PUBLIC
    note = gettext("Public body") if is_public else _public_note(one.key, parts)
    return OwnerNode(one.key, one.level, one.organisation.name, note, is_public)


def _public_note(key: str, parts: Ownership) -> str:
    """Nothing is said of organisations without a known owner."""
    if key not in parts.owners:
        return ""
    share = parts.public_share(organisation=key)
    decimals = 0 if (share * 100).denominator == 1 else 2
    language = get_language() or "en"
    told = {"share": number_text(number=Number(float(share), decimals, is_share=True), language=language)}
    if parts.has_unknown_share(organisation=key):
        return gettext("Public: at least %(share)s") % told
    return gettext("Public: %(share)s") % told


def _rest(tree: OwnerTree) -> Iterable[OwnerNode]:
    for level, number in tree.left.items():
        text = ngettext("And %(n)s more.", "And %(n)s more.", number) % {"n": number}
        yield OwnerNode(f"rest_{level}", level, text, is_rest=True)


def _told(tree: OwnerTree) -> str:
    """The direct owners and what is owned, for who does not see the picture."""
    above = sum(one.level < 0 for one in tree.holders)
    below = sum(one.level > 0 for one in tree.holders)
    return gettext("Owners above: %(above)s. Owned below: %(below)s. Shares stand on the lines.") % {
        "above": above,
        "below": below,
    }


def _table(tree: OwnerTree) -> ChartTable:
    header = (gettext("Owner"), gettext("Organisation"), gettext("Share"), gettext("When"), gettext("Source"))
    return ChartTable(header, tuple(_row(one) for one in tree.links))


def _row(one: OwnershipRecord) -> tuple[str, ...]:
    when = words.period_of(first=one.valid_from, end=one.valid_to) if one.valid_from else ""
    as_of = {"register": one.source_name, "day": date_format(one.source_day)} if one.source_day else None
    return (
        one.owner.name if one.owner else gettext("Owner not known"),
        one.owned.name,
        share_words(low=one.share_low, high=one.share_high),
        when,
        gettext("%(register)s, as of %(day)s") % as_of if as_of else one.source_name,
    )
