# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class CollectConfig(AppConfig):
    name = "samband.core.collect"
    label = "collect"
