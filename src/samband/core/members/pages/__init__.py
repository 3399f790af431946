# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.pages.changes import ChangesPage, changes_page
from samband.core.members.pages.list import ListPage, list_page
from samband.core.members.pages.statistics import StatisticsPage, statistics_page
from samband.core.members.pages.unit import UnitPage, unit_page

__all__ = [
    "ChangesPage",
    "ListPage",
    "StatisticsPage",
    "UnitPage",
    "changes_page",
    "list_page",
    "statistics_page",
    "unit_page",
]
