# SPDX-License-Identifier: EUPL-1.2
"""What the ways of answering are called."""

from django.utils.translation import gettext

from samband.core.collect.rules import Mode


def mode_name(mode: str) -> str:
    names = {
        Mode.WEB: gettext("On the web"),
        Mode.MEETING: gettext("In the meeting"),
        Mode.PHONE: gettext("By phone"),
        Mode.PAPER: gettext("On paper"),
        Mode.FILE: gettext("In a file"),
    }
    return names[Mode(mode)] if mode in set(Mode) else mode
