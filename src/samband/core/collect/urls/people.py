# SPDX-License-Identifier: EUPL-1.2
"""Who is asked and how they are invited; and the address that ends messages."""

from django.urls import path

from samband.core.collect.views.people import frames, mailings, overview, returning, stopping

work = [
    path("<slug:ask>/people/", overview.people, name="people"),
    path("<slug:ask>/people/names/", overview.names, name="names"),
    path("<slug:ask>/people/names/<int:case>/", overview.one, name="person"),
    path("<slug:ask>/people/councils/", overview.councils, name="add_councils"),
    path("<slug:ask>/people/returned/", returning.returned, name="returned"),
    path("<slug:ask>/people/sample/", overview.sample, name="sample"),
    path("<slug:ask>/people/files/", frames.add, name="add_frame"),
    path("<slug:ask>/people/files/<int:number>/", frames.frame, name="frame"),
    path("<slug:ask>/people/files/<int:number>/columns/", frames.columns, name="frame_columns"),
    path("<slug:ask>/people/files/<int:number>/discard/", frames.discard, name="discard_frame"),
    path("<slug:ask>/people/mailings/", mailings.add, name="add_mailing"),
    path("<slug:ask>/people/mailings/<int:number>/", mailings.mailing, name="mailing"),
    path("<slug:ask>/people/mailings/<int:number>/send/", mailings.send, name="send_mailing"),
    path("<slug:ask>/people/mailings/<int:number>/letters/", mailings.letters, name="letters"),
    path("<slug:ask>/people/mailings/<int:number>/returned/", returning.returned, name="returned_of"),
    path("<slug:ask>/people/mailings/<int:number>/call-off/", mailings.call_off, name="call_off_mailing"),
]
respondents = [path("stop/<str:word>/", stopping.stop, name="stop")]
