# SPDX-License-Identifier: EUPL-1.2
"""The rows of a file of those elected, read without trust: what each says, and every fault of the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Self

from samband.core.people.analysis.addresses import email_state
from samband.core.people.analysis.columns import GENDERS, OFFICES, Columns
from samband.core.people.analysis.dates import NotADate, first_day
from samband.core.people.analysis.names import fold, fold_sorted, whole_name
from samband.core.people.rules import SINGLE, Gender, PostKind
from samband.engines.catalogues import gettext_noop
from samband.engines.files import FORMULA_SIGNS, Fault, FaultKind, shown


class EntryFault(FaultKind):
    """What makes a row of those elected unusable. Its whole council stays out until it is put right."""

    MISSING_COLUMN = (
        "people_missing_column",
        gettext_noop("no column is chosen for: {value}."),
        gettext_noop("Choose below which column holds it."),
    )
    RAGGED = (
        "people_ragged",
        gettext_noop("{value} cells, but the first row names {limit} columns."),
        gettext_noop("Add what is missing, or put text that holds the separator in quotation marks."),
    )
    NO_NAME = (
        "people_no_name",
        gettext_noop("there is no name."),
        gettext_noop("Write the name, or take the row out."),
    )
    FORMULA = (
        "people_formula",
        gettext_noop("“{value}” starts like a spreadsheet formula."),
        gettext_noop("Write it as plain text."),
    )
    UNKNOWN_MEMBER = (
        "people_unknown_member",
        gettext_noop("“{value}” is not a municipality or county on {limit}."),
        gettext_noop("Use its number or its name as in the register, for instance 0301."),
    )
    OTHER_MEMBER = (
        "people_other_member",
        gettext_noop("“{value}” is not the member that this file is for."),
        gettext_noop("Take the row out; each member loads its own council."),
    )
    UNKNOWN_OFFICE = (
        "people_unknown_office",
        gettext_noop("“{value}” is not an office that is elected here. Candidates are never stored."),
        gettext_noop("Use one of {allowed}, say below what the word means, or take the row out."),
    )
    UNKNOWN_GENDER = (
        "people_unknown_gender",
        gettext_noop("“{value}” is not a known word for a gender."),
        gettext_noop("Use one of {allowed}, leave it empty, or say below what the word means."),
    )
    BAD_ORDER = (
        "people_bad_order",
        gettext_noop("“{value}” is not a place on a list."),
        gettext_noop("Write a whole number from 1 to 999."),
    )
    BAD_BIRTH = (
        "people_bad_birth",
        gettext_noop("“{value}” is not a date or year of birth."),
        gettext_noop("Write 1970, 1970-05 or 1970-05-17."),
    )
    BAD_EMAIL = (
        "people_bad_email",
        gettext_noop("“{value}” cannot be an e-mail address."),
        gettext_noop("Correct it or leave it empty."),
    )
    TWICE = (
        "people_twice",
        gettext_noop("{value} has this office in row {limit} too."),
        gettext_noop("Take one of the rows out, or add the year of birth when they are two persons."),
    )
    TWO_HOLD_IT = (
        "people_two_hold_it",
        gettext_noop("one person holds this office at a time, but row {limit} has another."),
        gettext_noop("Correct the office in one of the rows."),
    )
    SAME_PLACE = (
        "people_same_place",
        gettext_noop("row {limit} has the same place on the same list of substitutes."),
        gettext_noop("Correct the number in one of the rows."),
    )


WORDS_OF_FIELDS: Mapping[str, str] = {
    "authority": gettext_noop("Municipality or county"),
    "name": gettext_noop("Name"),
    "given_name": gettext_noop("Given name"),
    "family_name": gettext_noop("Family name"),
    "party": gettext_noop("Party or list"),
    "office": gettext_noop("Office"),
    "order": gettext_noop("Place on the list"),
    "gender": gettext_noop("Gender as declared"),
    "birth_date": gettext_noop("Date or year of birth"),
    "email": gettext_noop("E-mail"),
    "phone": gettext_noop("Telephone"),
    "language": gettext_noop("Language"),
    "person_id": gettext_noop("Number of the person in the source"),
}
_OFFICES_HERE = tuple(dict.fromkeys(kind.value for kind in OFFICES.values()))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says. party: code when it is known, else empty with the name as it is written."""

    row: int
    authority: str
    name: str
    given_name: str = ""
    family_name: str = ""
    kind: str = PostKind.MEMBER
    party: str = ""
    party_name: str = ""
    order: int | None = None
    gender: str = Gender.UNKNOWN
    birth_date: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    person_id: str = ""

    def as_json(self) -> dict[str, object]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> Self:
        return cls(**kept)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Ground:
    """What rows are held against. members: number and folded name -> number. parties: folded word -> code.

    only: the one member whose file it is; empty for the whole country. day: in words, for messages.
    """

    members: Mapping[str, str]
    parties: Mapping[str, str]
    only: str = ""
    day: str = ""


