# SPDX-License-Identifier: EUPL-1.2
"""Pages of work, under ``/answers/``. Pages of respondents: ``urls.respondents``, under ``/a/``."""

from django.urls import URLPattern, URLResolver

from samband.core.collect.urls import asks, board, evidence, meeting, paper, people, phone

app_name = "collect"
urlpatterns: list[URLPattern | URLResolver] = [
    *meeting.work,
    *phone.work,
    *board.work,
    *evidence.work,
    *paper.work,
    *people.work,
    *asks.work,
]
