# SPDX-License-Identifier: EUPL-1.2
"""``samband units``: what a number was, what happened, and what it is now. Never loads Django."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from samband.core.country.queries import chosen_pack
from samband.core.country.rules import Pack
from samband.core.members.rules.geography import geography_of
from samband.engines.geography import (
    Asked,
    Basis,
    Geography,
    Happened,
    Lineage,
    Link,
    Part,
    Quantity,
    Unit,
    UnknownUnits,
    ask,
    correspond,
    lineage,
    obstacles,
)

DAY = timedelta(days=1)
COUNTRY = "norway"


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "units",
        help="tell what a number of a municipality or county was, and what became of it",
        description="Tell the story of one code: which unit had it and when, what it came from, what became "
        "of it, and whether figures can be carried from one day to the other. Exit code 0; 2 when refused.",
    )
    parser.add_argument("code", metavar="CODE", help="as 3024")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day that figures are from, as 2019-01-01")
    parser.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day to carry them to; today if left out"
    )
    parser.add_argument(
        "--country",
        default=COUNTRY,
        metavar="PACK",
        help=f"country pack, or its folder; {COUNTRY} if left out",
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    return parser


def day(text: str) -> date:
    """A date of an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date. Write it as 2019-01-01.") from None


def run(arguments: Namespace) -> int:
    """Print the story and return 0. Raises ValueError for a code that nobody ever had."""
    pack = chosen_pack(country=arguments.country)
    geography = geography_of(pack=pack)
    as_of = arguments.as_of or datetime.now(tz=UTC).date()
    try:
        asked = ask(geography=geography, code=arguments.code, on=arguments.on or as_of)
    except UnknownUnits:
        raise ValueError(
            f"No unit of {arguments.country} ever had the code “{arguments.code}”. Write it with its zeros."
        ) from None
    first = min(arguments.on, as_of) if arguments.on else date.min
    story = lineage(geography=geography, unit=asked.nearest, first=first, last=max(asked.on, as_of))
    kind = _kind(pack, asked.nearest)
    if arguments.json:
        told = _as_json(geography, asked, story, as_of)
        print(json.dumps({"kind": kind, **told}, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(_told(geography, asked, story, as_of, kind)))
    return 0


def _kind(pack: Pack, unit: Unit) -> str:
    """What the country calls such a unit, in English."""
    facts = (fact for fact in pack.authorities if (fact.code, fact.valid_from) == unit.key)
    kind = next(fact.kind for fact in facts)
    names = next((tier.names for tier in pack.description.tiers if tier.kind == kind), {})
    return names.get("en", kind)


def _told(geography: Geography, asked: Asked, story: Lineage, as_of: date, kind: str) -> Iterator[str]:
    yield _first_sentence(geography, asked, kind)
    if len(asked.spells) > 1:
        yield "The code has been in force more than once:"
        yield from (f"  {_period(geography, spell)}: {spell.name}" for spell in asked.spells)
    if asked.on != as_of:
        yield _two_days(geography, asked, as_of)
    yield from _tree("What it came from:", story.unit, story.origins, is_backward=True)
    yield from _tree("What became of it:", story.unit, story.fate, is_backward=False)
    if not story.links:
        since = min(asked.on, as_of) if asked.on != as_of else geography.begins
        yield f"\nNothing happened to its number, name or borders after {since}."
    if asked.on != as_of:
        yield f"\nFigures of {asked.on}, carried to {as_of}:"
        yield from (f"  {line}" for line in _carried(geography, asked, as_of))


def _first_sentence(geography: Geography, asked: Asked, kind: str) -> str:
    unit, when = asked.nearest, _period(geography, asked.nearest)
    if asked.unit:
        return f"{unit.code} {unit.name} ({kind}) is in force on {asked.on}: {when}."
    known = f"It is the code of {unit.name} ({kind}), {when}."
    return f"{unit.code} is not in force on {asked.on}. {known}"


def _period(geography: Geography, unit: Unit) -> str:
    begins = f"{unit.valid_from}"
    if unit.valid_from == geography.begins:
        begins = f"before {begins}, when the register begins,"
    return f"from {begins} until now" if unit.valid_to is None else f"from {begins} to {unit.valid_to - DAY}"


def _two_days(geography: Geography, asked: Asked, as_of: date) -> str:
    """Its territory, in whose hands it was on the one day and is on the other."""
    one, other = (_named(geography, on, _ends(geography, asked, on)) for on in (asked.on, as_of))
    return f"On {asked.on} this was {one}; on {as_of} it is {other}."


def _named(geography: Geography, on: date, codes: Iterable[str]) -> str:
    names = [f"{code} {geography.unit(code=code, on=on).name}" for code in codes]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or "not in the register"


def _tree(title: str, root: Unit, links: Sequence[Link], *, is_backward: bool) -> Iterator[str]:
    if links:
        yield f"\n{title}"
        yield f"  {root.code} {root.name}"
        yield from (f"  {line}" for line in _branches(root, links, is_backward=is_backward))


def _branches(unit: Unit, links: Sequence[Link], *, is_backward: bool) -> Iterator[str]:
    """The next links of the unit, each with those that follow it."""
    own = [link for link in links if (link.after if is_backward else link.before) == unit]
    here = [link for link in own if link.on == own[0].on]
    for link in here:
        is_last = link is here[-1]
        yield f"{'└' if is_last else '├'}─ {_branch(link, links, is_backward=is_backward)}"
        other = link.before if is_backward else link.after
        ahead = [one for one in links if (one.on < link.on if is_backward else one.on > link.on)]
        below = _branches(other, ahead, is_backward=is_backward)
        yield from (f"{' ' if is_last else '│'}  {line}" for line in below)


def _branch(link: Link, links: Iterable[Link], *, is_backward: bool) -> str:
    other = link.before if is_backward else link.after
    part = "" if link.is_whole else "a part of " if is_backward else "a part to "
    beside = [
        f"{'' if one.is_whole else 'a part of '}{one.before.code} {one.before.name}"
        for one in links
        if one.on == link.on and one.after == link.after and one.before != link.before
    ]
    together = f", with {', '.join(beside)}" if beside and not is_backward else ""
    return f"{link.on} {_happened(link.happened)}: {part}{other.code} {other.name}{together}"


def _happened(happened: Happened) -> str:
    return " and ".join(happened.kinds)


def _carried(geography: Geography, asked: Asked, as_of: date) -> Iterator[str]:
    """What each unit of the other day is made of, and what is in the way."""
    tier = asked.nearest.tier
    way = correspond(geography=geography, known_on=asked.on, to=as_of, tier=tier)
    weighted = correspond(geography=geography, known_on=asked.on, to=as_of, tier=tier, basis=Basis.POPULATION)
    for code in _ends(geography, asked, as_of):
        name = geography.unit(code=code, on=as_of).name
        yield f"{code} {name}: {_verdict(way.parts_of.get(code, ()))}"
        for obstacle in obstacles(correspondence=way, code=code, quantity=Quantity.TOTAL):
            yield f"  Not convertible. {obstacle.text}"
            yield from (f"  {line}" for line in _estimable(weighted.parts_of.get(code, ())))


def _estimable(parts: Sequence[Part]) -> Iterator[str]:
    """The shares by population, when all are known."""
    cut = [part for part in parts if not part.is_whole]
    if cut and all(part.share == part.share for part in cut):
        by_share: dict[str, list[str]] = {}
        for part in cut:
            by_share.setdefault(f"{part.share:.1%}", []).append(part.before)
        shares = "; ".join(f"{share} of {' + '.join(codes)}" for share, codes in by_share.items())
        sources = ", ".join(dict.fromkeys(source for part in cut for source in part.sources))
        yield f"Could be estimated by population: {shares} ({sources})."


def _ends(geography: Geography, asked: Asked, as_of: date) -> tuple[str, ...]:
    """The units of as_of that have something of the unit asked for."""
    unit = asked.nearest
    known_on = asked.on if asked.unit else unit.valid_from
    parts = correspond(geography=geography, known_on=known_on, to=as_of, tier=unit.tier).parts
    return tuple(part.after for part in parts if part.before == unit.code)


def _verdict(parts: Sequence[Part]) -> str:
    made_of = ", ".join(f"{'' if part.is_whole else 'a part of '}{part.before}" for part in parts)
    if not parts:
        return "nothing in the register leads to it."
    if any(not part.is_whole for part in parts):
        return f"made of {made_of}."
    if len(parts) == 1:
        return f"the same as {made_of}. Every kind of figure can be carried over."
    return f"the sum of {made_of}. Totals add up, rates are computed anew; medians and indices end there."


def _as_json(geography: Geography, asked: Asked, story: Lineage, as_of: date) -> dict[str, object]:
    way = correspond(geography=geography, known_on=asked.on, to=as_of, tier=asked.nearest.tier)
    return {
        "code": asked.code,
        "on": asked.on,
        "as_of": as_of,
        "is_in_force": asked.unit is not None,
        "unit": _unit(asked.nearest),
        "spells": [_unit(spell) for spell in asked.spells],
        "origins": [_link(link) for link in story.origins],
        "fate": [_link(link) for link in story.fate],
        "conversion": [
            {
                **_unit(geography.unit(code=code, on=as_of)),
                "made_of": [
                    {"code": part.before, "is_whole": part.is_whole} for part in way.parts_of.get(code, ())
                ],
                "obstacles": [
                    one.text for one in obstacles(correspondence=way, code=code, quantity=Quantity.TOTAL)
                ],
            }
            for code in _ends(geography, asked, as_of)
        ],
    }


def _unit(unit: Unit) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "level": unit.tier,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }


def _link(link: Link) -> dict[str, object]:
    return {
        "on": link.on,
        "changes": list(link.happened.kinds),
        "before": _unit(link.before),
        "after": _unit(link.after),
        "is_whole": link.is_whole,
    }