@dataclass(slots=True)
class ReadEntries:
    """entries: rows without a fault of their own. faulty: members with a fault, whose council stays out."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    @property
    def good(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.authority not in self.faulty]


def read_entries(
    *, header: tuple[str, ...], rows: Iterable[tuple[int, list[str]]], columns: Columns, ground: Ground
) -> ReadEntries:
    """All rows and all faults. Empty rows are passed over."""
    read = ReadEntries()
    reader = _Reader(header, columns, ground)
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        faults, authority, entry = reader.read(number, cells)
        if entry is None:
            read.faults += faults
            read.faulty.add(authority)
        else:
            read.entries.append(entry)
    for authority, fault in _between_rows(read.entries):
        read.faults.append(fault)
        read.faulty.add(authority)
    read.faults.sort(key=lambda fault: fault.row)
    return read


class _Reader:
    """Reads one row at a time; a fault does not keep it from finding the next."""

    def __init__(self, header: tuple[str, ...], columns: Columns, ground: Ground) -> None:
        self.width, self.columns, self.ground = len(header), columns, ground
        self.places = {name: header.index(column) for name, column in columns.columns.items() if column}
        self.words = {
            name: {word.casefold(): code for word, code in to.items()} for name, to in columns.words.items()
        }
        self.faults: list[Fault] = []
        self.row, self.cells = 0, [""]

    def read(self, row: int, cells: list[str]) -> tuple[list[Fault], str, Entry | None]:
        self.faults, self.row, self.cells = [], row, cells
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            self._fault(EntryFault.RAGGED, value=str(len(cells)), limit=str(self.width))
        authority = self._authority()
        name = whole_name(name=self._cell("name"), given=self._cell("given_name"),
                          family=self._cell("family_name"))  # fmt: skip
        if not name:
            self._fault(EntryFault.NO_NAME)
        party, party_name = self._party()
        entry = Entry(
            row=row, authority=authority, name=name[:300],
            given_name=self._cell("given_name")[:200], family_name=self._cell("family_name")[:200],
            kind=self._office(), party=party, party_name=party_name[:200], order=self._order(),
            gender=self._gender(), birth_date=self._birth(), email=self._email(),
            phone=self._cell("phone")[:60], language=self._cell("language")[:10],
            person_id=self._cell("person_id")[:200],
        )  # fmt: skip
        return self.faults, authority, None if self.faults else entry

    def _cell(self, name: str) -> str:
        place = self.places.get(name)
        text = " ".join(self.cells[place].split()) if place is not None and place < len(self.cells) else ""
        if text.startswith(FORMULA_SIGNS) and name != "phone":
            self._fault(EntryFault.FORMULA, name, value=shown(text))
            return ""
        return text

    def _fault(self, kind: FaultKind, name: str = "", **more: object) -> None:
        fault = Fault(kind, row=self.row, column=self.columns.columns.get(name, ""), **more)  # type: ignore[arg-type]
        if fault not in self.faults:
            self.faults.append(fault)

    def _authority(self) -> str:
        text, only = self._cell("authority"), self.ground.only
        if only and not text:
            return only
        code = self.ground.members.get(text) or self.ground.members.get(fold(text), "")
        if not code and text.isdigit():
            code = self.ground.members.get(text.zfill(4), "")
        if not code:
            self._fault(EntryFault.UNKNOWN_MEMBER, "authority", value=shown(text), limit=self.ground.day)
        elif only and code != only:
            self._fault(EntryFault.OTHER_MEMBER, "authority", value=shown(text))
        return code

    def _word(self, name: str) -> str:
        text = self._cell(name)
        return self.words.get(name, {}).get(text.casefold(), text)

    def _office(self) -> PostKind:
        text = self._word("office")
        kind = OFFICES.get(text.casefold()) if text else PostKind.MEMBER
        if kind is None:
            self._fault(EntryFault.UNKNOWN_OFFICE, "office", value=shown(text), allowed=_OFFICES_HERE)
        return kind or PostKind.MEMBER

    def _gender(self) -> Gender:
        text = self._word("gender")
        gender = GENDERS.get(text.casefold())
        if gender is None:
            allowed = tuple(one.value for one in Gender)
            self._fault(EntryFault.UNKNOWN_GENDER, "gender", value=shown(text), allowed=allowed)
        return gender or Gender.UNKNOWN

    def _party(self) -> tuple[str, str]:
        text = self._word("party")
        code = self.ground.parties.get(fold(text), "") if text else ""
        return code, "" if code else text

    def _order(self) -> int | None:
        text = self._cell("order")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 999):
            self._fault(EntryFault.BAD_ORDER, "order", value=shown(text))
            return None
        return int(text)

    def _birth(self) -> str:
        text = _turned(self._cell("birth_date")[:10])
        try:
            return text if not text or 1880 <= first_day(text).year <= 2100 else self._bad_birth(text)
        except NotADate:
            return self._bad_birth(text)

    def _bad_birth(self, text: str) -> str:
        self._fault(EntryFault.BAD_BIRTH, "birth_date", value=shown(text))
        return ""

    def _email(self) -> str:
        text = self._cell("email")
        if email_state(address=text) == "wrong":
            self._fault(EntryFault.BAD_EMAIL, "email", value=shown(text))
        return text


def _turned(text: str) -> str:
    """17.05.1970 as 1970-05-17."""
    day, month, year = (*text.replace("/", ".").split("."), "", "")[:3]
    is_turned = len(year) == 4 and (day + month + year).isdigit()
    return f"{year}-{month:0>2}-{day:0>2}" if is_turned else text


def _between_rows(entries: Iterable[Entry]) -> Iterator[tuple[str, Fault]]:
    """What two rows of one member cannot both say."""
    holders: dict[tuple[str, ...], int] = {}
    for entry in entries:
        who = f"{fold_sorted(entry.name)}|{entry.birth_date}|{entry.person_id}"
        rules: list[tuple[tuple[str, ...], FaultKind]] = [
            ((entry.authority, entry.kind, "who", who), EntryFault.TWICE)
        ]
        if entry.kind in SINGLE:
            rules.append(((entry.authority, entry.kind), EntryFault.TWO_HOLD_IT))
        if entry.kind == PostKind.SUBSTITUTE and entry.order:
            party = entry.party or fold(entry.party_name)
            rules.append(((entry.authority, "place", party, str(entry.order)), EntryFault.SAME_PLACE))
        for key, kind in rules:
            first = holders.setdefault(key, entry.row)
            if first != entry.row:
                yield entry.authority, Fault(kind, row=entry.row, value=entry.name, limit=str(first))
                break
