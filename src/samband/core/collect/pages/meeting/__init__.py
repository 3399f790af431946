# SPDX-License-Identifier: EUPL-1.2
"""What pages of a council meeting show."""

from samband.core.collect.pages.meeting.results import Answered, ResultPage, result_page
from samband.core.collect.pages.meeting.words import (
    Address,
    address_of,
    paper_file,
    slips_file,
    slips_of,
    title_in,
    told_of,
)

__all__ = [
    "Address",
    "Answered",
    "ResultPage",
    "address_of",
    "paper_file",
    "result_page",
    "slips_file",
    "slips_of",
    "title_in",
    "told_of",
]
