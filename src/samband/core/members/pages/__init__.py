# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.pages.list import ListPage, list_page
from samband.core.members.pages.statistics import StatisticsPage, statistics_page
from samband.core.members.pages.unit import UnitPage, unit_page

__all__ = ["ListPage", "StatisticsPage", "UnitPage", "list_page", "statistics_page", "unit_page"]
