# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "samband.core.publications"
    label = "publications"
