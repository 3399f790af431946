# SPDX-License-Identifier: EUPL-1.2
"""What a tool tells about itself. Pure data: the site, the menu and the jobs are loops over cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samband.core.access.rules import Permission


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place in the menu. label: English source text, translated where it is shown. url: name of a route.

    permission: None when everybody may see it.
    """

    label: str
    url: str
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class ToolCard:
    """slug: folder and URL prefix. jobs: kind of background job -> dotted path of its handler."""

    slug: str
    title: str
    purpose: str
    permissions: tuple[Permission, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    jobs: Mapping[str, str] = field(default_factory=dict)
