# SPDX-License-Identifier: EUPL-1.2
"""Some Norwegian municipalities from 2017 to 2024, written down from the official changes of each year.

Larvik took in Lardal in 2018 and had a new number in 2020 and 2024. Røros and Rindal came to Trøndelag.
Snillfjord and Tysfjord were divided among others in 2020; Ålesund was put together that year and gave up
Haram in 2024. Stavanger kept its number when it took in two islands. Oslo and Utsira never changed.
"""

from datetime import date

from samband.engines.geography import Change, ChangeKind, Unit

IN_2016, IN_2018, IN_2020, IN_2024 = (date(year, 1, 1) for year in (2016, 2018, 2020, 2024))
ORIGIN = date(2015, 1, 1)
NAMES = {
    "0301": "Oslo", "1151": "Utsira", "1103": "Stavanger", "1141": "Finnøy", "1142": "Rennesøy",
    "0709": "Larvik", "0728": "Lardal", "0712": "Larvik", "3805": "Larvik", "3909": "Larvik",
    "0219": "Bærum", "3024": "Bærum", "3201": "Bærum", "1640": "Røros", "5025": "Røros",
    "1567": "Rindal", "5061": "Rindal",
    "1504": "Ålesund", "1523": "Ørskog", "1529": "Skodje", "1534": "Haram", "1546": "Sandøy",
    "1507": "Ålesund", "1508": "Ålesund", "1580": "Haram",
    "1613": "Snillfjord", "5012": "Snillfjord", "1617": "Hitra", "5013": "Hitra", "5056": "Hitra",
    "1638": "Orkdal", "5024": "Orkdal", "1622": "Agdenes", "5016": "Agdenes", "1636": "Meldal",
    "5023": "Meldal", "5059": "Orkland", "1612": "Hemne", "5011": "Hemne", "1571": "Halsa", "5055": "Heim",
    "1850": "Tysfjord", "1805": "Narvik", "1854": "Ballangen", "1849": "Hamarøy", "1806": "Narvik",
    "1875": "Hamarøy",
}  # fmt: skip
ROWS = """
2018 merged 0709 0712, 0728 0712
2018 renumbered 1640 5025, 1613 5012, 1617 5013, 1638 5024, 1622 5016, 1636 5023, 1612 5011
2019 renumbered 1567 5061
2020 renumbered 0712 3805, 0219 3024
2020 merged 1103 1103, 1141 1103, 1142 1103
2020 merged 1504 1507, 1523 1507, 1529 1507, 1534 1507, 1546 1507
2020 split 5012 5055, 5012 5056, 5012 5059
2020 merged 5013 5056, 5024 5059, 5016 5059, 5023 5059, 5011 5055, 1571 5055
2020 split 1850 1806, 1850 1875
2020 merged 1805 1806, 1854 1806, 1849 1875
2024 renumbered 3805 3909, 3024 3201
2024 split 1507 1508, 1507 1580
"""


def _changes() -> tuple[Change, ...]:
    found = []
    for line in ROWS.strip().splitlines():
        year, kind, pairs = line.split(maxsplit=2)
        for pair in pairs.split(", "):
            before, after = pair.split()
            found.append(Change(date(int(year), 1, 1), ChangeKind(kind), before, after))
    return tuple(found)


CHANGES = _changes()


def _unit(code: str) -> Unit:
    """From its first change as a successor to its last as a predecessor."""
    begins = [change.on for change in CHANGES if change.after == code != change.before]
    ends = [change.on for change in CHANGES if change.before == code != change.after]
    is_kept = any(change.before == change.after == code for change in CHANGES)
    start = min(begins) if begins and not is_kept else ORIGIN
    return Unit(code, NAMES[code], "municipality", start, min(ends) if ends else None)


UNITS = tuple(map(_unit, NAMES))
