# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.pages.changes import ChangesPage, changes_page
from samband.core.members.pages.importing import (
    PreviewPage,
    StartPage,
    done_text,
    preview_page,
    start_page,
)
from samband.core.members.pages.list import ListPage, list_page
from samband.core.members.pages.statistics import StatisticsPage, statistics_page
from samband.core.members.pages.unit import UnitPage, unit_page

__all__ = [
    "ChangesPage",
    "ListPage",
    "PreviewPage",
    "StartPage",
    "StatisticsPage",
    "UnitPage",
    "changes_page",
    "done_text",
    "list_page",
    "preview_page",
    "start_page",
    "statistics_page",
    "unit_page",
]
