# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class EthicsConfig(AppConfig):
    name = "samband.tools.ethics"
    label = "ethics"
