# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.collect.views import asks

work = [
    path("", asks.asks, name="asks"),
    path("<slug:ask>/", asks.ask, name="ask"),
    path("<slug:ask>/start/", asks.start, name="start"),
    path("<slug:ask>/texts/<slug:language>/", asks.texts, name="texts"),
]
