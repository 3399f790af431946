# SPDX-License-Identifier: EUPL-1.2
"""Who is asked and how they are invited; and the address that ends messages."""

from django.urls import path

from samband.core.collect.views.people import stopping

respondents = [path("stop/<str:word>/", stopping.stop, name="stop")]
