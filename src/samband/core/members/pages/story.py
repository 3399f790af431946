# SPDX-License-Identifier: EUPL-1.2
"""What became of an authority and where it came from, in sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext

from samband.core.members.pages import words
from samband.engines.geography import Geography, Happened, Lineage, Link, Unit

_MARK = re.compile("\x02([^\x03]*)\x03")
"""Stands about the code and name of a unit in a sentence, so that a page can make a link of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence. code: of the authority that it names, empty for other words."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """What happened on one day, with the units it happened to."""

    on: date
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def story_lines(lineage: Lineage) -> tuple[StoryLine, ...]:
    """The changes on the way to the unit and from it, oldest first, each in one sentence with its day."""
    days = groupby(lineage.links, key=lambda link: link.on)
    return tuple(line for on, links in days for line in _of_day(on, list(links), lineage.unit))


def other_uses(geography: Geography, lineage: Lineage) -> tuple[str, ...]:
    """Sentences about units that had the same code without being the same, or leading to it."""
    related = {unit for link in lineage.links for unit in (link.before, link.after)} | {lineage.unit}
    return tuple(
        gettext("The number %(code)s was used for %(name)s too, from %(day)s.")
        % {"code": unit.code, "name": unit.name, "day": words.day(unit.valid_from)}
        for unit in geography.spells.get(lineage.unit.code, ())
        if unit not in related
    )


def _of_day(on: date, links: Sequence[Link], own: Unit) -> Iterator[StoryLine]:
    divided = [unit for unit in _once(link.before for link in links) if _is_clean_division(unit, links)]
    for unit in divided:
        parts = [link.after for link in links if link.before == unit]
        yield _line(on, own, gettext("%(before)s was divided into %(after)s."), [unit], parts)
    rest = [link for link in links if link.before not in divided]
    for after in _once(link.after for link in rest):
        into = [link for link in rest if link.after == after]
        if sentence := _sentence(into):
            others = [link for link in into if not _lives_on(link)] or into
            wholes = [link.before for link in others if link.is_whole]
            parts = [link.before for link in others if not link.is_whole]
            yield _line(on, own, sentence, wholes, [after], parts)


def _is_clean_division(unit: Unit, links: Iterable[Link]) -> bool:
    """True when the unit ended in parts that hold nothing else."""
    own = [link for link in links if link.before == unit]
    return len(own) > 1 and all(link.is_all and not _lives_on(link) for link in own)


def _lives_on(link: Link) -> bool:
    return link.before.code == link.after.code


def _sentence(into: Sequence[Link]) -> str:
    """Empty for a unit that merely lives on after giving a part away: the line of who took it says so."""
    if len(into) == 1 and into[0].is_whole and into[0].is_all:
        return _same_territory(into[0])
    others = [link for link in into if not _lives_on(link)]
    if not others:
        return ""
    if len(others) < len(into) or any(Happened.TRANSFERRED in link.happened for link in others):
        return gettext("%(after)s took in %(before)s.")
    if len(into) == 1:
        return gettext("%(before)s went to %(after)s.")
    return gettext("%(before)s became %(after)s.")


def _same_territory(link: Link) -> str:
    if not _lives_on(link):
        return gettext("%(before)s got a new number: %(after)s.")
    if link.before.name != link.after.name:
        return gettext("%(before)s got a new name: %(after)s.")
    return gettext("%(after)s got other official names.")


def _line(
    on: date, own: Unit, sentence: str, before: list[Unit], after: list[Unit], parts: Sequence[Unit] = ()
) -> StoryLine:
    some = [gettext("a part of %(unit)s") % {"unit": _marked(unit)} for unit in parts]
    text = sentence % {
        "before": _listed([*map(_marked, before), *some]),
        "after": _listed(list(map(_marked, after))),
    }
    return StoryLine(on, tuple(_pieces(text[0].title() + text[1:], own)))


def _marked(unit: Unit) -> str:
    return f"\x02{unit.code} {unit.name}\x03"


def _listed(things: list[str]) -> str:
    """A, B and C."""
    if len(things) < 2:
        return "".join(things)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(things[:-1]), "last": things[-1]}


def _pieces(text: str, own: Unit) -> Iterator[Piece]:
    """Words and units in turn; the unit of the page needs no link to itself."""
    for at, stretch in enumerate(_MARK.split(text)):
        code = stretch.partition(" ")[0] if at % 2 else ""
        if stretch:
            yield Piece(stretch, "" if code == own.code else code)


def _once(units: Iterable[Unit]) -> list[Unit]:
    return list(dict.fromkeys(units))
