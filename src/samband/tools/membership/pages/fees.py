# SPDX-License-Identifier: EUPL-1.2
"""Fee models, and the fees that a model gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.engines.fees import FeeLine, MemberFee, RuleCheck, in_language
from samband.engines.rule_files import Fault
from samband.tools.membership import queries
from samband.tools.membership.pages import words


@dataclass(frozen=True, slots=True)
class ModelLine:
    code: str
    version: int
    name: str
    facts: str
    remark: str


@dataclass(frozen=True, slots=True)
class YearLine:
    year: int
    revision: int
    is_latest: bool
    facts: str
    body: str
    is_synthetic: bool
    url: str


@dataclass(frozen=True, slots=True)
class FeesPage:
    """What the association has: decided years, its models, and the examples it can begin with."""

    years: tuple[YearLine, ...]
    models: tuple[ModelLine, ...]
    examples: tuple[tuple[str, str], ...]


def fees_page(*, actor: Actor) -> FeesPage:
    return FeesPage(
        years=tuple(map(_year, queries.fee_years(actor=actor))),
        models=tuple(map(_model, queries.fee_models(actor=actor))),
        examples=tuple(
            (one.name, in_language(words=one.rules.name, language=words.language()))
            for one in queries.examples()
        ),
    )


def _year(one: queries.FeeYearRecord) -> YearLine:
    facts = gettext("%(members)s members, %(total)s") % {
        "members": words.count(one.count),
        "total": words.amount(one.total, one.minor_units, one.currency),
    }
    url = reverse("membership:year", args=[one.year, one.revision])
    return YearLine(one.year, one.revision, one.is_latest, facts, one.decision.body, one.is_synthetic, url)


def _model(one: queries.FeeModelRecord) -> ModelLine:
    facts = gettext("%(body)s, amounts of %(year)s, %(currency)s")
    values = {"body": one.body, "year": one.year, "currency": one.currency}
    return ModelLine(one.code, one.version, one.in_language(words.language()), facts % values, one.remark)


@dataclass(frozen=True, slots=True)
class ModelPage:
    """warnings: what deserves a second look, such as cliffs. parts: tariff, part, source."""

    model: queries.FeeModelRecord
    name: str
    source: str
    warnings: tuple[Fault, ...]
    parts: tuple[tuple[str, str, str], ...]
    questions: tuple[tuple[str, str], ...]


def model_page(*, model: queries.FeeModelRecord) -> ModelPage:
    rules = queries.rules_of(model=model)
    check: RuleCheck = queries.checked(text=model.text, filename=f"{model.code}.yaml")
    language = words.language()
    return ModelPage(
        model=model,
        name=model.in_language(language),
        source=rules.source,
        warnings=check.warnings,
        parts=tuple(
            (
                in_language(words=tariff.name, language=language),
                in_language(words=part.name, language=language),
                part.source or tariff.source,
            )
            for tariff in rules.tariffs
            for part in tariff.parts
        ),
        questions=tuple((choice.question, choice.taken) for choice in rules.choices.values()),
    )


@dataclass(frozen=True, slots=True)
class ComputedRow:
    code: str
    name: str
    size: float | None
    amount: str
    per_head: str
    url: str


@dataclass(frozen=True, slots=True)
class ComputedPage:
    """The fees of all, as things stand; nothing is decided by looking at them."""

    name: str
    year: int
    total: str
    count: int
    rows: tuple[ComputedRow, ...]
    currency: str
    refused: tuple[str, ...]
    unsettled: int
    query: str


def computed_page(*, found: queries.Computed, query: str) -> ComputedPage:
    """query: the answers to open questions as they stand in the address."""
    assessment, rules = found.assessment, found.assessment.rules
    return ComputedPage(
        name=found.model.in_language(words.language()),
        year=assessment.year,
        total=words.amount(assessment.total, rules.minor_units, rules.currency),
        count=len(assessment.fees),
        rows=tuple(_row(fee, found, query) for fee in assessment.fees),
        currency=rules.currency,
        refused=tuple(f"{one.name} ({one.member}): {one.what}" for one in assessment.refused),
        unsettled=len(found.unsettled),
        query=query,
    )


def _row(fee: MemberFee, found: queries.Computed, query: str) -> ComputedRow:
    rules, model = found.assessment.rules, found.model
    url = reverse("membership:computed_one", args=[model.code, model.version, fee.member])
    return ComputedRow(
        code=fee.member,
        name=fee.name,
        size=float(fee.size) if fee.size is not None else None,
        amount=words.plain(fee.total, rules.minor_units),
        per_head=per_head(fee.total, fee.size, rules.minor_units),
        url=f"{url}?{query}" if query else url,
    )


def per_head(amount: int, size: object, minor_units: int) -> str:
    """amount: minor units; written in major units with two decimals."""
    if not size:
        return "–"
    return words.count(float(Fraction(amount, 10**minor_units) / Fraction(str(size))), 2)


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line of a fee with the sentences that explain it."""

    name: str
    amount: str
    earmarked: str
    sentences: tuple[str, ...]


def explained(*, lines: Iterable[FeeLine], minor_units: int, currency: str) -> tuple[LineWords, ...]:
    return tuple(
        LineWords(
            queries.line_name(line=line),
            words.amount(line.amount, minor_units, currency),
            line.earmarked,
            queries.sentences(line=line, currency=currency),
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it leaves the house: a caption, a header, rows of texts and numbers in major units."""

    caption: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def computed_table(*, found: queries.Computed) -> Table:
    rules = found.assessment.rules
    parts = list(dict.fromkeys(line.part for fee in found.assessment.fees for line in fee.lines))
    scale = 10**rules.minor_units
    rows = [
        (
            fee.member, fee.name, fee.kind, fee.tariff, None if fee.size is None else int(fee.size),
            *(_part(fee, part, scale) for part in parts), fee.total / scale,
        )
        for fee in found.assessment.fees
    ]  # fmt: skip
    caption = gettext("%(model)s, fees of %(year)s") % {
        "model": found.model.in_language(words.language()),
        "year": found.assessment.year,
    }
    header = ("member", "name", "kind", "tariff", "size", *parts, f"total_{rules.currency.lower()}")
    return Table(caption, header, rows)


def _part(fee: MemberFee, part: str, scale: int) -> float | None:
    return next((line.amount / scale for line in fee.lines if line.part == part), None)
