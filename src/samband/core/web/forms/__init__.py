# SPDX-License-Identifier: EUPL-1.2
"""What the forms of several areas share, and the form of the log."""

from samband.core.web.forms.log import LogForm
from samband.core.web.forms.names import slug_of

__all__ = ["LogForm", "slug_of"]
