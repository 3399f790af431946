# SPDX-License-Identifier: EUPL-1.2
"""Somebody is named as one of the administration, and asked to write the own list of interests."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.card import DELEGATE
from samband.core.access.operations import invite
from samband.core.access.queries import actor_by_email
from samband.core.access.rules import FACTS, Actor, Grant, Role, may, require
from samband.core.access.rules import Refused as NotGiven
from samband.core.audit.operations import record
from samband.core.members.queries import latest_authority
from samband.core.notices.operations import MailSender
from samband.core.notices.queries import blocked
from samband.core.notices.rules import Channel, Mail, Sent
from samband.core.people import operations as people
from samband.core.people.operations import NewOffice, NewPerson
from samband.core.people.queries import bodies, offices_on, private_data
from samband.core.people.rules import BodyKind, OfficeRecord, PostKind, PrivateRecord
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.card import RECONCILE
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries.administration import STAFF, Employee, required_employee
from samband.tools.ethics.rules.administration import Asked, NewEmployee


@transaction.atomic
def name_employee(*, authority: str, new: NewEmployee, by: Actor, at: datetime) -> int:
    """Give somebody an office in the administration of one's own member; number of the person.

    It is not public. The register of people writes the event. Raises Refused, NotAllowed.
    """
    require(actor=by, permission=RECONCILE, authority=authority)
    _check(authority, new, by)
    office = NewOffice(
        body=_administration(authority, by, at), kind=PostKind.OTHER, valid_from=new.valid_from,
        valid_to=new.valid_to, post_name=" ".join(new.title.split())[:200],
    )  # fmt: skip
    person = new.person or NewPerson(name=new.name, email=new.email)
    try:
        return people.add_office(person=person, office=office, by=by, at=at).person
    except people.Refused as why:
        raise Refused(str(why)) from None


def ask_to_declare(*, authority: str, person: int, sign_in: str, mine: str, by: Actor, at: datetime) -> Asked:
    """Write to one of the administration that a list is missing; who has no access yet is invited.

    sign_in, mine: addresses of the sign-in and of the own list. A secretary cannot give access, a contact
    person can. Raises Refused, NotAllowed.
    """
    employee = required_employee(actor=by, authority=authority, person=person, on=localdate(at))
    reached = private_data(actor=by, person=person, at=at)
    if not reached.email:
        raise Refused(gettext("No e-mail address of this person is known. Write it under People first."))
    if blocked(channel=Channel.EMAIL, addresses=[reached.email]):
        raise Refused(gettext("Mails to this person come back, or are not wanted. Ask them yourself."))
    if not _has_access(authority, employee, reached.email, at):
        _invite(authority, employee, reached, sign_in, by, at)
        return Asked.INVITED
    _write(reached, mine)
    with transaction.atomic():
        _tell(authority, person, by, at)
    return Asked.WRITTEN_TO


def _check(authority: str, new: NewEmployee, by: Actor) -> None:
    """Raise Refused when something is missing, or somebody of the name is there already."""
    if not new.title.strip():
        raise Refused(gettext("Write what the person is in the administration."), "title")
    there = offices_on(actor=by, on=new.valid_from, authority=authority)
    if new.person is not None:
        if new.person not in {one.person for one in there}:
            raise Refused(
                gettext("That person holds no office in your member then. Choose another."), "person"
            )
    elif not new.name.strip():
        raise Refused(gettext("Write a name."), "name")
    elif fold(new.name) in {fold(one.name) for one in there if one.body.kind in STAFF}:
        text = gettext("%(name)s stands there already. Add another of the same name under People.")
        raise Refused(text % {"name": new.name.strip()}, "name")


def _administration(authority: str, by: Actor, at: datetime) -> str:
    """Code of the body, made when there is none yet."""
    known = bodies(actor=by, authority=authority, kinds=STAFF)
    if known:
        return known[0].code
    place = {"name": latest_authority(code=authority, on=localdate(at)).name}
    names = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names[language] = gettext("Administration of %(name)s") % place
    name = names.get(settings.LANGUAGE_CODE) or next(iter(names.values()))
    code = f"administration-{authority}"
    return people.register_body(
        code=code, name=name, kind=BodyKind.ADMINISTRATION, authority=authority, names=names, by=by, at=at
    ).code


def _has_access(authority: str, employee: Employee, email: str, at: datetime) -> bool:
    """Somebody's account already, or one that may say who it is."""
    held = actor_by_email(email=email, on=localdate(at)).grants
    return employee.has_account or Grant(Role.EMPLOYEE, authority) in held


@transaction.atomic
def _invite(
    authority: str, employee: Employee, reached: PrivateRecord, sign_in: str, by: Actor, at: datetime
) -> None:
    """The role lasts as long as the office."""
    if not may(actor=by, permission=DELEGATE, authority=authority):
        raise Refused(gettext("This person has no access yet. A contact person of your member can give it."))
    language = reached.language if reached.language in dict(settings.LANGUAGES) else ""
    try:
        invite(
            email=reached.email, name=employee.state.name, language=language,
            grant=Grant(Role.EMPLOYEE, authority), valid_from=localdate(at),
            valid_to=_until(employee.state.offices), address=sign_in, by=by, at=at,
        )  # fmt: skip
    except NotGiven as why:
        raise Refused(gettext(FACTS[why.reason])) from None
    _tell(authority, employee.state.person, by, at)


def _until(offices: tuple[OfficeRecord, ...]) -> date | None:
    ends = [one.valid_to for one in offices]
    return None if None in ends else max(end for end in ends if end)


def _write(reached: PrivateRecord, mine: str) -> None:
    with translation.override(reached.language or settings.LANGUAGE_CODE):
        words = {"link": mine, "association": settings.SAMBAND_ASSOCIATION}
        subject = render_to_string("ethics/ask_subject.txt", words)
        text = render_to_string("ethics/ask_message.txt", words)
    with MailSender() as sender:
        sent = sender.send(mail=Mail(reached.email, " ".join(subject.split()), text.strip() + "\n"))
    if sent is not Sent.YES:
        raise Refused(gettext("The mail could not be sent. Try again later, or ask them yourself."))


def _tell(authority: str, person: int, by: Actor, at: datetime) -> None:
    about = f"people.person:{person}"
    record(event="ethics.asked_to_declare", by=by.reference, at=at, about=about, authority=authority)
