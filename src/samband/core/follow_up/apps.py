# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "samband.core.follow_up"
    label = "follow_up"
