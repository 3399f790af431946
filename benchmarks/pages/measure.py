# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.pages.measure NAME [TIMES]``: one page of the demo association, in its own process.

The home folder is that of the environment. Prints JSON: the first answer after the start page, as somebody
meets it who comes first after a restart, when the process has read ahead as it does by itself; then many
answers, each time with other arguments.
"""

import json
import os
import sys
from dataclasses import dataclass
from random import Random

from benchmarks.visits import asked, milliseconds, signed_in

TIMES, UNCOUNTED = 60, 5
WAVE, BEFORE = "local-democracy-2025", "local-democracy-2021"
ANALYST, CONTACT, ANYBODY = "analyst@example.org", "oslo@example.org", ""
CHOICE = "measure={measure}&group={group}&statistic={statistic}"
OF_WAVE, OF_MEMBER = f"/surveys/{WAVE}/", f"/surveys/{WAVE}/members/{{member}}/"


@dataclass(frozen=True)
class Visit:
    """What stands in braces is another each time. is_file: told, but no page that somebody waits to read."""

    address: str
    reader: str = ANYBODY
    is_file: bool = False


VISITS = {
    "the waves": Visit("/surveys/"),
    "the waves, for an analyst": Visit("/surveys/", ANALYST),
    "a wave": Visit(f"{OF_WAVE}?{CHOICE}"),
    "a wave, the one before": Visit(f"/surveys/{BEFORE}/?{CHOICE}"),
    "a wave, for a contact person": Visit(f"{OF_WAVE}?{CHOICE}", CONTACT),
    "a measure": Visit(f"{OF_WAVE}measures/{{measure}}/?group={{group}}&statistic={{statistic}}"),
    "a measure, with a member": Visit(f"{OF_WAVE}measures/{{measure}}/?group={{group}}&member={{member}}"),
    "a member": Visit(OF_MEMBER),
    "a member beside similar ones": Visit(f"{OF_MEMBER}?beside=similar"),
    "a member beside chosen ones": Visit(f"{OF_MEMBER}?beside=chosen&member={{other}}&member={{third}}"),
    "a member in the wave before": Visit(f"/surveys/{BEFORE}/members/{{member_before}}/"),
    "a member, for its contact person": Visit(f"/surveys/{WAVE}/members/0301/", CONTACT),
    "a report": Visit(f"{OF_MEMBER}report/?language={{language}}"),
    "how it was done": Visit(f"{OF_WAVE}method/"),
    "downloads": Visit(f"{OF_WAVE}downloads/"),
    "the work on a wave": Visit(f"{OF_WAVE}manage/", ANALYST),
    "the review of a wave": Visit("/surveys/{wave}/manage/review/", ANALYST),
    "before publishing": Visit("/surveys/{wave}/manage/publish/", ANALYST),
    "members that take part": Visit(f"{OF_WAVE}manage/participants/", ANALYST),
    "the catalogue": Visit("/publications/"),
    "the catalogue for portals": Visit("/publications/catalogue.jsonld"),
    "a member's figures, CSV": Visit(f"{OF_MEMBER}figures.csv", is_file=True),
    "all figures, CSV": Visit("/publications/surveys-{wave}/1/table.csv", is_file=True),
    "the bundle of a wave": Visit("/publications/surveys-{wave}/1/open-data.zip", is_file=True),
    "a report, PDF": Visit(f"{OF_MEMBER}report.pdf?language={{language}}", is_file=True),
    "a report, XLSX": Visit(f"{OF_MEMBER}report.xlsx?language={{language}}", is_file=True),
}


def main(name: str, times: str = str(TIMES)) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samband.site.settings")
    django.setup()
    from django.test import Client

    from samband.site.warming import read_all, set_aside

    read_all()
    set_aside()
    visit, chance, given = VISITS[name], Random(7), _given()

    def address() -> str:
        return visit.address.format(**{name: chance.choice(values) for name, values in given.items()})

    client = signed_in(visit.reader) if visit.reader else Client()
    milliseconds(client, "/")
    first, first_process = milliseconds(client, address())
    found = asked(client, address, times=int(times), uncounted=UNCOUNTED)
    print(json.dumps({"first": first, "first_process": first_process, **found}))


def _given() -> dict[str, list[str]]:
    """From the database, by queries that keep nothing in memory."""
    from samband.core.access.rules import INSTALLATION
    from samband.tools.surveys import queries

    wave = queries.wave(actor=INSTALLATION, slug=WAVE)
    asked = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    members, before = (
        [one.authority for one in queries.participants(actor=INSTALLATION, wave=slug)]
        for slug in (WAVE, BEFORE)
    )
    return {
        "wave": [WAVE, BEFORE],
        "member": members,
        "other": members,
        "third": members,
        "member_before": before,
        "measure": list(asked.measures),
        "group": list(asked.groups),
        "statistic": ["mean", "share"],
        "language": ["en", "nb", "ro"],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
