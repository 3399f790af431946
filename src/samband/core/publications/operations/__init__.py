# SPDX-License-Identifier: EUPL-1.2
from samband.core.publications.operations.publishing import publish
from samband.core.publications.operations.reports import store_report

__all__ = ["publish", "store_report"]
