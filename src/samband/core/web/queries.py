# SPDX-License-Identifier: EUPL-1.2
"""The cards of this installation, and what they say together."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from samband.core.access.card import DELEGATE, READ_AUDIT, WORDS
from samband.core.access.rules import Actor, may
from samband.core.web.card import Holding, MenuEntry, ResultItem, ToolCard, WaitingItem, gettext_noop
from samband.core.web.rules import SIGNS, WORKER_SILENT, Health, Sign, sign_of

logger = logging.getLogger(__name__)
OF_ACCESS = (
    MenuEntry(gettext_noop("People and roles"), "people_and_roles", DELEGATE, is_upkeep=True),
    MenuEntry(gettext_noop("What has happened"), "audit", READ_AUDIT, is_upkeep=True),
)
CORE_AREAS = ("members", "people", "publications", "collect", "follow_up", "jobs", "notices")


@cache
def cards() -> tuple[ToolCard, ...]:
    """Core areas that declare a card, then the tools in the order of settings.TOOLS."""
    return _cards_in(f"samband.core.{area}" for area in CORE_AREAS) + tool_cards()


@cache
def tool_cards() -> tuple[ToolCard, ...]:
    """The tools in the order of settings.TOOLS."""
    return _cards_in(f"samband.tools.{tool}" for tool in settings.TOOLS)


def menu(*, actor: Actor) -> tuple[MenuEntry, ...]:
    """Places this actor may go to."""
    entries = (*(entry for card in cards() for entry in card.menu), *OF_ACCESS)
    return tuple(entry for entry in entries if may_see(entry=entry, actor=actor))


def may_see(*, entry: MenuEntry, actor: Actor) -> bool:
    """Everybody, or whoever has the entry's permission: for all, or for an authority of their own."""
    return entry.permission is None or any(
        may(actor=actor, permission=entry.permission, authority=authority)
        for authority in ("", *actor.authorities)
    )


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """What waits for this actor in all tools: soonest deadline first, without deadline last."""
    queries = (import_string(card.waiting) for card in cards() if card.waiting)
    items = [item for query in queries for item in cast(tuple[WaitingItem, ...], query(actor=actor))]
    return tuple(sorted(items, key=lambda item: (item.due is None, item.due, item.title)))


def open_results(*, actor: Actor) -> tuple[ResultItem, ...]:
    """Published results of all tools, latest first."""
    queries = (import_string(card.open_results) for card in cards() if card.open_results)
    items = [item for query in queries for item in cast(tuple[ResultItem, ...], query(actor=actor))]
    return tuple(sorted(items, key=lambda item: (-item.published_on.toordinal(), item.title)))


def holdings(*, actor: Actor) -> tuple[Holding, ...]:
    """What all areas hold about this actor, in the order of the cards."""
    queries = (import_string(card.holdings) for card in cards() if card.holdings)
    return tuple(one for query in queries for one in cast(tuple[Holding, ...], query(actor=actor)))


def answer_files(*, ask: str) -> str:
    """Address at which files of answers to this ask are loaded now; '' when no tool takes any."""
    queries = (import_string(card.answer_files) for card in cards() if card.answer_files)
    return next((url for query in queries if (url := cast(str, query(ask=ask)))), "")


def job_handlers() -> Mapping[str, str]:
    """Kind of background job -> dotted path of its handler."""
    return {kind: path for card in cards() for kind, path in card.jobs.items()}


def rounds() -> tuple[Callable[..., object], ...]:
    """What starts work that is due, in the order of the cards; each takes ``at``."""
    return tuple(cast(Callable[..., object], import_string(card.round)) for card in cards() if card.round)


def read_ahead() -> tuple[Callable[[], object], ...]:
    """What reads beside the first requests of a web process, in the order of the cards."""
    found = (import_string(card.read_ahead) for card in cards() if card.read_ahead)
    return tuple(cast(Callable[[], object], one) for one in found)


def demo_loaders() -> tuple[Callable[..., None], ...]:
    """What fills the demo association, in the order of the cards; each takes ``by`` and ``at``."""
    return tuple(cast(Callable[..., None], import_string(card.demo)) for card in cards() if card.demo)


def words_for(*, code: str) -> str:
    """What a card calls a kind of job or event, in English; the code itself when no card knows it."""
    known = {**WORDS, **{name: text for card in cards() for name, text in card.words.items()}}
    return known.get(code, code)


def area_titles() -> Mapping[str, str]:
    """Area of an event -> what the menu calls it, in English."""
    return {"access": OF_ACCESS[0].label, **{card.slug.replace("-", "_"): card.title for card in cards()}}


def names_of_things(*, references: frozenset[str]) -> Mapping[str, str]:
    """What the areas call what events are about; references that no area knows are left out."""
    known: dict[str, str] = {}
    for card in cards():
        if card.names:
            known.update(import_string(card.names)(references=references))
    return known


def health(*, now: datetime) -> Health:
    """Whether database and worker answer, and how old the last backup and its rehearsal are.

    Anybody may ask: it holds words. Backups are watched when SAMBAND_BACKUP_HOURS says how old one may be.
    """
    hours = settings.SAMBAND_BACKUP_HOURS
    longest = timedelta(hours=hours or 24)
    watched = ("database", "worker", "backup", "rehearsal") if hours else ("database", "worker")
    return Health(
        database=_database(),
        worker=sign_of(last=_touched("worker"), now=now, longest=WORKER_SILENT),
        backup=sign_of(last=_told("backup"), now=now, longest=longest),
        rehearsal=sign_of(last=_told("rehearsal"), now=now, longest=longest),
        watched=watched,
    )


def signs_folder() -> Path:
    return Path(settings.SAMBAND_HOME) / SIGNS


def _database() -> Sign:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
    except DatabaseError:
        logger.exception("The database does not answer")
        return Sign.FAILS
    return Sign.WELL


def _touched(name: str) -> datetime | None:
    sign = signs_folder() / name
    return datetime.fromtimestamp(sign.stat().st_mtime, UTC) if sign.exists() else None


def _told(name: str) -> datetime | None:
    try:
        told = json.loads((signs_folder() / f"{name}.json").read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _cards_in(packages: Iterable[str]) -> tuple[ToolCard, ...]:
    return tuple(card for card in map(_card_of, packages) if card is not None)


def _card_of(package: str) -> ToolCard | None:
    if find_spec(f"{package}.card") is None:
        return None
    module = import_module(f"{package}.card")
    return next((value for value in vars(module).values() if isinstance(value, ToolCard)), None)
