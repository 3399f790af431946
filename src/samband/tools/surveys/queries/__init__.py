# SPDX-License-Identifier: EUPL-1.2
"""Reads of waves. Guarded: outsiders see what was published, members their own, analysts all."""

from samband.tools.surveys.queries.files import EstimatesChanged
from samband.tools.surveys.queries.instruments import (
    UnknownInstrument,
    crosswalk,
    instrument,
    instrument_archive,
    instrument_codebook,
    instrument_form,
    instruments,
    own_instruments,
)
from samband.tools.surveys.queries.lists import open_results, waiting
from samband.tools.surveys.queries.members import (
    MemberStudy,
    member_study,
    national_report_content,
    report_content,
)
from samband.tools.surveys.queries.received import NoSuchUpload, Received, received
from samband.tools.surveys.queries.reporting import (
    NotPublished,
    ReportSource,
    published_version,
    report_source,
)
from samband.tools.surveys.queries.results import (
    NotEstimated,
    NotPreviewable,
    estimates,
    preview_table,
    published,
    published_table,
)
from samband.tools.surveys.queries.review import GroupReview, MemberReview, Review, Withheld, review
from samband.tools.surveys.queries.rows import respondents, wave_frame
from samband.tools.surveys.queries.waves import (
    NoSuchWave,
    ParticipantRecord,
    StatusLine,
    WaveRecord,
    participants,
    status_board,
    wave,
    waves,
    waves_to_answer,
)

__all__ = [
    "EstimatesChanged",
    "GroupReview",
    "MemberReview",
    "MemberStudy",
    "NoSuchUpload",
    "NoSuchWave",
    "NotEstimated",
    "NotPreviewable",
    "NotPublished",
    "ParticipantRecord",
    "Received",
    "ReportSource",
    "Review",
    "StatusLine",
    "UnknownInstrument",
    "WaveRecord",
    "Withheld",
    "crosswalk",
    "estimates",
    "instrument",
    "instrument_archive",
    "instrument_codebook",
    "instrument_form",
    "instruments",
    "member_study",
    "national_report_content",
    "open_results",
    "own_instruments",
    "participants",
    "preview_table",
    "published",
    "published_table",
    "published_version",
    "received",
    "report_content",
    "report_source",
    "respondents",
    "review",
    "status_board",
    "waiting",
    "wave",
    "wave_frame",
    "waves",
    "waves_to_answer",
]
