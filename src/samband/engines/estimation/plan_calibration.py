# SPDX-License-Identifier: EUPL-1.2
"""The part of a plan that says which margins the weights are calibrated to, and how far they may move."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from samband.engines.estimation.plan import CalibrationRule, Key, KnownMargin, Regression
from samband.engines.estimation.plan_sizes import read_sizes
from samband.engines.rule_files import Reader
from samband.engines.weighting import UNBOUNDED, Bounds, Method

KEYS = ("method", "margins", "sums", "bounds", "scale_margins", "credited", "regression")


def read_calibration(*, reader: Reader, folder: Path) -> CalibrationRule | None:
    """The rule under ``calibration``, or None. Files that it names are sought in the folder."""
    if "calibration" not in reader.section.entries:
        return None
    inside = reader.inside("calibration", owner="calibration")
    inside.refuse_unknown_keys(*KEYS)
    if "post_strata" in reader.section.entries:
        what = "The plan has post_strata and a calibration."
        remedy = "Leave post_strata out, and make what it says one of the calibration's margins."
        reader.faults.add(reader.place_of("calibration"), what, remedy)
    margins = tuple(_margins(inside, folder))
    if not margins:
        inside.faults.add(inside.place, "calibration has no margins.", "Add “margins: …”.")
        return None
    method = Method(inside.one_of("method", known=list(Method), default=Method.RAKING))
    return CalibrationRule(
        margins=margins,
        sums=_sums(inside),
        method=method,
        bounds=_bounds(inside, method),
        scale_margins=inside.flag("scale_margins", default=False),
        is_credited=inside.flag("credited", default=True),
        regression=Regression(inside.one_of("regression", known=list(Regression), default=Regression.DESIGN)),
    )


def _margins(reader: Reader, folder: Path) -> Iterator[KnownMargin]:
    for at, section in enumerate(reader.sections("margins"), start=1):
        inside = Reader(section, reader.faults, owner=f"margin {at}")
        inside.refuse_unknown_keys("columns", "totals", "minimum", "collapse")
        columns: Key = tuple(dict.fromkeys(text.value for text in inside.texts("columns")))
        totals = read_sizes(reader=inside, key="totals", columns=columns, folder=folder) if columns else {}
        if columns and totals:
            yield KnownMargin(
                columns=columns,
                totals=totals,
                minimum=inside.whole("minimum", low=1, high=1_000_000, default=1),
                collapse=inside.one_of("collapse", known=columns, default=""),
            )
        elif not columns:
            inside.faults.add(inside.place, f"Margin {at} names no columns.", "Add “columns: […]”.")
        elif "totals" not in inside.section.entries:
            inside.faults.add(inside.place, f"Margin {at} has no totals.", "Add “totals: …”.")


def _sums(reader: Reader) -> dict[str, float]:
    inside = reader.inside("sums", owner="calibration: sums")
    found = {column: inside.number(column) for column in inside.keys}
    return {column: float(total) for column, total in found.items() if total is not None}


def _bounds(reader: Reader, method: Method) -> Bounds:
    texts = [text.value for text in reader.texts("bounds")]
    if not texts and method is not Method.LOGIT:
        return UNBOUNDED
    try:
        low, high = map(float, texts)
    except ValueError:
        low = high = 0.0
    if isfinite(high) and 0 <= low < 1 < high:
        return Bounds(low, high)
    what = f"calibration: bounds are “{', '.join(texts)[:40]}”." if texts else "Logit needs bounds."
    remedy = "Write the least and the most that a weight may be multiplied by, as [0.3, 3]."
    reader.faults.add(reader.place_of("bounds"), what, remedy)
    return UNBOUNDED
