# SPDX-License-Identifier: EUPL-1.2
"""Units and roles of the Norwegian Central Coordinating Register for Legal Entities, as it publishes them.

Shape: data.brreg.no/enhetsregisteret/api/docs. Units in JSON (a list, or ``enheter`` in an answer of the
service) or CSV; roles as units with ``rollegrupper``. The files tell the roles of today without the day on
which they began.
"""

from collections.abc import Iterable, Iterator, Mapping

from samband.engines.conflicts import TieKind
from samband.engines.registers.faults import LeftOut, RegisterFault
from samband.engines.registers.found import FoundOrganisation, FoundPerson, FoundTie, Role
from samband.engines.registers.gathering import Gathering
from samband.engines.registers.records import Record, first_text, inside, objects_at, plain, text_at
from samband.engines.registers.roles import BRREG

KINDS: Mapping[str, str] = {
    **dict.fromkeys(("AS", "ASA", "ANS", "DA", "KS", "NUF", "PRE", "SE", "SF", "EOFG"), "company"),
    **dict.fromkeys(("SA", "BA", "BBL", "BRL", "GFS"), "cooperative"),
    **dict.fromkeys(("KOMM", "FYLK", "STAT", "ORGL", "ADOS"), "authority"),
    **dict.fromkeys(("KF", "FKF"), "municipal_enterprise"),
    "ENK": "sole_proprietorship",
    "FLI": "association",
    "STI": "foundation",
    "SPA": "savings_bank",
    "IKS": "intermunicipal_company",
}
"""Form of organisation -> kind. Others are not known here."""
OWNERS = frozenset({"EIKM", "DTPR", "DTSO"})
"""Roles in which an organisation owns a part: an owning municipality, a partner in a partnership."""


def read_brreg(*, found: Iterable[tuple[int, Record]], into: Gathering) -> None:
    """Units, with their roles where they have them."""
    for line, told in found:
        for unit in _units(told):
            if _unit(line, unit, into):
                _roles(line, unit, into)


def read_brreg_table(*, columns: list[str], rows: Iterable[tuple[int, list[str]]], into: Gathering) -> None:
    """Units in CSV: the same names, with a point before those inside, as ``organisasjonsform.kode``."""
    for line, cells in rows:
        told = dict(zip(columns, cells, strict=False))
        form = {"kode": told.get("organisasjonsform.kode", "")}
        _unit(line, {**told, "organisasjonsform": form}, into)


def is_unit(told: Record) -> bool:
    return "organisasjonsnummer" in told or bool(list(_units(told)))


def _units(told: Record) -> Iterator[Record]:
    """The unit, or those in it."""
    if "organisasjonsnummer" in told:
        yield told
    for listed in (("enheter",), ("_embedded", "enheter")):
        yield from (unit for unit in objects_at(told, *listed) if "organisasjonsnummer" in unit)


def _unit(line: int, told: Record, into: Gathering) -> bool:
    """Whether it has a number. What is told later about one that a role has named already is added to it."""
    number = text_at(told, "organisasjonsnummer").replace(" ", "")
    if not number:
        into.fault(RegisterFault.RECORD_WITHOUT_ID, line=line)
        return False
    known = into.organisations.get(number)
    form = text_at(told, "organisasjonsform", "kode")
    kind = KINDS.get(form, "")
    name = first_text(inside(told, "navn"))
    into.organisations[number] = FoundOrganisation(
        id=number,
        name=name or (known.name if known else ""),
        number=number,
        kind=kind or (known.kind if known else ""),
        is_public=kind in {"authority", "municipal_enterprise"} or bool(known and known.is_public),
        form=form or (known.form if known else ""),
    )
    return True


def _roles(line: int, unit: Record, into: Gathering) -> None:
    number = text_at(unit, "organisasjonsnummer").replace(" ", "")
    for group in objects_at(unit, "rollegrupper"):
        for place, told in enumerate(objects_at(group, "roller"), start=1):
            record = f"{number} {text_at(told, 'type', 'kode')} {place}"
            if inside(told, "fratraadt") is True or inside(told, "avregistrert") is True:
                into.leave(LeftOut.OVER)
            elif isinstance(told.get("person"), dict):
                _person(line, record, number, told, into)
            elif isinstance(told.get("enhet"), dict):
                _owner(line, record, number, told, into)
            else:
                into.fault(RegisterFault.NOBODY, line=line, record=record)


def _person(line: int, record: str, number: str, told: Record, into: Gathering) -> None:
    if inside(told, "person", "erDoed") is True:
        into.leave(LeftOut.DEAD)
        return
    parts = (text_at(told, "person", "navn", part) for part in ("fornavn", "mellomnavn", "etternavn"))
    name, born = " ".join(part for part in parts if part), text_at(told, "person", "fodselsdato")
    if not name:
        into.fault(RegisterFault.RECORD_WITHOUT_ID, line=line)
        return
    code = person_id(name=name, birth_date=born, place=record)
    into.people.setdefault(code, FoundPerson(code, name, born))
    word = text_at(told, "type", "kode")
    role = BRREG.get(word, Role.OTHER)
    what = text_at(told, "type", "beskrivelse") or word
    into.ties.append(
        FoundTie(
            who=code, kind=TieKind.POST, to=number, record=record, line=line, role=role,
            what=what if role is Role.OTHER else "", source=into.source,
        )
    )  # fmt: skip


def person_id(*, name: str, birth_date: str, place: str) -> str:
    """One person for one name and full date of birth; without it every mention is somebody of its own."""
    folded = " ".join(name.casefold().split())
    return plain(f"{folded} {birth_date}" if len(birth_date) == len("2026-03-31") else f"{place}: {folded}")


def _owner(line: int, record: str, number: str, told: Record, into: Gathering) -> None:
    other = told["enhet"]
    if text_at(told, "type", "kode") not in OWNERS:
        into.leave(LeftOut.ROLE_OF_COMPANY)
    elif _unit(line, other, into):
        who = text_at(other, "organisasjonsnummer").replace(" ", "")
        into.ties.append(
            FoundTie(
                who=who, kind=TieKind.OWNS, to=number, record=record, line=line, source=into.source,
            )
        )  # fmt: skip
