# SPDX-License-Identifier: EUPL-1.2
"""How an ask may be answered, and the questionnaire that is kept with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext

from samband.core.collect.models import Ask, Form
from samband.core.collect.queries.forms import NoForm, form_instrument
from samband.core.collect.rules import KEEP_CONTACTS_DAYS, LEAST_TOGETHER, MODES, OPEN_LINK_PER_HOUR, AskState
from samband.engines.instrument import Instrument, instrument_files
from samband.engines.instrument.audit import accessibility_faults, language_gaps

_STEM = "form"
_TOLD = 5
"""Obstacles that are told at once."""


class NotAsPlanned(ValueError):  # noqa: N818  it names the fact
    """The set-up does not fit the questionnaire, or itself. The text says what and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How an ask may be answered. languages: empty for every language that is complete.

    channels: modes that may bring answers. opens_at, closes_at: it takes answers from one up to the other.
    about: language -> heading -> text for the respondent. open_link: anybody may answer, link_per_hour times
    an hour from one network address. least_together: answers of one group in one unit that leave the ballot
    box together while the ask is open. keep_contacts_days: contact data goes so long after the end.
    """

    languages: Sequence[str] = ()
    channels: Sequence[str] = MODES
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    about: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    open_link: bool = False
    link_per_hour: int = OPEN_LINK_PER_HOUR
    least_together: int = LEAST_TOGETHER
    keep_contacts_days: int = KEEP_CONTACTS_DAYS


def set_form(*, asked: Ask, instrument: Instrument) -> None:
    """Keep the questionnaire with the ask as it is now. The caller saves the ask."""
    asked.instrument_code, asked.instrument_version = instrument.code, instrument.version
    asked.instrument_digest = instrument.digest
    asked.form = Form.objects.create(files=instrument_files(instrument=instrument, stem=_STEM))


def form_of(*, asked: Ask) -> Instrument:
    """The questionnaire that is kept with the ask. Raises NoForm."""
    if asked.form_id is None:
        raise NoForm(asked.slug)
    return form_instrument(form=asked.form_id)


def set_plan(*, asked: Ask, plan: Plan, instrument: Instrument) -> None:
    """Put a plan into an ask. The caller saves it. Raises NotAsPlanned."""
    _check(plan, instrument)
    asked.languages = list(plan.languages or _complete(instrument))
    asked.channels, asked.open_link, asked.link_per_hour = (
        list(plan.channels),
        plan.open_link,
        plan.link_per_hour,
    )
    asked.opens_at, asked.closes_at = plan.opens_at, plan.closes_at
    asked.about = {language: dict(texts) for language, texts in plan.about.items()}
    asked.least_together, asked.keep_contacts_days = plan.least_together, plan.keep_contacts_days


def plan_of(*, asked: Ask) -> Plan:
    """The plan that an ask has now, to be changed in parts."""
    return Plan(
        languages=tuple(asked.languages),
        channels=tuple(asked.channels),
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        about=asked.about,
        open_link=asked.open_link,
        link_per_hour=asked.link_per_hour,
        least_together=asked.least_together,
        keep_contacts_days=asked.keep_contacts_days,
    )


def check_ready(*, asked: Ask) -> None:
    """Raise NotAsPlanned unless everybody can answer it in each of its languages.

    What stands in the way is a lack of words or an obstacle that the engine sees; the first ones are told.
    """
    instrument = form_of(asked=asked)
    found = [
        f"{language}: {finding.words(gettext)}"
        for language in asked.languages
        for finding in (
            *language_gaps(instrument=instrument, language=language),
            *accessibility_faults(instrument=instrument, language=language),
        )
    ]
    if not asked.languages:
        raise NotAsPlanned(gettext("It has no words in any language that are complete. Complete one first."))
    if found:
        words = gettext("It cannot be opened yet. %(number)s things stand in the way: %(first)s")
        raise NotAsPlanned(words % {"number": len(found), "first": " ".join(found[:_TOLD])})


def check_same_questions(*, asked: Ask, instrument: Instrument) -> None:
    """Raise NotAsPlanned unless it asks the same in the same words; languages may be added.

    A draft may still change altogether.
    """
    if asked.state == AskState.DRAFT or asked.form is None:
        return
    before, after = asked.form.files, instrument_files(instrument=instrument, stem=_STEM)
    changed = sorted(name for name, text in before.items() if after.get(name) != text)
    if changed:
        words = gettext(
            "People are answering “%(slug)s” already, so its questions and words stay. Only languages can be "
            "added. What differs: %(files)s. Make a new version for anything else."
        )
        raise NotAsPlanned(words % {"slug": asked.slug, "files": ", ".join(changed)})


def _complete(instrument: Instrument) -> list[str]:
    """Languages in which nobody misses anything."""
    spoken = instrument.languages
    return [one for one in spoken if not language_gaps(instrument=instrument, language=one)]


def _check(plan: Plan, instrument: Instrument) -> None:
    if unknown := sorted(set(plan.languages) - set(instrument.languages)):
        words = gettext(
            "The questionnaire has no words in: %(languages)s. Add them or leave the language out."
        )
        raise NotAsPlanned(words % {"languages": ", ".join(unknown)})
    if unknown := sorted(set(plan.channels) - set(MODES)):
        words = gettext("“%(mode)s” is no way of answering. Choose from %(modes)s.")
        raise NotAsPlanned(words % {"mode": unknown[0], "modes": ", ".join(MODES)})
    if plan.opens_at and plan.closes_at and plan.closes_at <= plan.opens_at:
        raise NotAsPlanned(gettext("It would close before it opens. Choose a later end."))
    if plan.least_together < 1:
        raise NotAsPlanned(gettext("At least one answer leaves the ballot box at a time."))
