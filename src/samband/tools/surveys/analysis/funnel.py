# SPDX-License-Identifier: EUPL-1.2
"""All members in one figure by value and margin of error: a funnel in place of a ranking."""

from collections.abc import Mapping

from samband.engines import charts
from samband.engines.charts import Axis, Chart, Frame, FunnelLimits, FunnelPoint, Number
from samband.engines.comparison import Mark, Standings
from samband.tools.surveys.analysis.translations import Translations

LEVELS = (0.95, 0.998)
HALF_WIDTH = 1.959964
"""Standard errors in a margin of 95 %."""
_CURVE = 40


def drawn_funnel(
    *, found: Standings, names: Mapping[str, str], own: str, frame: Frame, axis: Axis, words: Translations
) -> Chart:
    """Every member by its value and its margin of error. own: code of the one to mark, or empty."""
    _ = words.gettext
    margins = {code: HALF_WIDTH * one.estimate.se for code, one in found.units.items()}
    points = [
        FunnelPoint(
            label=names[code],
            margin=margins[code],
            value=one.estimate.value,
            is_beyond=one.mark is Mark.BEYOND_SPREAD,
            is_own=code == own,
        )
        for code, one in found.units.items()
    ]
    spoken = charts.FunnelNames(
        member=_("Member"),
        value=_("Value"),
        margin=_("Margin of error"),
        target=_("Average of the members"),
        verdict=_("Verdict"),
        inside=_("Within the usual spread"),
        beyond=_("Beyond the usual spread"),
    )
    limits = [_limits(found, level, max(margins.values()), frame.language, words) for level in LEVELS]
    return charts.funnel(
        frame=frame, points=points, target=found.target, limits=limits, axis=axis, names=spoken
    )


def funnel_description(*, words: Translations) -> str:
    return words.gettext(
        "Every member is one point: its value upwards, its margin of error sideways, the most certain to the "
        "right. The limits show how far members usually lie from the average."
    )


def _limits(
    found: Standings, level: float, widest: float, language: str, words: Translations
) -> FunnelLimits:
    number = Number(level, 1 if level > 0.99 else 0, is_share=True)
    share = charts.number_text(number=number, language=language)
    margins = [widest * 1.05 * at / _CURVE for at in range(_CURVE + 1)]
    curve = tuple((margin, *found.limits(margin / HALF_WIDTH, level)) for margin in margins)
    return FunnelLimits(words.gettext("Limits for %(share)s of the members") % {"share": share}, curve)
