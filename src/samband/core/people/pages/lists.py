# SPDX-License-Identifier: EUPL-1.2
"""Contact lists on the page, as CSV and as a spreadsheet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor, may
from samband.core.members.pages.words import size_label
from samband.core.members.queries import county_names, size_classes
from samband.core.people.analysis.cells import as_csv
from samband.core.people.card import EXPORT_CONTACTS
from samband.core.people.forms import ListForm
from samband.core.people.pages import words
from samband.core.people.pages.search import authority_choices, party_choices
from samband.core.people.queries.lists import ContactList, ListLine, ListWanted
from samband.core.people.rules import BodyKind, PostKind

SHOWN = 100


@dataclass(frozen=True, slots=True)
class PageLine:
    line: ListLine
    post: str
    body: str
    party: str
    email: str


@dataclass(frozen=True, slots=True)
class ListsPage:
    """made: None before anything is asked for. lines: the first SHOWN. addresses: to paste into a letter."""

    form: ListForm
    on: date
    made: ContactList | None
    lines: tuple[PageLine, ...]
    hidden: int
    is_with_addresses: bool
    addresses: str
    query: str


def list_form(*, actor: Actor, wanted: Mapping[str, str], today: date) -> ListForm:
    """With the choices this reader has."""
    is_all = may(actor=actor, permission=EXPORT_CONTACTS)
    places = authority_choices(on=today) if is_all else []
    return ListForm(
        wanted,
        authorities=places,
        counties=county_names(on=today),
        sizes=[(size.code, size_label(size)) for size in size_classes()],
        parties=party_choices(),
    )


def asked_for(*, form: ListForm) -> ListWanted:
    """What was chosen, when the form can be read; else nothing."""
    chosen = form.cleaned_data if form.is_valid() else {}
    return ListWanted(
        kind=PostKind(chosen["kind"]) if chosen.get("kind") else None,
        body_kind=BodyKind(chosen["body"]) if chosen.get("body") else None,
        authority=chosen.get("authority") or "",
        county=chosen.get("county") or "",
        size=chosen.get("size") or "",
        below=chosen.get("below"),
        party=chosen.get("party") or "",
    )


def lists_page(*, form: ListForm, made: ContactList | None, on: date, query: str) -> ListsPage:
    lines = tuple(map(_page_line, made.lines)) if made else ()
    return ListsPage(
        form=form,
        on=on,
        made=made,
        lines=lines,
        hidden=made.total - len(made.lines) if made else 0,
        is_with_addresses=any(line.private for line in made.lines) if made else False,
        addresses="; ".join(made.addresses) if made else "",
        query=query,
    )


def _page_line(line: ListLine) -> PageLine:
    body = line.office.body.in_language(get_language() or "en")
    return PageLine(line, words.post(office=line.office), body, words.party(office=line.office), _email(line))


def _email(line: ListLine) -> str:
    """The address, or without addresses whether there is one."""
    if line.private is None:
        return gettext("yes") if line.has_address else gettext("no")
    if line.private.email and not line.has_address:
        return gettext("%(email)s (this cannot be an address)") % {"email": line.private.email}
    return line.private.email


def list_as_csv(*, made: ContactList) -> str:
    return as_csv(header=_header(), rows=_rows(made))


def list_as_xlsx(*, made: ContactList) -> bytes:
    """Texts stay texts: no cell is a formula, none a link."""
    content = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, safe) as book:
        sheet = book.add_worksheet(gettext("Contacts")[:31])
        sheet.write_row(0, 0, _header(), book.add_format({"bold": True}))
        for number, row in enumerate(_rows(made), start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return content.getvalue()


def _header() -> tuple[str, ...]:
    return (
        gettext("Name"),
        gettext("Office"),
        gettext("Body"),
        gettext("Member"),
        gettext("Number of the member"),
        gettext("County"),
        gettext("Party"),
        gettext("E-mail"),
        gettext("Telephone"),
        gettext("Language"),
    )


def _rows(made: ContactList) -> list[tuple[str, ...]]:
    """An address that cannot be one is left out: a letter to it would come back."""
    language = get_language() or "en"
    return [
        (
            line.office.name,
            words.post(office=line.office),
            line.office.body.in_language(language),
            line.authority_name,
            line.office.body.authority,
            line.county_name,
            words.party(office=line.office),
            line.private.email if line.private and line.has_address else "",
            line.private.phone if line.private else "",
            line.private.language if line.private else "",
        )
        for line in made.lines
    ]
