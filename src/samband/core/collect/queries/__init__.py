# SPDX-License-Identifier: EUPL-1.2
"""Reads of asks, cases, counts, imports and answers. Channels add modules here."""

from samband.core.collect.queries.asks import AskRecord, NoSuchAsk, ask, ask_record, asks, find_ask
from samband.core.collect.queries.cases import (
    CaseCount,
    CaseRecord,
    NoSuchCase,
    ask_of_digest,
    case,
    case_by_digest,
    case_counts,
    cases,
)
from samband.core.collect.queries.counts import (
    DayCount,
    QuotaRecord,
    answer_counts,
    day_counts,
    quotas,
    sealed_counts,
    unreadable_envelopes,
)
from samband.core.collect.queries.forms import AskedForm, NoForm, asked_form, form_files
from samband.core.collect.queries.imports import (
    ImportRecord,
    NoSuchImport,
    import_record,
    import_run,
    imports,
)
from samband.core.collect.queries.responses import (
    ResponseRecord,
    response_counts,
    response_modes,
    responses,
    responses_digest,
)

__all__ = [
    "AskRecord",
    "AskedForm",
    "CaseCount",
    "CaseRecord",
    "DayCount",
    "ImportRecord",
    "NoForm",
    "NoSuchAsk",
    "NoSuchCase",
    "NoSuchImport",
    "QuotaRecord",
    "ResponseRecord",
    "answer_counts",
    "ask",
    "ask_of_digest",
    "ask_record",
    "asked_form",
    "asks",
    "case",
    "case_by_digest",
    "case_counts",
    "cases",
    "day_counts",
    "find_ask",
    "form_files",
    "import_record",
    "import_run",
    "imports",
    "quotas",
    "response_counts",
    "response_modes",
    "responses",
    "responses_digest",
    "sealed_counts",
    "unreadable_envelopes",
]
