# SPDX-License-Identifier: EUPL-1.2
"""Evidence: what was asked of a meeting or a case, under which law, and what came out. One way to keep it."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.engines.conflicts import Law, NoSuchLaw, screening_to_json
from samband.tools.ethics.analysis.evidence import people_in, run_again, state_of
from samband.tools.ethics.models import CaseCheck, LawAsItWas, Meeting, Screening
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import law_of


def keep_screening(
    *, of: Meeting | CaseCheck, register: str, agenda: str, by: str, at: datetime
) -> Screening:
    """Screen these files under the law of the day and keep all of it, the law too. Called in a transaction.

    by: reference of the actor. Raises Refused when no law of the country holds on the day.
    """
    law, known_at = _law(of.day), localdate(at)
    LawAsItWas.objects.get_or_create(digest=law.digest, defaults={"text": law.text})
    found = run_again(register=register, agenda=agenda, law=law, on=of.day, known_at=known_at)
    made = Screening.objects.create(
        meeting=of if isinstance(of, Meeting) else None,
        case=of if isinstance(of, CaseCheck) else None,
        law=law.code,
        law_digest=law.digest,
        known_at=known_at,
        register=register,
        agenda=agenda,
        result=screening_to_json(screening=found),
        state=state_of(register=register, agenda=agenda),
        screened_at=at,
        screened_by=by,
    )
    made.people.set(people_in(register=register))
    return made


def _law(on: date) -> Law:
    try:
        return law_of(on=on)
    except NoSuchLaw:
        text = gettext("No law of this country is known for decisions on %(day)s.")
        raise Refused(text % {"day": date_format(on)}) from None
