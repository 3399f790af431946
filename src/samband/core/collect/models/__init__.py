# SPDX-License-Identifier: EUPL-1.2
"""Asks, whom they are asked of, the ballot box, answers, and files of answers. Channels add modules here."""

from samband.core.collect.models.answers import Draft, Envelope, QuotaCell, Response, SpentMark, Tally
from samband.core.collect.models.asks import Ask, Form
from samband.core.collect.models.cases import Case
from samband.core.collect.models.imports import ColumnMapping, ImportRun
from samband.core.collect.models.invitations import EarlierLink, Mailing, SampleFrame, Sending
from samband.core.collect.models.keys import new_key, random_id
from samband.core.collect.models.meetings import Meeting, MeetingCode
from samband.core.collect.models.paper import PaperBatch, PaperSheet
from samband.core.collect.models.phone import CallCount, CallState, PhonePlan, QuotaHold

__all__ = [
    "Ask",
    "CallCount",
    "CallState",
    "Case",
    "ColumnMapping",
    "Draft",
    "EarlierLink",
    "Envelope",
    "Form",
    "ImportRun",
    "Mailing",
    "Meeting",
    "MeetingCode",
    "PaperBatch",
    "PaperSheet",
    "PhonePlan",
    "QuotaCell",
    "QuotaHold",
    "Response",
    "SampleFrame",
    "Sending",
    "SpentMark",
    "Tally",
    "new_key",
    "random_id",
]
