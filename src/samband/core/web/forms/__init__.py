# SPDX-License-Identifier: EUPL-1.2
"""The form of the log, and how the forms of every area are written out."""

from samband.core.web.forms.log import LogForm

__all__ = ["LogForm"]
