# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.notices import views

app_name = "notices"
urlpatterns = [
    path("wishes/", views.wishes, name="wishes"),
    path("wishes/note/", views.note, name="note_wish"),
    path("wishes/lift/", views.lift, name="lift_wish"),
]
