# SPDX-License-Identifier: EUPL-1.2
"""Units over time: mergers, divisions, new numbers and names; figures carried over them, or refused with the
reason."""

from samband.engines.geography.allocation import share_out
from samband.engines.geography.breaks import Break, breaks
from samband.engines.geography.checking import (
    GeographyFault,
    GeographyFaults,
    geography_faults,
    make_geography,
)
from samband.engines.geography.conversion import (
    ConvertedFigure,
    Figure,
    Series,
    convert,
    converted_figure,
)
from samband.engines.geography.correspondence import Correspondence, Division, Part, correspond
from samband.engines.geography.differencing import (
    Difference,
    differences,
    small_differences,
    sums_over_change,
)
from samband.engines.geography.geography import Geography, UnknownUnits
from samband.engines.geography.lineage import Asked, Lineage, Link, ask, changes_between, lineage
from samband.engines.geography.quantities import (
    EXACT,
    Method,
    Obstacle,
    ObstacleKind,
    Quantity,
    Status,
    obstacles,
)
from samband.engines.geography.sizes import weights_from_sizes
from samband.engines.geography.table import BadFigures, ConvertedTable, Layer, convert_table
from samband.engines.geography.units import Basis, Change, ChangeKind, Happened, Unit, Weight

__all__ = [
    "EXACT",
    "Asked",
    "BadFigures",
    "Basis",
    "Break",
    "Change",
    "ChangeKind",
    "ConvertedFigure",
    "ConvertedTable",
    "Correspondence",
    "Difference",
    "Division",
    "Figure",
    "Geography",
    "GeographyFault",
    "GeographyFaults",
    "Happened",
    "Layer",
    "Lineage",
    "Link",
    "Method",
    "Obstacle",
    "ObstacleKind",
    "Part",
    "Quantity",
    "Series",
    "Status",
    "Unit",
    "UnknownUnits",
    "Weight",
    "ask",
    "breaks",
    "changes_between",
    "convert",
    "convert_table",
    "converted_figure",
    "correspond",
    "differences",
    "geography_faults",
    "lineage",
    "make_geography",
    "obstacles",
    "share_out",
    "small_differences",
    "sums_over_change",
    "weights_from_sizes",
]
