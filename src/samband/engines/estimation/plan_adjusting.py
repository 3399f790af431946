# SPDX-License-Identifier: EUPL-1.2
"""The part of a plan that adjusts weights before totals are met: nonresponse, samples, trim."""

import csv
from math import inf
from pathlib import Path

from samband.engines.estimation.plan import Key, SamplesRule, SilenceRule, Times, TrimRule
from samband.engines.estimation.plan_sizes import read_sizes
from samband.engines.rule_files import Place, Reader
from samband.engines.weighting import Enough, Sharing
from samband.engines.weighting.response_classes import LARGEST_FACTOR, SMALLEST_CLASS

KEYS = ("nonresponse", "samples", "trim")


def read_silence(*, reader: Reader, weight: str, folder: Path) -> SilenceRule | None:
    """``nonresponse: {columns: [sex, age], frame: drawn.csv}``, or ``drawn`` with sizes by these columns.

    weight: column of the design weights, in the frame as in the answers; empty: all weigh 1.
    """
    if "nonresponse" not in reader.section.entries:
        return None
    inside = reader.inside("nonresponse", owner="nonresponse")
    inside.refuse_unknown_keys("columns", "drawn", "frame", "minimum", "largest_factor", "collapse")
    columns: Key = tuple(dict.fromkeys(text.value for text in inside.texts("columns")))
    if not columns:
        inside.faults.add(inside.place, "nonresponse names no columns.", "Add “columns: [sex, age]”.")
    given = [key for key in ("drawn", "frame") if key in inside.section.entries]
    if len(given) != 1:
        what = f"nonresponse has {'both drawn and frame' if given else 'neither drawn nor frame'}."
        remedy = "Give the file of all who were drawn under frame, or their numbers by class under drawn."
        inside.faults.add(inside.place, what, remedy)
    factor = inside.number("largest_factor", is_required=False)
    minimum = inside.whole("minimum", low=1, high=1_000_000, default=SMALLEST_CLASS)
    return SilenceRule(
        columns=columns,
        drawn=_drawn(inside, columns, weight, folder) if columns else {},
        enough=Enough(minimum, LARGEST_FACTOR if factor is None else float(factor)),
        collapse=inside.one_of("collapse", known=columns, default=""),
    )


def _drawn(reader: Reader, columns: Key, weight: str, folder: Path) -> dict[Key, float]:
    name = reader.text("frame")
    if not name:
        return dict(read_sizes(reader=reader, key="drawn", columns=columns, folder=folder))
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _summed(csv.DictReader(file), columns, weight, reader, name)
    except OSError as error:
        reader.faults.add(reader.place_of("frame"), f"{name}: {error.strerror}.", f"Check the path {path}.")
    except UnicodeDecodeError:
        reader.faults.add(Place(name, 1), "The text is not UTF-8.", "Save the file with the encoding UTF-8.")
    except csv.Error as error:
        reader.faults.add(Place(name, 1), f"The file is not valid CSV ({error}).", "Save it as CSV again.")
    return {}


def _summed(
    rows: "csv.DictReader[str]", columns: Key, weight: str, reader: Reader, name: str
) -> dict[Key, float]:
    """Design weights of a file with one row for each person, added up by class."""
    wanted = [*columns, *([weight] if weight else [])]
    if absent := [column for column in wanted if column not in (rows.fieldnames or ())]:
        what = (
            f"There is no column {', '.join(absent)}; found {', '.join(rows.fieldnames or ()) or 'nothing'}."
        )
        reader.faults.add(Place(name, 1), what, "Add it: the classes and the weights stand in this file too.")
        return {}
    sums: dict[Key, float] = {}
    for row in rows:
        label = tuple((row[column] or "").strip() for column in columns)
        if "" in label:
            what = f"Nothing stands in column {columns[label.index('')]}."
            reader.faults.add(Place(name, rows.line_num), what, "Fill it in: the class must be known of all.")
        worth = _worth(row[weight] if weight else "1")
        if worth <= 0:
            what = f"The weight “{(row[weight] or '')[:40]}” is not a number above 0."
            reader.faults.add(Place(name, rows.line_num), what, "Correct it.")
        sums[label] = sums.get(label, 0.0) + worth
    return dict(sorted(sums.items()))


def _worth(text: str | None) -> float:
    """0 for what is no finite number above 0."""
    try:
        worth = float(text or "")
    except ValueError:
        return 0.0
    return worth if 0 < worth < inf else 0.0


def read_samples(*, reader: Reader) -> SamplesRule | None:
    """``samples: {column: mode, sharing: effective, covered: {phone: has_phone, web: has_address}}``."""
    if "samples" not in reader.section.entries:
        return None
    inside = reader.inside("samples", owner="samples")
    inside.refuse_unknown_keys("column", "sharing", "covered")
    covered = inside.inside("covered", owner="samples: covered")
    return SamplesRule(
        column=inside.text("column", is_required=True),
        sharing=Sharing(inside.one_of("sharing", known=list(Sharing), default=Sharing.EFFECTIVE)),
        covered={name: covered.text(name, is_required=True) for name in covered.keys},
    )


def read_trim(*, reader: Reader) -> TrimRule | None:
    """``trim: {upper: 5, lower: 0.2, times: median, within: [municipality]}``."""
    if "trim" not in reader.section.entries:
        return None
    inside = reader.inside("trim", owner="trim")
    inside.refuse_unknown_keys("upper", "lower", "times", "within")
    upper, lower = (inside.number(key, is_required=False) for key in ("upper", "lower"))
    rule = TrimRule(
        upper=inf if upper is None else float(upper),
        lower=0.0 if lower is None else float(lower),
        times=Times(inside.one_of("times", known=list(Times), default=Times.MEDIAN)),
        within=tuple(dict.fromkeys(text.value for text in inside.texts("within"))),
    )
    _refuse_useless(inside, rule)
    return rule


def _refuse_useless(reader: Reader, rule: TrimRule) -> None:
    remedy = (
        "Write the most, and perhaps the least, that a weight may be: “upper: 5” is five times the median."
    )
    if rule.upper == inf and rule.lower == 0:
        reader.faults.add(reader.place, "trim has neither upper nor lower.", remedy)
    elif not rule.lower < rule.upper:
        what = f"trim: lower is {rule.lower:g}, upper is {rule.upper:g}."
        reader.faults.add(reader.place, what, remedy)
    elif rule.times is Times.MEAN and not rule.lower <= 1 <= rule.upper:
        what = f"trim: all weights from {rule.lower:g} to {rule.upper:g} times their mean cannot be."
        reader.faults.add(
            reader.place, what, "The mean itself must lie between the limits: below 1, above 1."
        )
