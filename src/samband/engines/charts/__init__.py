# SPDX-License-Identifier: EUPL-1.2
"""Tables become accessible SVG: one theme, no script, the same string on page and paper.

Every function returns a Chart: the picture, its title and description, and the same figures as a table.
All words come from the caller, in the reader's language; figures are written by the frame's language.
"""

from samband.engines.charts.axis import Axis
from samband.engines.charts.cartogram import CartogramNames, Mark, Shown, cartogram, equal_classes
from samband.engines.charts.chart import Chart, ChartTable, Frame, Screens, for_screens
from samband.engines.charts.distribution import DistributionNames, Place, distribution
from samband.engines.charts.dot_interval import ColumnNames, IntervalRow, dot_interval
from samband.engines.charts.funnel import FunnelLimits, FunnelNames, FunnelPoint, funnel
from samband.engines.charts.lineage_tree import TreeLink, TreeNode, lineage_tree
from samband.engines.charts.marks import Dot
from samband.engines.charts.numbers import Cell, Number, cell_text, format_code, number_text
from samband.engines.charts.ownership_tree import OwnerLink, OwnerNode, ownership_tree
from samband.engines.charts.paired_dots import Pair, paired_dots
from samband.engines.charts.series_with_breaks import Moment, SeriesNames, series_with_breaks

__all__ = [
    "Axis",
    "CartogramNames",
    "Cell",
    "Chart",
    "ChartTable",
    "ColumnNames",
    "DistributionNames",
    "Dot",
    "Frame",
    "FunnelLimits",
    "FunnelNames",
    "FunnelPoint",
    "IntervalRow",
    "Mark",
    "Moment",
    "Number",
    "OwnerLink",
    "OwnerNode",
    "Pair",
    "Place",
    "Screens",
    "SeriesNames",
    "Shown",
    "TreeLink",
    "TreeNode",
    "cartogram",
    "cell_text",
    "distribution",
    "dot_interval",
    "equal_classes",
    "for_screens",
    "format_code",
    "funnel",
    "lineage_tree",
    "number_text",
    "ownership_tree",
    "paired_dots",
    "series_with_breaks",
]
