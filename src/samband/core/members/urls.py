# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.members import views

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("statistics/", views.statistics, name="statistics"),
    path("changes/", views.changes, name="changes"),
    path("<slug:code>/", views.unit, name="unit"),
]
