# SPDX-License-Identifier: EUPL-1.2
"""One question as it stands on a page: its words, its fields, what was answered or typed, what is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from samband.engines.instrument import Need, Question, Step, Value, Words, other_key, piped
from samband.engines.instrument.fitting import how_many_ranked
from samband.engines.instrument.flow import (
    Consent,
    Day,
    Evidence,
    FreeText,
    Note,
    Number,
    OneOf,
    OnScale,
    Options,
    Ranked,
    SomeOf,
)
from samband.engines.instrument.typed import number_text

Typed = Mapping[str, Sequence[str]]
"""Field -> what stands in it."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer to choose. other: the field beside it and what stands there; None without one.

    stands_apart: the first of those that are no answers of the list, or stand only alone. places: for a
    ranking, (what the field sends, place, whether chosen).
    """

    value: str
    label: str
    id: str
    is_chosen: bool
    other: "LineView | None" = None
    stands_apart: bool = False
    places: tuple[tuple[str, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class LineView:
    """A field to write in: its name, its id and what stands in it. label: of a part, such as the month."""

    name: str
    id: str
    text: str
    label: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """kind: of the template ``collect/questions/<kind>.html``. key: name of the field. id: of the whole.

    target: id of the first control, where links from the summary of errors lead. need_words: "(optional)" and
    the like. unit: beside a number. lines: fields to write in. most: files. endings: of files, as ".pdf".
    is_missing: asked for once more. told: what is consented to, before the box. described_by: ids of hint
    and problem, for screen readers.
    """

    kind: str
    key: str
    id: str
    target: str
    wording: str
    hint: str = ""
    problem: str = ""
    is_required: bool = False
    is_optional: bool = False
    is_missing: bool = False
    options: tuple[OptionView, ...] = ()
    lines: tuple[LineView, ...] = ()
    unit: str = ""
    rows: int = 1
    most: int = 0
    endings: tuple[str, ...] = ()
    accepts: str = ""
    limit: str = ""
    told: str = ""

    @property
    def described_by(self) -> str:
        parts = [
            ("told", self.told), ("hint", self.hint or self.limit),
            ("problem", self.problem), ("missing", self.is_missing),
        ]  # fmt: skip
        return " ".join(f"{self.id}-{name}" for name, is_there in parts if is_there)

    @property
    def template(self) -> str:
        return f"collect/questions/{self.kind}.html"


@dataclass(frozen=True, slots=True)
class Asking:
    """What all questions of a page share. answers: all so far, for what wordings quote. typed: field -> what
    stands in it. problems: key -> sentence. wanted: keys that are asked for once more. files: id of a file ->
    its name.
    """

    step: Step
    words: Words
    answers: Mapping[str, Value]
    typed: Typed
    problems: Mapping[str, str]
    wanted: frozenset[str]
    files: Mapping[str, str]


def question_view(*, question: Question, asking: Asking) -> QuestionView:
    """The question as the respondent meets it now."""
    key = asking.step.answer_key(question)
    own = id_of(key=key)
    make = _MAKERS[type(question.kind)]
    beside = asking.problems.get(other_key(key=key), "")
    common: dict[str, object] = {
        "key": key,
        "id": own,
        "target": own,
        "wording": _said(asking, asking.words.question(question.code)),
        "hint": _said(asking, asking.words.hints.get(question.code, "")),
        "problem": asking.problems.get(key, "") or beside,
        "is_required": question.need is Need.REQUIRED,
        "is_optional": question.need is Need.OPTIONAL,
        "is_missing": key in asking.wanted,
    }
    return QuestionView(**{**common, **make(question, key, asking)})  # type: ignore[arg-type]


def id_of(*, key: str) -> str:
    """``hours[facebook]`` → ``q-hours--facebook``: no brackets, which links do not like."""
    return "q-" + key.replace("[", "--").replace("]", "").replace(" ", "_")


def _said(asking: Asking, text: str) -> str:
    return piped(text=text, answers=asking.answers, words=asking.words, step=asking.step) if text else ""


def _note(_question: Question, _key: str, _asking: Asking) -> dict[str, object]:
    return {"kind": "note", "is_optional": False}


def _on_scale(question: Question, key: str, asking: Asking) -> dict[str, object]:
    kind = question.kind
    assert isinstance(kind, OnScale)  # noqa: S101  told by the table of makers
    labels = asking.words.scales.get(kind.scale.code, {})
    chosen, own = asking.typed.get(key, ()), id_of(key=key)
    options = tuple(
        OptionView(
            str(code),
            labels.get(code, str(code)),
            f"{own}-{number}",
            str(code) in chosen,
            stands_apart=number == len(kind.scale.codes),
        )
        for number, code in enumerate((*kind.scale.codes, *kind.scale.missing))
    )
    return {"kind": "scale", "options": options, "target": f"{own}-0"}


def _one_of(question: Question, key: str, asking: Asking) -> dict[str, object]:
    assert isinstance(question.kind, OneOf)  # noqa: S101
    return {
        "kind": "one_of",
        "options": tuple(_choices(question.kind.options, key, asking)),
        "target": f"{id_of(key=key)}-0",
    }


def _some_of(question: Question, key: str, asking: Asking) -> dict[str, object]:
    kind = question.kind
    assert isinstance(kind, SomeOf)  # noqa: S101
    return {
        "kind": "some_of",
        "options": tuple(_choices(kind.options, key, asking)),
        "target": f"{id_of(key=key)}-0",
        "limit": "" if asking.words.hints.get(question.code) else _how_many(kind),
    }


def _how_many(kind: SomeOf) -> str:
    if kind.most is not None and kind.most < len(kind.options.codes):
        return gettext("Choose up to %(most)s.") % {"most": kind.most}
    return gettext("Several answers can be chosen.")


def _choices(options: Options, key: str, asking: Asking) -> Iterator[OptionView]:
    labels, chosen, own = (
        asking.words.options.get(options.code, {}),
        asking.typed.get(key, ()),
        id_of(key=key),
    )
    apart = next((code for code in options.offered if code in options.alone), None)
    for number, code in enumerate(options.offered):
        yield OptionView(
            code,
            labels.get(code, code),
            f"{own}-{number}",
            code in chosen,
            _other(key, asking) if code in options.other else None,
            stands_apart=code == apart and number > 0,
        )


def _other(key: str, asking: Asking) -> LineView:
    field = other_key(key=key)
    problem = asking.problems.get(field, "")
    return LineView(field, id_of(key=field), next(iter(asking.typed.get(field, ())), ""), problem=problem)


def _ranked(question: Question, key: str, asking: Asking) -> dict[str, object]:
    kind = question.kind
    assert isinstance(kind, Ranked)  # noqa: S101
    most = how_many_ranked(kind)
    sent, own = asking.typed.get(key, ()), id_of(key=key)
    labels = asking.words.options.get(kind.options.code, {})
    options = [
        OptionView(
            code,
            labels.get(code, code),
            f"{own}-{number}",
            code in sent,
            places=()
            if code in kind.options.alone
            else tuple(
                (f"{code}:{place}", str(place), f"{code}:{place}" in sent) for place in range(1, most + 1)
            ),
            stands_apart=code in kind.options.alone,
        )
        for number, code in enumerate(kind.options.offered)
    ]
    words = gettext("Give the numbers 1 to %(most)s, where 1 is first.") % {"most": most}
    return {"kind": "ranked", "options": tuple(options), "target": f"{own}-0", "limit": words}


def _number(question: Question, key: str, asking: Asking) -> dict[str, object]:
    kind = question.kind
    assert isinstance(kind, Number)  # noqa: S101
    unit = asking.words.units.get(kind.unit, kind.unit)
    line = _line(key, asking)
    return {"kind": "number", "lines": (line,), "unit": unit, "rows": kind.decimals}


def _text(question: Question, key: str, asking: Asking) -> dict[str, object]:
    kind = question.kind
    assert isinstance(kind, FreeText)  # noqa: S101
    words = gettext("At most %(longest)s characters.") % {"longest": kind.longest}
    return {
        "kind": "text",
        "lines": (_line(key, asking),),
        "rows": kind.lines,
        "limit": words if kind.lines > 1 else "",
    }


def _line(key: str, asking: Asking) -> LineView:
    return LineView(key, id_of(key=key), next(iter(asking.typed.get(key, ())), ""))


def _day(_question: Question, key: str, asking: Asking) -> dict[str, object]:
    """Three fields: nobody has to know in which order their language writes a date."""
    sent = [*asking.typed.get(key, ()), "", "", ""]
    own = id_of(key=key)
    parts = (("day", gettext("Day")), ("month", gettext("Month")), ("year", gettext("Year")))
    lines = tuple(
        LineView(key, f"{own}-{name}", text, label)
        for (name, label), text in zip(parts, sent[:3], strict=True)
    )
    return {"kind": "day", "lines": lines, "target": f"{own}-day"}


def _evidence(question: Question, key: str, asking: Asking) -> dict[str, object]:
    kind = question.kind
    assert isinstance(kind, Evidence)  # noqa: S101
    own = id_of(key=key)
    kept = tuple(
        OptionView(name, asking.files.get(name, name), f"{own}-{number}", is_chosen=True)
        for number, name in enumerate(asking.typed.get(key, ()))
    )
    words = gettext("%(endings)s, at most %(megabytes)s MB each.") % {
        "endings": ", ".join(one.upper() for one in kind.endings),
        "megabytes": kind.largest_megabytes,
    }
    return {
        "kind": "evidence",
        "options": kept,
        "target": f"{own}-file",
        "most": kind.most,
        "endings": kind.endings,
        "accepts": ",".join(f".{one}" for one in kind.endings),
        "limit": words,
    }


def _consent(question: Question, key: str, asking: Asking) -> dict[str, object]:
    own = id_of(key=key)
    option = OptionView("yes", "", f"{own}-0", "yes" in asking.typed.get(key, ()))
    return {
        "kind": "consent",
        "options": (option,),
        "target": option.id,
        "is_optional": False,
        "told": _consented_to(question, asking),
    }


def _consented_to(question: Question, asking: Asking) -> str:
    """What the questionnaire says of consenting, once on a page: before its first box."""
    boxes = (one for one in asking.step.questions if isinstance(one.kind, Consent))
    return _said(asking, asking.words.about.get("consent", "")) if next(boxes).code == question.code else ""


_MAKERS: Mapping[type, Callable[[Question, str, Asking], dict[str, object]]] = {
    OnScale: _on_scale,
    OneOf: _one_of,
    SomeOf: _some_of,
    Ranked: _ranked,
    Number: _number,
    Day: _day,
    FreeText: _text,
    Evidence: _evidence,
    Consent: _consent,
    Note: _note,
}


def as_typed(*, question: Question, value: Value, language: str) -> tuple[str, ...]:
    """An answer as its fields show it."""
    match question.kind:
        case Ranked(options=options) if isinstance(value, tuple) and not options.alone.intersection(value):
            return tuple(f"{code}:{place}" for place, code in enumerate(value, start=1))
        case Day() if isinstance(value, str):
            year, month, day = value.split("-")
            return (day.lstrip("0"), month.lstrip("0"), year)
        case Number() if isinstance(value, int | float):
            return (number_text(value=value, language=language),)
    if isinstance(value, bool):
        return ("yes",) if value else ()
    return value if isinstance(value, tuple) else (str(value),)
