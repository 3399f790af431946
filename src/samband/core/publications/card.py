# SPDX-License-Identifier: EUPL-1.2
"""Released tables: open to everybody, published by analysts."""

from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

PUBLISH = Permission("publications.publish", association=frozenset({Role.ANALYST}))

CARD = ToolCard(
    slug="publications",
    title=gettext_noop("Open data"),
    purpose=gettext_noop("Every published table in all its versions, with method, rules and downloads."),
    permissions=(PUBLISH,),
    menu=(MenuEntry(gettext_noop("Open data"), "publications:catalogue"),),
    words={
        "publications.published": gettext_noop("published a version of"),
        "publications.published_under_embargo": gettext_noop("published before a council has met"),
    },
)
