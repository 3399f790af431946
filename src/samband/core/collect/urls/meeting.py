# SPDX-License-Identifier: EUPL-1.2
"""In the council meeting: pages of the secretary and the hall, and short addresses for those present."""

from django.urls import path, re_path

from samband.core.collect.views.meeting import entering, hall, sessions

work = [
    path("meetings/<int:number>/", sessions.session, name="meeting"),
    path("meetings/<int:number>/presence/", sessions.presence, name="meeting_presence"),
    path("meetings/<int:number>/codes/", sessions.codes, name="meeting_codes"),
    path("meetings/<int:number>/close/", sessions.close, name="meeting_close"),
    re_path(r"^meetings/(?P<number>\d+)/steps/(?P<name>open|call_off)/$", sessions.step, name="meeting_step"),
    path("meetings/<int:number>/hall/", hall.hall, name="meeting_hall"),
    path("meetings/<int:number>/hall/count/", hall.count, name="meeting_count"),
    path("<slug:ask>/meeting/<slug:unit>/", sessions.council, name="meeting_council"),
    path("<slug:ask>/meetings/", sessions.councils, name="meetings"),
]
respondents = [
    path("m/<slug:word>/", entering.in_meeting, name="meeting"),
    re_path(r"^m/(?P<word>[A-Z0-9]+)/(?P<code>\d{6})/$", entering.slip, name="meeting_slip"),
]
