# SPDX-License-Identifier: EUPL-1.2
"""``law/*.yaml`` of a pack: bodies of rules on conflicts of interest. A pack may do without.

The form is that of ``engines.conflicts``; here only what ties a law to its country is looked at.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from samband.core.country.queries.packs import chosen_description, chosen_folder
from samband.core.country.rules import Description, Fault, PackFaults
from samband.engines import rule_files
from samband.engines.conflicts import Law, load_laws

FOLDER = "law"


def chosen_laws(*, country: str) -> tuple[Law, ...]:
    """Of the pack that an installation chose; empty when it has none.

    Raises UnknownPack, and PackFaults with every fault of all law files.
    """
    laws = _laws(chosen_folder(country=country))
    if faults := tuple(_strangers(laws, chosen_description(country=country))):
        raise PackFaults(faults)
    return laws


@lru_cache(maxsize=8)
def _laws(folder: Path) -> tuple[Law, ...]:
    if not (folder / FOLDER).is_dir():
        return ()
    try:
        return load_laws(folder=folder / FOLDER)
    except rule_files.RuleFaults as found:
        raise PackFaults(tuple(map(_fault, found.faults))) from None


def _fault(found: rule_files.Fault) -> Fault:
    name = Path(found.file).name
    return Fault(f"{FOLDER}/{name}", found.line, f"{found.what} {found.remedy}")


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
