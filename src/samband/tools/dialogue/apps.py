# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "samband.tools.dialogue"
    label = "dialogue"
