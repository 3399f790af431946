# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "samband.core.members"
    label = "members"
