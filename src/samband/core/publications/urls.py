# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.publications import views
from samband.core.publications.rules import FILES

app_name = "publications"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    *(
        path(f"<slug:series>/<int:version>/{file}", views.download, {"file": file}, name=file)
        for file in FILES
    ),
]
