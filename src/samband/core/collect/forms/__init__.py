# SPDX-License-Identifier: EUPL-1.2
"""What pages of a questionnaire send."""

from samband.core.collect.forms.asks import AboutForm, PlanForm
from samband.core.collect.forms.respondents import EntryForm, PlaceForm, TryForm
from samband.core.collect.forms.steps import raw_of

__all__ = ["AboutForm", "EntryForm", "PlaceForm", "PlanForm", "TryForm", "raw_of"]
