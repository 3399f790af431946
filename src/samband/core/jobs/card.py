# SPDX-License-Identifier: EUPL-1.2
from samband.core.access.rules import Permission, Role
from samband.core.web.card import MenuEntry, ToolCard, gettext_noop

SEE_ALL_JOBS = Permission("jobs.see_all", association=frozenset({Role.ANALYST, Role.ADMINISTRATOR}))

CARD = ToolCard(
    slug="jobs",
    title=gettext_noop("Background work"),
    purpose=gettext_noop("Work that takes its time, and how far it has come."),
    permissions=(SEE_ALL_JOBS,),
    menu=(MenuEntry(gettext_noop("Background work"), "jobs", SEE_ALL_JOBS, is_upkeep=True),),
    words={
        "jobs.queued": gettext_noop("started background work"),
        "jobs.resumed": gettext_noop("resumed background work"),
        "jobs.cancelled": gettext_noop("cancelled background work"),
    },
)
