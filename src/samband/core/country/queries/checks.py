# SPDX-License-Identifier: EUPL-1.2
"""What must hold across the files of a pack. Runs on files without a bad row: row n stands on line n + 2."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from samband.core.country.rules import AuthorityFact, Fault, Pack, SuccessionFact

SEXES = frozenset({"female", "male"})
SUCCESSION_KINDS = frozenset({"renumbered", "merged", "split"})


def check(*, pack: Pack) -> Iterator[Fault]:
    """Every contradiction between rows, worded."""
    yield from _keys_stand_once(pack)
    for line, authority in enumerate(pack.authorities, start=2):
        yield from (Fault("authorities.csv", line, text) for text in _authority(authority, pack))
    yield from _successions(pack)
    yield from _populations(pack)


def _keys_stand_once(pack: Pack) -> Iterator[Fault]:
    keys: dict[str, list[tuple[object, ...]]] = {
        "authorities.csv": [(fact.code, fact.valid_from) for fact in pack.authorities],
        "population.csv": [(fact.code, fact.year) for fact in pack.populations],
        "population_by_sex_and_age.csv": [
            (fact.code, fact.year, fact.sex, fact.age_group) for fact in pack.population_cells
        ],
    }
    for file, found in keys.items():
        for key, times in Counter(found).items():
            if times > 1:
                yield Fault(file, 0, f"{' / '.join(map(str, key))} stands {times} times. Keep one.")


def _authority(authority: AuthorityFact, pack: Pack) -> Iterator[str]:
    code = authority.code
    if authority.kind not in {tier.kind for tier in pack.description.tiers}:
        yield f"{code} is a “{authority.kind}”, which is no tier of pack.yaml."
    if authority.valid_to and authority.valid_to <= authority.valid_from:
        yield f"{code} ends on {authority.valid_to}, before it begins. valid_to is the day after."
    if authority.county_code and not _in_force(pack, authority.county_code, authority.valid_from):
        yield f"{code} lies in {authority.county_code}, which is not in force on that day."
    for name in authority.official_names:
        if name.language not in pack.description.name_languages:
            yield f"{code}: “{name.language}” is not among name_languages of pack.yaml."


def _in_force(pack: Pack, code: str, on: date) -> bool:
    return any(
        fact.code == code and fact.valid_from <= on and (fact.valid_to is None or on < fact.valid_to)
        for fact in pack.authorities
    )


def _successions(pack: Pack) -> Iterator[Fault]:
    ends = {(fact.code, fact.valid_to) for fact in pack.authorities}
    begins = {(fact.code, fact.valid_from) for fact in pack.authorities}
    for line, fact in enumerate(pack.successions, start=2):
        yield from (Fault("successions.csv", line, text) for text in _succession(fact, ends, begins))


def _succession(
    fact: SuccessionFact, ends: set[tuple[str, date | None]], begins: set[tuple[str, date]]
) -> Iterator[str]:
    if fact.kind not in SUCCESSION_KINDS:
        yield f"“{fact.kind}” is no kind of succession. Write renumbered, merged or split."
    if fact.kind != "merged" and (fact.code_before, fact.on) not in ends:
        yield f"{fact.code_before} does not end on {fact.on}. Correct valid_to or the date."
    if fact.kind == "renumbered" and (fact.code_after, fact.on) not in begins:
        yield f"{fact.code_after} does not begin on {fact.on}. Correct valid_from or the date."


def _populations(pack: Pack) -> Iterator[Fault]:
    codes = {fact.code for fact in pack.authorities}
    for code in sorted({fact.code for fact in pack.populations} - codes):
        yield Fault("population.csv", 0, f"{code} is no authority of authorities.csv.")
    file = "population_by_sex_and_age.csv"
    for code in sorted({fact.code for fact in pack.population_cells} - codes):
        yield Fault(file, 0, f"{code} is no authority of authorities.csv.")
    for sex in sorted({fact.sex for fact in pack.population_cells} - SEXES):
        yield Fault(file, 0, f"“{sex}” is no sex of the official statistics. Write female or male.")
