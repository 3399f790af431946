# SPDX-License-Identifier: EUPL-1.2
"""The pages of the register, and how files leave in every area: this is the lowest that sends one."""

from samband.core.members.views.files import attachment, csv_attachment

__all__ = ["attachment", "csv_attachment"]
