# SPDX-License-Identifier: EUPL-1.2
"""One council: the old term ends, the new one is what the file says."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext, override

from samband.core.members.queries.register import names_on
from samband.core.people import models
from samband.core.people.analysis.addresses import email_state
from samband.core.people.analysis.entries import Entry
from samband.core.people.analysis.matching import Outcome
from samband.core.people.analysis.names import fold
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import NewPerson, make_persons
from samband.core.people.operations.register import post_row
from samband.core.people.operations.turnover.known import party_words
from samband.core.people.queries.turnover import SAME
from samband.core.people.rules import BodyKind, Gender, OrganisationKind, PostKind, is_public

_FILLED = ("birth_date", "language", "email", "phone")


@transaction.atomic
def load_council(*, turnover: models.Turnover, authority: str, at: datetime) -> None:
    """End what was held before the first day of the term, and make the new offices those of the file.

    Offices of the same day that an earlier file made and this one does not name are taken away: so a second
    file puts right the first.
    """
    lines = list(turnover.rows.filter(authority=authority).exclude(row=0).order_by("row"))
    body = _body(turnover, authority)
    models.Office.objects.filter(body=body, valid_from__lt=turnover.begins).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=turnover.begins)
    ).update(valid_to=turnover.begins, stated_to="")
    persons = _persons(lines, at)
    wanted = _offices(turnover, body, lines, persons)
    gone = _replace(turnover, body, wanted)
    changed = models.Office.objects.filter(body=body, valid_to=turnover.begins)
    ended = list(changed.values_list("person_id", flat=True))
    follow_offices(persons=[*ended, *(office.person_id for office in wanted), *(one.pk for one in gone)])
    _forget(gone)
    count_anew(bodies=[body.pk])


def _body(turnover: models.Turnover, authority: str) -> models.Body:
    """The council of the member, made when it is the first."""
    found = models.Body.objects.filter(authority=authority, kind=turnover.body_kind).order_by("pk").first()
    if found is not None:
        return found
    name = names_on(codes=[authority], on=turnover.begins).get(authority, authority)
    names = {}
    for language, _words in settings.LANGUAGES:
        with override(language):
            names[language] = gettext("Council of %(name)s") % {"name": name}
    others = [{"lang": language, "name": text} for language, text in names.items()]
    return models.Body.objects.create(
        code=f"{turnover.body_kind}-{authority}", name=names.get("en", name), other_names=others,
        kind=turnover.body_kind, authority=authority,
    )  # fmt: skip


def _persons(lines: Sequence[models.TurnoverRow], at: datetime) -> dict[int, models.Person]:
    """Line -> who it is: as known, as decided, else somebody new, whom the line names from now on."""
    known = {line.pk: line.person_id for line in lines if line.person_id and _is_same(line)}
    there = models.Person.objects.in_bulk(list(known.values()))
    found = {line: there[person] for line, person in known.items() if person in there}
    new = [line for line in lines if line.pk not in found]
    made = make_persons(new=[_new(_first(line)) for line in new], at=at)
    for line, person in zip(new, made, strict=True):
        found[line.pk] = line.person = person
        line.decision = SAME
    models.TurnoverRow.objects.bulk_update(new, ["person", "decision"])
    _fill([(found[line.pk], _first(line)) for line in lines], at)
    return found


def _is_same(line: models.TurnoverRow) -> bool:
    return line.outcome in (Outcome.STAYED, Outcome.CAME) or line.decision == SAME


def _first(line: models.TurnoverRow) -> Entry:
    return Entry.from_json(line.entry["rows"][0])


def _new(entry: Entry) -> NewPerson:
    return NewPerson(
        name=entry.name,
        gender=Gender(entry.gender),
        given_name=entry.given_name,
        family_name=entry.family_name,
    )


def _fill(pairs: Sequence[tuple[models.Person, Entry]], at: datetime) -> None:
    """What the file knows and the register does not, or knows otherwise: contact data, birth, gender."""
    held = {row.person_id: row for row in models.PrivateData.objects.filter(person__in=[p for p, _ in pairs])}
    new: list[models.PrivateData] = []
    changed: list[models.PrivateData] = []
    persons: list[models.Person] = []
    for person, entry in pairs:
        private = held.get(person.pk) or models.PrivateData(person=person)
        if _filled(private, entry, at):
            (changed if private.pk else new).append(private)
        if _declared(person, entry):
            persons.append(person)
    models.PrivateData.objects.bulk_create(new)
    models.PrivateData.objects.bulk_update(changed, [*_FILLED, "email_state", "changed_at"])
    models.Person.objects.bulk_update(persons, ["gender", "identifiers"])


def _filled(private: models.PrivateData, entry: Entry, at: datetime) -> bool:
    told = {name: getattr(entry, name) for name in _FILLED if getattr(entry, name)}
    is_less = len(told.get("birth_date", "")) < len(private.birth_date)
    if is_less:
        told.pop("birth_date", None)
    fresh = {name: value for name, value in told.items() if getattr(private, name) != value}
    for name, value in fresh.items():
        setattr(private, name, value)
    if fresh:
        private.email_state, private.changed_at = email_state(address=private.email), at
    return bool(fresh)


def _declared(person: models.Person, entry: Entry) -> bool:
    is_new = False
    if entry.gender not in (Gender.UNKNOWN, person.gender):
        person.gender, is_new = entry.gender, True
    known = {str(other.get("identifier", "")) for other in person.identifiers}
    if entry.person_id and entry.person_id not in known:
        person.identifiers = [*person.identifiers, {"scheme": "election", "identifier": entry.person_id}]
        is_new = True
    return is_new


def _offices(
    turnover: models.Turnover,
    body: models.Body,
    lines: Sequence[models.TurnoverRow],
    persons: Mapping[int, models.Person],
) -> list[models.Office]:
    rows = [(persons[line.pk], Entry.from_json(kept)) for line in lines for kept in line.entry["rows"]]
    parties = _parties([entry for _person, entry in rows], body.authority)
    posts = {
        kind: post_row(body=body, kind=PostKind(kind)) for kind in dict.fromkeys(e.kind for _p, e in rows)
    }
    return [
        models.Office(
            person=person, post=posts[entry.kind], body=body, kind=entry.kind, authority=body.authority,
            is_public=is_public(post=PostKind(entry.kind), body=BodyKind(body.kind)),
            sort_name=person.sort_name, party=parties.get(entry.party or entry.party_name),
            term=turnover.term, list_order=entry.order, valid_from=turnover.begins, turnover=turnover,
        )
        for person, entry in rows
    ]  # fmt: skip


def _parties(entries: Sequence[Entry], authority: str) -> dict[str, models.Organisation]:
    """Code, or name as written -> party. A list nobody knew is made, for this member alone."""
    known = party_words()
    wanted = {entry.party or entry.party_name for entry in entries} - {""}
    codes = {word: known.get(fold(word)) or _made(word, authority) for word in wanted}
    rows = models.Organisation.objects.in_bulk(list(codes.values()), field_name="code")
    return {word: rows[code] for word, code in codes.items()}


def _made(name: str, authority: str) -> str:
    slug = slugify(name, allow_unicode=True)[:50] or "list"
    code = f"list-{authority}-{slug}"
    fields = {"name": name, "kind": OrganisationKind.PARTY}
    return str(models.Organisation.objects.get_or_create(code=code, defaults=fields)[0].code)


def _replace(
    turnover: models.Turnover, body: models.Body, wanted: Sequence[models.Office]
) -> list[models.Person]:
    """Make the offices of the first day those that are wanted; whom that leaves without one is returned."""
    held = list(models.Office.objects.filter(body=body, valid_from=turnover.begins).select_related("person"))
    by_key = {(office.person_id, office.kind): office for office in held}
    keys = {(office.person_id, office.kind) for office in wanted}
    changed = [by_key[key] for office in wanted if (key := (office.person_id, office.kind)) in by_key]
    for office in wanted:
        if there := by_key.get((office.person_id, office.kind)):
            there.party, there.list_order, there.term = office.party, office.list_order, office.term
            there.turnover = turnover
    models.Office.objects.bulk_update(changed, ["party", "list_order", "term", "turnover"])
    models.Office.objects.bulk_create(
        [office for office in wanted if (office.person_id, office.kind) not in by_key]
    )
    gone = [office for office in held if office.turnover_id and (office.person_id, office.kind) not in keys]
    models.Office.objects.filter(pk__in=[office.pk for office in gone]).delete()
    return [office.person for office in gone]


def _forget(persons: Sequence[models.Person]) -> None:
    """Somebody whom only an earlier file named, by mistake, is not kept."""
    without = models.Person.objects.filter(
        pk__in=[person.pk for person in persons], offices__isnull=True, account="", source=""
    )
    without.delete()
