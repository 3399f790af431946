# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "samband.tools.membership"
    label = "membership"
