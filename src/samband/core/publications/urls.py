# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.publications import views
from samband.core.publications.rules import BUNDLE, FILES

app_name = "publications"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("catalogue.jsonld", views.portal, name="portal"),
    path(f"<slug:series>/<int:version>/{BUNDLE}", views.bundle, name="bundle"),
    *(
        path(f"<slug:series>/<int:version>/{file}", views.download, {"file": file}, name=file)
        for file in FILES
    ),
]
