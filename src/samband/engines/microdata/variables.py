# SPDX-License-Identifier: EUPL-1.2
"""Which columns an instrument's answers have, and what each cell holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samband.engines.instrument import Instrument, Question, Scale, Words, answer_key, in_languages, other_key
from samband.engines.instrument.flow import (
    AnswerKind,
    Consent,
    Day,
    Evidence,
    Note,
    Number,
    OneOf,
    OnScale,
    Options,
    Ranked,
    Section,
    SomeOf,
)
from samband.engines.microdata.model import Cell, Code, Dataset, Kind, Said, Variable
from samband.engines.microdata.names import fitted_names

LONGEST_NAME = 32
"""Stata's limit, kept everywhere so that a column has one name in all files."""
FIRST_MISSING = 991
ABOUT_ANSWERS = ("respondent_group", "unit", "mode", "weight")

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answered:
    """One respondent. answers: as stored. background: field -> value."""

    group: str
    unit: str
    answers: Answers
    background: Mapping[str, str]
    mode: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    variable: Variable
    cell: Callable[[Answered], Cell]


def dataset(
    *, instrument: Instrument, answered: Iterable[Answered], languages: Sequence[str] = ()
) -> Dataset:
    """The answers as a table. languages: chosen; all of the instrument's when left out.

    What a language that is not chosen says is nowhere in the table, so adding one changes nothing.
    """
    chosen = tuple(language for language in languages if language in instrument.words) or instrument.languages
    spoken = in_languages(instrument=instrument, languages=chosen)
    people = list(answered)
    columns = list(_named([*_about(spoken, people), *_questions(spoken), *_background(people)]))
    return Dataset(
        code=spoken.code,
        version=spoken.version,
        title={language: spoken.words[language].title for language in chosen},
        source=spoken.source,
        licence=spoken.licence,
        languages=chosen,
        variables=tuple(column.variable for column in columns),
        rows=[tuple(column.cell(one) for column in columns) for one in people],
        weight=next((c.variable.name for c in columns if c.variable.name == "weight"), ""),
        stratum="unit",
        wordings=_wordings(spoken),
    )


def _wordings(instrument: Instrument) -> dict[str, Said]:
    codes = [question.code for question in instrument.flow.questions]
    return {code: _said(instrument, _question_of(code)) for code in codes}


def _question_of(code: str) -> Callable[[Words], str]:
    return lambda words: words.question(code)


def _named(columns: Sequence[Column]) -> Iterator[Column]:
    """Each column under a name of its own that every program takes."""
    plain = [column.variable.name for column in columns]
    marked = [f"{name}\0{n}" if plain.index(name) != n else name for n, name in enumerate(plain)]
    names = fitted_names(names=marked, longest=LONGEST_NAME)
    for column, mark in zip(columns, marked, strict=True):
        variable = column.variable
        yield Column(
            Variable(
                names[mark], variable.kind, variable.label, variable.source, variable.codes,
                variable.decimals, variable.is_ordered,
            ),
            column.cell,
        )  # fmt: skip


def _said(instrument: Instrument, text: Callable[[Words], str]) -> Said:
    return {language: text(words) for language, words in instrument.words.items()}


def _same(instrument: Instrument, text: str) -> Said:
    return dict.fromkeys(instrument.words, text)


def _own_words(instrument: Instrument, name: str) -> Said:
    return _words_of(_LABELS[name], instrument.words)


def _about(instrument: Instrument, people: Sequence[Answered]) -> Iterator[Column]:
    groups = tuple(
        Code(code, number, _said(instrument, lambda words, c=code: words.groups.get(c, c)))  # type: ignore[misc]
        for number, code in enumerate(instrument.groups, start=1)
    )
    if groups:
        label = _own_words(instrument, "group")
        yield Column(Variable("respondent_group", Kind.CODED, label, codes=groups), lambda one: one.group)
    yield Column(Variable("unit", Kind.TEXT, _own_words(instrument, "unit")), lambda one: one.unit)
    yield Column(Variable("mode", Kind.TEXT, _own_words(instrument, "mode")), lambda one: one.mode)
    if any(one.weight is not None for one in people):
        label = _own_words(instrument, "weight")
        yield Column(Variable("weight", Kind.NUMBER, label, decimals=6), lambda one: one.weight)


