# SPDX-License-Identifier: EUPL-1.2
"""``law/*.yaml`` of a pack: bodies of rules on conflicts of interest. A pack may do without.

The form is that of ``engines.conflicts``; here only what ties a law to its country is looked at, and
whether the situations of ``vignettes/*.yaml`` come out as they are written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from samband.core.country.queries.packs import PACKS, chosen_description, chosen_folder
from samband.core.country.rules import Description, Fault, PackFaults
from samband.engines import rule_files
from samband.engines.conflicts import Law, Vignette, disagreements, load_laws, load_vignettes

FOLDER, SITUATIONS = "law", "vignettes"


@dataclass(frozen=True, slots=True)
class LawTrial:
    """Situations that have something to expect of a country's laws, and how many expectations held."""

    situations: int
    expectations: int


def chosen_laws(*, country: str) -> tuple[Law, ...]:
    """Of the pack that an installation chose; empty when it has none.

    Raises UnknownPack, and PackFaults with every fault of all law files.
    """
    laws = _laws(chosen_folder(country=country))
    if faults := tuple(_strangers(laws, chosen_description(country=country))):
        raise PackFaults(faults)
    return laws


def chosen_vignettes(*, country: str) -> tuple[Vignette, ...]:
    """The situations that a pack's laws can be asked about: its own, and those that all packs share.

    Of each, only what is expected of these laws. Raises as ``chosen_laws``.
    """
    return tuple(one for _, one in chosen_situations(country=country))


def chosen_situations(*, country: str) -> tuple[tuple[str, Vignette], ...]:
    """As ``chosen_vignettes``, each with its theme: the name of the file it stands in, without ending."""
    laws = chosen_laws(country=country)
    return tuple((Path(file).stem, one) for file, one in _situations(chosen_folder(country=country), laws))


def try_laws(*, country: str) -> LawTrial:
    """Screen every situation. Raises as ``chosen_laws``, also when one comes out otherwise than written."""
    laws = chosen_laws(country=country)
    asked = tuple(_situations(chosen_folder(country=country), laws))
    faults = tuple(
        Fault(f"{SITUATIONS}/{file}", 0, f"{told} Correct the rule, or what is expected of it.")
        for file, one in asked
        for told in disagreements(vignette=one, laws=laws)
    )
    if faults:
        raise PackFaults(faults)
    return LawTrial(len(asked), sum(len(one.expect) for _, one in asked))


@lru_cache(maxsize=8)
def _laws(folder: Path) -> tuple[Law, ...]:
    if not (folder / FOLDER).is_dir():
        return ()
    try:
        return load_laws(folder=folder / FOLDER)
    except rule_files.RuleFaults as found:
        raise _faults(FOLDER, found) from None


def _situations(folder: Path, laws: Sequence[Law]) -> Iterator[tuple[str, Vignette]]:
    """With the name of the file."""
    own = {law.code for law in laws} | {law.jurisdiction for law in laws}
    for path in (*sorted((PACKS / SITUATIONS).glob("*.yaml")), *sorted((folder / SITUATIONS).glob("*.yaml"))):
        for one in _vignettes(path):
            if expect := tuple(expected for expected in one.expect if expected.law in own):
                yield path.name, replace(one, expect=expect)


def _vignettes(path: Path) -> tuple[Vignette, ...]:
    try:
        return load_vignettes(path=path)
    except rule_files.RuleFaults as found:
        raise _faults(SITUATIONS, found) from None


def _faults(folder: str, found: rule_files.RuleFaults) -> PackFaults:
    return PackFaults(
        tuple(
            Fault(f"{folder}/{Path(one.file).name}", one.line, f"{one.what} {one.remedy}")
            for one in found.faults
        )
    )


def _strangers(laws: Sequence[Law], description: Description) -> Iterator[Fault]:
    """What would be right elsewhere: another jurisdiction, or words that the country does not read."""
    language = description.languages[0]
    for law in laws:
        file = f"{FOLDER}/{law.code}.yaml"
        if law.jurisdiction != description.country:
            what = f"The jurisdiction is {law.jurisdiction}, and the pack is of {description.country}."
            yield Fault(file, 0, f"{what} Move the file or correct it.")
        for rule in law.rules.values():
            if language not in rule.words:
                what = f"Rule {rule.id} has no words in {language}."
                yield Fault(file, 0, f"{what} Add them; say in the note of the law if they are a draft.")
