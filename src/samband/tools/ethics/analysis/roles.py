# SPDX-License-Identifier: EUPL-1.2
"""What a register in any published format says of posts, work and shares, held against who is known here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samband.engines.conflicts import TieKind
from samband.engines.files import Fault
from samband.engines.registers import Found, FoundOrganisation, FoundTie, LeftOut, Role
from samband.tools.ethics.analysis.organisation_forms import kind_of_form
from samband.tools.ethics.rules import InterestKind, PostRole, is_number, plain_number

SHARE_DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role or share of one person. role: of a post; what: what the file calls one that is none of ours.

    number: empty for an organisation that is known by its name alone. kind: of the organisation, '' when
    nothing tells it. valid_from: None when the file does not say; then it is known from its day on.
    """

    row: int
    number: str
    organisation: str
    role: PostRole | None
    what: str
    name: str
    birth_date: str
    valid_from: date | None
    valid_to: date | None
    kind: str = ""
    interest: InterestKind = InterestKind.POST
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """An organisation in an ownership. number: empty when it is known by its name alone."""

    number: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class OwnedRow:
    """One organisation owned by another. owner: None when the file says that nobody knows.

    share_low, share_high: percent, equal when exact, None when not known.
    """

    row: int
    owner: Side | None
    owned: Side
    share_low: Decimal | None
    share_high: Decimal | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RolesRead:
    """good: of people. owned: of organisations. faults, left_out: of the file, in its order."""

    good: tuple[RoleRow, ...]
    owned: tuple[OwnedRow, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[Fault, ...]


def rows_of(*, found: Found, country: str) -> RolesRead:
    """Of what stands in the file today. country: name of the pack, for numbers and legal forms.

    Memberships stay out: they tell convictions, and people declare them themselves.
    """
    ties = [tie for tie in found.ties if tie.withdrawn is None]
    used = [tie for tie in ties if tie.kind in {TieKind.POST, TieKind.OWNS}]
    unused = len(ties) - len(used)
    roles = [tie for tie in used if _is_of_person(tie, found)]
    left = (
        Fault(LeftOut.UNUSED, value=f"{TieKind.MEMBER_OF}, {TieKind.REPRESENTS}", limit=str(unused)),
    ) * bool(unused)
    return RolesRead(
        good=tuple(_role(tie, found, country) for tie in roles),
        owned=tuple(_owned(tie, found, country) for tie in used if not _is_of_person(tie, found)),
        faults=found.faults,
        left_out=(*found.left_out, *left),
    )


def _is_of_person(tie: FoundTie, found: Found) -> bool:
    person = found.people.get(tie.who)
    return person is not None and not person.is_unknown


def _role(tie: FoundTie, found: Found, country: str) -> RoleRow:
    person, side = found.people[tie.who], _side(found.organisations[tie.to], country)
    interest = _interest(tie)
    is_post = interest is InterestKind.POST
    exact = tie.part.exact if tie.part else None
    return RoleRow(
        row=tie.line,
        number=side.number,
        organisation=side.name,
        role=PostRole(tie.role) if is_post and tie.role else None,
        what=tie.what,
        name=person.name,
        birth_date=person.birth_date[:10],
        valid_from=tie.valid_from,
        valid_to=tie.valid_to,
        kind=side.kind,
        interest=interest,
        share=exact.quantize(SHARE_DIGITS) if exact is not None else None,
    )


def _interest(tie: FoundTie) -> InterestKind:
    if tie.kind is TieKind.OWNS:
        return InterestKind.OWNERSHIP
    return InterestKind.EMPLOYMENT if tie.role is Role.EMPLOYEE else InterestKind.POST


def _owned(tie: FoundTie, found: Found, country: str) -> OwnedRow:
    owner = found.organisations.get(tie.who)
    return OwnedRow(
        row=tie.line,
        owner=_side(owner, country) if owner and not owner.is_unknown else None,
        owned=_side(found.organisations[tie.to], country),
        share_low=tie.part.low.quantize(SHARE_DIGITS) if tie.part else None,
        share_high=tie.part.high.quantize(SHARE_DIGITS) if tie.part else None,
        valid_from=tie.valid_from,
        valid_to=tie.valid_to,
    )


def _side(one: FoundOrganisation, country: str) -> Side:
    number = plain_number(one.number)
    return Side(
        number=number if is_number(number=number, country=country) else "",
        name=one.name,
        kind=kind_of_form(form=one.form, country=country) or one.kind,
    )
