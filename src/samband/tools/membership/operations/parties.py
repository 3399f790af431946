# SPDX-License-Identifier: EUPL-1.2
"""What stands on invoices: the association's own particulars, and where the invoices of each member go."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.engines.files import Unreadable, check_table_text
from samband.tools.membership.models import Buyer, Seller
from samband.tools.membership.queries.invoices import (
    BuyerRecord,
    SellerRecord,
    is_number,
    seller_record,
)
from samband.tools.membership.rules import RUN_MEMBERSHIP

COLUMNS = tuple(field.name for field in fields(BuyerRecord))
NEEDED = ("member", "organisation_number")


class BadBuyers(ValueError):  # noqa: N818  it names what was found
    """Every fault of a list of addresses; nothing was changed."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@transaction.atomic
def set_seller(*, seller: SellerRecord, by: Actor, at: datetime) -> SellerRecord:
    """Say what stands on invoices about the association. Invoices that are made stay as they are."""
    require(actor=by, permission=RUN_MEMBERSHIP)
    row = Seller.objects.select_for_update().first() or Seller()
    changed = [name for name, value in asdict(seller).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(seller, name))
    row.save()
    if changed:
        record(
            event="membership.seller_changed", by=by.reference, at=at, about="membership.seller",
            details={"fields": changed},
        )  # fmt: skip
    return seller_record(row=row)


@transaction.atomic
def set_buyers(*, buyers: Iterable[BuyerRecord], by: Actor, at: datetime) -> int:
    """Say where the invoices of these members go; others stay as they are. Returns how many."""
    require(actor=by, permission=RUN_MEMBERSHIP)
    rows = [Buyer(**asdict(one)) for one in buyers]
    others = [name for name in COLUMNS if name != "member"]
    Buyer.objects.bulk_create(
        rows, batch_size=200, update_conflicts=True, update_fields=others, unique_fields=["member"]
    )
    record(
        event="membership.buyers_changed", by=by.reference, at=at, about="membership.buyers",
        details={"members": len(rows)},
    )  # fmt: skip
    return len(rows)


def read_buyers(*, text: str, members: Iterable[str], country: str) -> tuple[BuyerRecord, ...]:
    """Addresses from a CSV text with the columns member, organisation_number and any of the others.

    members: codes that there are. Raises BadBuyers with every fault.
    """
    known, faults = frozenset(members), list[str]()
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    try:
        check_table_text(text=text, delimiter=delimiter)
    except Unreadable as bad:
        raise BadBuyers([fault.words(gettext) for fault in bad.faults]) from None
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
    header = [name.strip() for name in reader.fieldnames or ()]
    reader.fieldnames = header
    faults += _header_faults(header)
    found: dict[str, BuyerRecord] = {}
    for row in reader if not faults else ():
        values = {name: (row.get(name) or "").strip() for name in header if name in COLUMNS}
        faults += [f"{reader.line_num}: {text}" for text in _row_faults(values, known, found, country)]
        found[values["member"]] = BuyerRecord(**values)
    if faults:
        raise BadBuyers(faults)
    return tuple(found.values())


def _header_faults(header: list[str]) -> Iterator[str]:
    for name in NEEDED:
        if name not in header:
            yield gettext("The column %(name)s is missing.") % {"name": name}
    for name in header:
        if name not in COLUMNS:
            words = gettext("The column %(name)s is unknown. Allowed: %(known)s.")
            yield words % {"name": name, "known": ", ".join(COLUMNS)}


def _row_faults(
    values: dict[str, str], known: frozenset[str], found: dict[str, BuyerRecord], country: str
) -> Iterator[str]:
    member, number = values["member"], values["organisation_number"].replace(" ", "")
    values["organisation_number"] = number
    if member not in known:
        yield gettext("There is no member %(member)s.") % {"member": member}
    if member in found:
        yield gettext("%(member)s stands twice. Keep one.") % {"member": member}
    if not is_number(text=number, country=country):
        words = gettext("%(number)s is no organisation number: its last digit does not check the others.")
        yield words % {"number": number or "–"}
