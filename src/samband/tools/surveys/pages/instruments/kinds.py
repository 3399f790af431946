# SPDX-License-Identifier: EUPL-1.2
"""How a question is answered, in words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samband.engines.instrument import Missing, Words
from samband.engines.instrument.flow import (
    AnswerKind,
    Computed,
    Consent,
    Day,
    Evidence,
    FreeText,
    Note,
    Number,
    OneOf,
    OnScale,
    Ranked,
    SomeOf,
)


def how_it_is_answered(*, kind: AnswerKind, words: Words) -> str:
    return " ".join(_told(kind, words))


def missing_words() -> Mapping[Missing, str]:
    return {
        Missing.DONT_KNOW: _("No answer: don't know"),
        Missing.NO_OPINION: _("No answer: no opinion"),
        Missing.REFUSED: _("No answer: did not want to"),
        Missing.NOT_APPLICABLE: _("No answer: does not apply"),
        Missing.NO_ANSWER: _("No answer"),
    }


def _told(kind: AnswerKind, words: Words) -> Iterator[str]:
    match kind:
        case OnScale(scale):
            labels = words.scales[scale.code]
            ends = {"low": labels[scale.low], "high": labels[scale.high]}
            two = _("One answer: “%(low)s” or “%(high)s”.")
            yield (two if len(scale.codes) == 2 else _("One answer, from “%(low)s” to “%(high)s”.")) % ends
        case OneOf():
            yield _("One of:")
        case SomeOf(least=least, most=most):
            yield _some(least, most)
        case Ranked(most=most):
            yield _("In order, the first %(most)d of:") % {"most": most} if most else _("In order, all of:")
        case Number():
            yield _number(kind, words)
        case _:
            yield _simple(kind)
    if isinstance(kind, OneOf | SomeOf | Ranked) and kind.is_shuffled:
        yield _("(in an order drawn for each respondent)")


def _some(least: int, most: int | None) -> str:
    if least and most:
        return _("From %(least)d to %(most)d of:") % {"least": least, "most": most}
    if most:
        return ngettext("At most %(most)d of:", "At most %(most)d of:", most) % {"most": most}
    return _("At least %(least)d of:") % {"least": least} if least else _("As many as apply of:")


def _number(kind: Number, words: Words) -> str:
    unit = words.units.get(kind.unit, "")
    facts = {"low": kind.low, "high": kind.high, "unit": unit}
    if kind.low is not None and kind.high is not None:
        bounded = _("A number of %(unit)s, from %(low)s to %(high)s.")
        return (bounded if unit else _("A number from %(low)s to %(high)s.")) % facts
    return _("A number of %(unit)s.") % facts if unit else _("A number.")


def _simple(kind: AnswerKind) -> str:
    match kind:
        case Day():
            return _("A date.")
        case FreeText(longest=longest):
            return _("Text, %(longest)d characters at most.") % {"longest": longest}
        case Evidence(endings=endings):
            return _("A file (%(endings)s).") % {"endings": ", ".join(endings)}
        case Consent():
            return _("A box to tick.")
        case Note():
            return _("To read; nothing is asked.")
        case Computed():
            return _("Worked out from earlier answers; not shown.")
    return ""
