# SPDX-License-Identifier: EUPL-1.2
"""Short addresses, for letters and telephones. A token of a letter stands directly below ``/a/``."""

from django.urls import path, re_path

from samband.core.collect.urls import meeting, people
from samband.core.collect.views import answering, entering

app_name = "answering"
urlpatterns = [
    path("", entering.entry, name="entry"),
    path("open/<slug:ask>/", entering.open_link, name="open_link"),
    *meeting.respondents,
    *people.respondents,
    path("q/<slug:ask>/", answering.welcome, name="welcome"),
    path("q/<slug:ask>/p/<int:number>/", answering.page, name="page"),
    path("q/<slug:ask>/review/", answering.review, name="review"),
    path("q/<slug:ask>/later/", answering.later, name="later"),
    path("q/<slug:ask>/thanks/", answering.thanks, name="thanks"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{16,64})/$", entering.personal_link, name="personal_link"),
]
