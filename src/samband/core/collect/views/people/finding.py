# SPDX-License-Identifier: EUPL-1.2
"""What all pages about people who are asked begin with."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, answering_404
from samband.core.collect import queries
from samband.core.collect.pages.asks import title_in
from samband.core.collect.pages.languages import name_of
from samband.core.collect.queries.frames import NoSuchFrame
from samband.core.collect.queries.mailings import NoSuchMailing
from samband.core.collect.rules import MANAGE_CASES

found = answering_404(queries.NoSuchAsk, queries.NoForm, queries.NoSuchCase, NoSuchFrame, NoSuchMailing)


@dataclass(frozen=True, slots=True)
class About:
    """The ask that a page is about. groups: code -> name. languages: code -> name in itself."""

    record: queries.AskRecord
    title: str
    groups: Mapping[str, str]
    languages: Mapping[str, str]

    @property
    def slug(self) -> str:
        return self.record.slug

    def unit(self, code: str) -> str:
        return self.record.units.get(code, code)


def about(request: ActorRequest, ask: str) -> About:
    """Raises NoSuchAsk, NoForm, NotAllowed."""
    require(actor=request.actor, permission=MANAGE_CASES)
    record = queries.ask(actor=request.actor, slug=ask)
    instrument = queries.asked_form(ask=ask).instrument
    language = get_language() or "en"
    return About(
        record=record,
        title=title_in(title=record.title, language=language) or ask,
        groups=instrument.in_language(language).groups,
        languages={code: name_of(language=code) for code in record.languages},
    )


def origin(request: ActorRequest) -> str:
    """https://name, for links in letters."""
    return f"{request.scheme}://{request.get_host()}"