def _background(people: Sequence[Answered]) -> Iterator[Column]:
    fields = dict.fromkeys(field for one in people for field in one.background)
    for name in sorted(fields):
        label = {"en": name}
        yield Column(
            Variable(name, Kind.TEXT, label),
            lambda one, field=name: one.background.get(field) or None,  # type: ignore[misc]
        )


def _questions(instrument: Instrument) -> Iterator[Column]:
    for section in instrument.flow.sections:
        for instance in _instances(instrument, section):
            for page in section.pages:
                for question in page.questions:
                    yield from _Asked(instrument, question, instance).columns()


def _instances(instrument: Instrument, section: Section) -> Sequence[str]:
    """For what a section is asked: '' once; options, or numbers up to the most."""
    if not section.for_each:
        return ("",)
    asked = {question.code: question for question in instrument.flow.questions}
    kind = asked[section.for_each].kind
    if isinstance(kind, SomeOf):
        return kind.options.codes
    return [str(number) for number in range(1, section.most + 1)]


class _Asked:
    """One question, perhaps of one repeat of a section."""

    def __init__(self, instrument: Instrument, question: Question, instance: str) -> None:
        self.instrument, self.question = instrument, question
        self.key = answer_key(code=question.code, instance=instance)
        self.name = f"{question.code}_{instance}" if instance else question.code
        said = _said(instrument, lambda words: words.question(question.code))
        self.label = {lang: f"{text} [{instance}]" if instance else text for lang, text in said.items()}

    def columns(self) -> Iterator[Column]:
        kind = self.question.kind
        match kind:
            case OnScale(scale):
                yield self._coded(self._of_scale(scale), is_ordered=True)
            case OneOf(options):
                yield self._coded(self._of(options))
                yield from self._beside(options)
            case SomeOf(options):
                yield from (self._ticked(options, code) for code in options.offered)
                yield from self._beside(options)
            case Ranked(options, most):
                count = most or len(options.codes) - len(options.exclusive)
                yield from (self._placed(options, place) for place in range(1, count + 1))
            case Consent():
                yield self._yes_or_no(self.name, self.label, lambda value: value)
            case _ if not isinstance(kind, Note):
                yield self._plain(kind)

    def _plain(self, kind: AnswerKind) -> Column:
        key = self.key
        form, read = _FORMS.get(type(kind), (Kind.TEXT, _text))
        decimals = kind.decimals if isinstance(kind, Number) else 0
        variable = self._variable(self.name, form, self.label, decimals=decimals)
        return Column(variable, lambda one: read(one.answers.get(key)))

    def _of_scale(self, scale: Scale) -> tuple[Code, ...]:
        return tuple(
            Code(code, code, self._labels("scales", scale.code, code), scale.missing.get(code))
            for code in (*scale.codes, *scale.missing)
        )

    def _labels(self, part: str, name: str, code: object) -> Said:
        return _said(self.instrument, lambda words: getattr(words, part)[name][code])

    def _of(self, options: Options) -> tuple[Code, ...]:
        valid = [
            Code(code, n, self._labels("options", options.code, code))
            for n, code in enumerate(options.codes, 1)
        ]
        first = max(FIRST_MISSING, len(valid) + 1)
        missing = [
            Code(code, n, self._labels("options", options.code, code), why)
            for n, (code, why) in enumerate(options.missing.items(), first)
        ]
        return (*valid, *missing)

    def _variable(
        self,
        name: str,
        kind: Kind,
        label: Said,
        codes: tuple[Code, ...] = (),
        decimals: int = 0,
        *,
        is_ordered: bool = False,
    ) -> Variable:
        return Variable(name, kind, label, self.question.code, codes, decimals, is_ordered)

    def _coded(self, codes: tuple[Code, ...], *, is_ordered: bool = False) -> Column:
        known = {code.value for code in codes}
        key = self.key

        def cell(one: Answered) -> Cell:
            value = one.answers.get(key)
            return value if isinstance(value, int | str) and value in known else None

        return Column(self._variable(self.name, Kind.CODED, self.label, codes, is_ordered=is_ordered), cell)

    def _ticked(self, options: Options, code: str) -> Column:
        said = self._labels("options", options.code, code)
        label = {lang: f"{text}: {said[lang]}" for lang, text in self.label.items()}
        return self._yes_or_no(f"{self.name}_{code}", label, lambda value: code in _several(value))

    def _yes_or_no(self, name: str, label: Said, holds: Callable[[object], object]) -> Column:
        yes, no = _same(self.instrument, "1"), _same(self.instrument, "0")
        codes = (Code(0, 0, {**no, **_words_of(_NO, no)}), Code(1, 1, {**yes, **_words_of(_YES, yes)}))
        key = self.key

        def cell(one: Answered) -> Cell:
            value = one.answers.get(key)
            return None if value is None else int(bool(holds(value)))

        return Column(self._variable(name, Kind.CODED, label, codes), cell)

    def _placed(self, options: Options, place: int) -> Column:
        key, codes = self.key, self._of(options)
        known = {code.value for code in codes}

        def cell(one: Answered) -> Cell:
            chosen = _several(one.answers.get(key))
            return chosen[place - 1] if len(chosen) >= place and chosen[place - 1] in known else None

        label = {lang: f"{text} ({place})" for lang, text in self.label.items()}
        return Column(self._variable(f"{self.name}_{place}", Kind.CODED, label, codes), cell)

    def _beside(self, options: Options) -> Iterator[Column]:
        if not options.other:
            return
        key = other_key(key=self.key)
        chosen = [code for code in options.codes if code in options.other]
        said = _said(
            self.instrument, lambda words: " / ".join(words.options[options.code][c] for c in chosen)
        )
        label = {lang: f"{text}: {said[lang]}" for lang, text in self.label.items()}
        variable = self._variable(f"{self.name}_other_text", Kind.TEXT, label)
        yield Column(variable, lambda one: _text(one.answers.get(key)))


