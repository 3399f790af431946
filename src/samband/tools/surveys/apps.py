# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "samband.tools.surveys"
    label = "surveys"
