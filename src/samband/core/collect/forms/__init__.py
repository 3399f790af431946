# SPDX-License-Identifier: EUPL-1.2
"""What pages of a questionnaire send."""

from samband.core.collect.forms.steps import raw_of

__all__ = ["raw_of"]
