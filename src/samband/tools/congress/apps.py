# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "samband.tools.congress"
    label = "congress"
