# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.members.views import register as views

app_name = "members"
urlpatterns = [
    path("", views.member_list, name="list"),
    path("statistics/", views.statistics, name="statistics"),
    path("changes/", views.changes, name="changes"),
    path("import/", views.import_start, name="import"),
    path("import/check/", views.preview_import, name="preview_import"),
    path("import/confirm/", views.confirm_import, name="confirm_import"),
    path("register/<slug:table>.csv", views.download, name="register.csv"),
    path("template/<slug:table>.csv", views.template, name="template.csv"),
    path("<slug:code>/", views.unit, name="unit"),
]