_FORMS: Mapping[type, tuple[Kind, Callable[[object], Cell]]] = {
    Number: (Kind.NUMBER, lambda value: _number(value)),
    Day: (Kind.DAY, lambda value: _text(value)),
    Evidence: (Kind.NUMBER, lambda value: _how_many(value)),
}
_YES = {"bg": "да", "en": "yes", "ka": "დიახ", "nb": "ja", "nn": "ja", "ro": "da", "se": "juo"}
_NO = {"bg": "не", "en": "no", "ka": "არა", "nb": "nei", "nn": "nei", "ro": "nu", "se": "ii"}


_LABELS: Mapping[str, Mapping[str, str]] = {
    "group": {"en": "Respondent group", "nb": "Gruppe", "nn": "Gruppe"},
    "unit": {"en": "Authority", "nb": "Kommune", "nn": "Kommune"},
    "mode": {"en": "How the answer came", "nb": "Hvordan svaret kom", "nn": "Korleis svaret kom"},
    "weight": {"en": "Weight", "nb": "Vekt", "nn": "Vekt"},
}


def _words_of(texts: Mapping[str, str], wanted: Iterable[str]) -> Said:
    return {language: texts.get(language.partition("-")[0], texts["en"]) for language in wanted}


def _several(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    return () if value is None else (str(value),)


def _number(value: object) -> Cell:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _how_many(value: object) -> Cell:
    return None if value is None else len(_several(value))


def _text(value: object) -> Cell:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, tuple | list) else str(value)
