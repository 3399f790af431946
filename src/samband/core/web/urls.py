# SPDX-License-Identifier: EUPL-1.2
from django.urls import path
from django.views.i18n import set_language

from samband.core.web import views

urlpatterns = [
    path("", views.start, name="start"),
    path("method/", views.method, name="method"),
    path("audit/", views.audit, name="audit"),
    path("health/", views.health, name="health"),
    path("language/", set_language, name="set_language"),
]
