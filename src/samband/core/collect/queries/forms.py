# SPDX-License-Identifier: EUPL-1.2
"""What an ask asks, as everybody who may answer it sees it: facts of the questionnaire, of nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from samband.core.collect.analysis.quotas import CellIndex, cell_index
from samband.core.collect.models import Ask, Form, QuotaCell
from samband.core.collect.queries.asks import NoSuchAsk
from samband.core.collect.rules import AskState
from samband.engines.instrument import Instrument, load_instrument, structure_files


class NoForm(LookupError):  # noqa: N818  it names the fact
    """The ask was made before questionnaires were kept with it: it takes files only."""


@dataclass(frozen=True)
class AskedForm:
    """Everything that is needed to let somebody answer, without anything about anybody.

    quotas: which cells a respondent counts in. revision: of the ask when this was read.
    """

    id: int
    slug: str
    title: Mapping[str, str]
    state: AskState
    opens_at: datetime | None
    closes_at: datetime | None
    units: Mapping[str, str]
    languages: tuple[str, ...]
    channels: tuple[str, ...]
    about: Mapping[str, Mapping[str, str]]
    background: Mapping[str, Sequence[str]]
    open_link: bool
    link_per_hour: int
    revision: int
    form: int | None
    quotas: CellIndex

    @cached_property
    def instrument(self) -> Instrument:
        """Raises NoForm."""
        if self.form is None:
            raise NoForm(self.slug)
        return form_instrument(form=self.form)

    def is_open(self, *, at: datetime) -> bool:
        return self.state is AskState.OPEN and not self.is_early(at=at) and not self.is_over(at=at)

    def is_early(self, *, at: datetime) -> bool:
        return self.state is AskState.DRAFT or (self.opens_at is not None and at < self.opens_at)

    def is_over(self, *, at: datetime) -> bool:
        return self.state is AskState.CLOSED or (self.closes_at is not None and at >= self.closes_at)


def asked_form(*, ask: str) -> AskedForm:
    """Unguarded: what everybody who may answer sees. Raises NoSuchAsk."""
    asked = Ask.objects.filter(slug=ask).first() if ask.isprintable() else None  # PostgreSQL takes no NUL
    if asked is None:
        raise NoSuchAsk(ask)
    cells = QuotaCell.objects.filter(ask=asked).values_list("pk", "definition")
    return AskedForm(
        id=asked.pk,
        slug=asked.slug,
        title=asked.title,
        state=AskState(asked.state),
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        units=asked.units,
        languages=tuple(asked.languages),
        channels=tuple(asked.channels),
        about=asked.about,
        background=asked.background,
        open_link=asked.open_link,
        link_per_hour=asked.link_per_hour,
        revision=asked.revision,
        form=asked.form_id,
        quotas=cell_index(cells=dict(cells)),
    )


@lru_cache(maxsize=64)
def form_instrument(*, form: int) -> Instrument:
    """The questionnaire as it was when the ask was made. Numbers of forms are random: never used twice."""
    files = Form.objects.values_list("files", flat=True).get(pk=form)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8", newline="\n")
        return load_instrument(structure_files(folder=folder)[0])


def form_files(*, form: int) -> dict[str, str]:
    """The texts of the questionnaire's files by name."""
    files: dict[str, str] = Form.objects.values_list("files", flat=True).get(pk=form)
    return files
