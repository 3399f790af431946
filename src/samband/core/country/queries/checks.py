# SPDX-License-Identifier: EUPL-1.2
"""What must hold across the files of a pack. Row n of a file without a bad row stands on line n + 2."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from itertools import pairwise

from samband.core.country.queries.histories import spells_of
from samband.core.country.queries.inhabitants import population_faults
from samband.core.country.queries.shapes import shape_faults
from samband.core.country.rules import (
    LEVELS,
    LOCAL,
    AuthorityFact,
    Description,
    Fault,
    Pack,
    SizeClass,
    Tier,
)

FILE = "authorities.csv"


def check(*, pack: Pack, broken: Collection[str] = ()) -> Iterator[Fault]:
    """Every contradiction, worded. broken: files with bad rows; what depends on them is not looked at."""
    yield from (Fault("pack.yaml", 0, text) for text in _description(pack.description))
    if FILE in broken:
        return
    yield from _keys_stand_once(pack)
    yield from _authorities(pack)
    if not {"successions.csv", "weights.csv"} & set(broken):
        yield from shape_faults(pack=pack)
    if not {"successions.csv", "population.csv", "population_by_sex_and_age.csv"} & set(broken):
        yield from population_faults(pack=pack)


def _description(description: Description) -> Iterator[str]:
    languages = tuple(dict.fromkeys(("en", *description.languages)))
    for tier in description.tiers:
        yield from _tier(tier, languages)
    if not description.kinds(level=LOCAL):
        yield f"no tier has “level: {LOCAL}”. Say which authorities are nearest to the inhabitants."
    if missing := [language for language in languages if language not in description.names]:
        yield f"“names” lacks {', '.join(missing)}. Add the name of the country."
    if not description.sources:
        yield "“sources” is empty. Name where the facts come from."
    for source in description.sources:
        if not (source.title and source.publisher and source.licence):
            yield f"the source {source.key} lacks its title, publisher or licence. Add it."
    if not description.council_terms.source or not description.council_sizes.source:
        yield "“council_terms” and “council_minimum_seats” must name their source."
    yield from _size_classes(description.size_classes)


def _tier(tier: Tier, languages: tuple[str, ...]) -> Iterator[str]:
    for name, words in (("names", tier.names), ("plurals", tier.plurals), ("councils", tier.councils)):
        missing = [language for language in languages if not words.get(language)]
        if missing and (words or name != "councils"):
            yield f"the tier {tier.kind} has no “{name}” in {', '.join(missing)}. Add the word."


def _size_classes(sizes: tuple[SizeClass, ...]) -> Iterator[str]:
    for one, above in pairwise(sizes):
        if one.below != above.minimum:
            yield f"the size class {one.code} ends at {one.below}, {above.code} begins at {above.minimum}."


def _keys_stand_once(pack: Pack) -> Iterator[Fault]:
    keys: dict[str, list[tuple[object, ...]]] = {
        FILE: [(fact.code, fact.valid_from) for fact in pack.authorities],
        "population.csv": [(fact.code, fact.year) for fact in pack.populations],
        "population_by_sex_and_age.csv": [
            (fact.code, fact.year, fact.sex, fact.age_group) for fact in pack.population_cells
        ],
    }
    for file, found in keys.items():
        for key, times in Counter(found).items():
            if times > 1:
                yield Fault(
                    file, 0, f"{' / '.join(map(str, key))} stands {times} times. Keep one.", str(key[0])
                )


def _authorities(pack: Pack) -> Iterator[Fault]:
    spells = spells_of(pack=pack)
    tiers = {tier.kind: tier for tier in pack.description.tiers}
    for line, authority in enumerate(pack.authorities, start=2):
        for text in (*_authority(authority, pack, tiers), *_place(authority, spells, tiers)):
            yield Fault(FILE, line, text)


def _authority(authority: AuthorityFact, pack: Pack, tiers: dict[str, Tier]) -> Iterator[str]:
    code = authority.code
    if authority.kind not in tiers:
        yield f"{code} is a “{authority.kind}”, which is no tier of pack.yaml. Correct it."
    if authority.valid_to and authority.valid_to <= authority.valid_from:
        yield f"{code} ends on {authority.valid_to}, before it begins. valid_to is the day after."
    for name in authority.official_names:
        if name.language not in pack.description.name_languages:
            yield f"{code}: “{name.language}” is not among name_languages of pack.yaml. Add it there."


def _place(
    authority: AuthorityFact, spells: dict[str, list[AuthorityFact]], tiers: dict[str, Tier]
) -> Iterator[str]:
    if not authority.county_code:
        return
    above = _in_force(spells.get(authority.county_code, []), authority.valid_from)
    if above is None:
        yield f"{authority.code} lies in {authority.county_code}, which is not in force on that day."
    elif {authority.kind, above.kind} <= set(tiers):
        level, higher = tiers[authority.kind].level, tiers[above.kind].level
        if LEVELS.index(higher) < max(LEVELS.index(level), LEVELS.index(LOCAL)) or level == higher == LOCAL:
            yield f"{authority.code} lies in {above.code}, but its level “{level}” is not below “{higher}”."


def _in_force(spells: list[AuthorityFact], on: date) -> AuthorityFact | None:
    return next((fact for fact in spells if fact.is_in_force(on=on)), None)
