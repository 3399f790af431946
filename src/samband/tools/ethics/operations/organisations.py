# SPDX-License-Identifier: EUPL-1.2
"""Organisations and their kinds: what a register says weighs most, then who serves a council, then others."""

from collections.abc import Iterable, Mapping

from samband.engines.conflicts import OrganisationKind
from samband.tools.ethics.analysis.names import fold, visible
from samband.tools.ethics.models import Organisation
from samband.tools.ethics.rules import SourceKind, plain_number

_WEIGHT = {"": 0, SourceKind.PERSON: 1, SourceKind.CONTACT: 2, SourceKind.REGISTER: 3}


def organisation_row(
    *, name: str, number: str, is_official: bool = False, kind: str = "", kind_source: str = ""
) -> Organisation | None:
    """The organisation of this number, else of this name without a number; None without a name.

    is_official: a register says the name, so that it replaces what somebody wrote.
    kind, kind_source: what it is and who says so; ``set_kind``.
    """
    plain, whole = plain_number(number), " ".join(visible(name).split())[:200]
    if not whole:
        return None
    row = _row(plain, whole, is_official=is_official)
    set_kind(row=row, kind=kind, source=kind_source)
    return row


def set_kind(*, row: Organisation, kind: str, source: str) -> bool:
    """Whether the row says another kind now. Who weighs less does not change what others said; a person
    fills in what nobody said, and no more.
    """
    if not changes_kind(row=row, kind=kind, source=source):
        return False
    row.kind, row.kind_source = kind, source
    row.save(update_fields=["kind", "kind_source"])
    return True


def changes_kind(*, row: Organisation, kind: str, source: str) -> bool:
    if kind not in set(OrganisationKind) or kind == row.kind:
        return False
    is_free = not row.kind or source != SourceKind.PERSON
    return is_free and _WEIGHT[source] >= _WEIGHT[row.kind_source]


def set_kinds(*, kinds: Mapping[str, str], source: str) -> int:
    """Number of an organisation that is known here -> its kind; how many say another kind now."""
    found = with_other_kind(kinds=kinds, source=source)
    return sum(set_kind(row=row, kind=kinds[row.number], source=source) for row in found)


def with_other_kind(*, kinds: Mapping[str, str], source: str) -> Iterable[Organisation]:
    """Which ``set_kinds`` would change. Of a whole register: more numbers than one question may hold."""
    known = (row for row in Organisation.objects.exclude(number="").iterator() if row.number in kinds)
    return [row for row in known if changes_kind(row=row, kind=kinds[row.number], source=source)]


def _row(plain: str, whole: str, *, is_official: bool) -> Organisation:
    told = {"name": whole, "folded": fold(whole)}
    if not plain:
        return Organisation.objects.get_or_create(number="", folded=told["folded"], defaults=told)[0]
    if is_official:
        return Organisation.objects.update_or_create(number=plain, defaults=told)[0]
    return Organisation.objects.get_or_create(number=plain, defaults=told)[0]
