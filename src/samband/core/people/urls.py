# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.core.people.views import editing, keeping, lists, own, reading, turnover

app_name = "people"
urlpatterns = [
    path("", reading.search, name="search"),
    path("<int:person>/", reading.person, name="person"),
    path("<int:person>/edit/", editing.edit_person, name="edit_person"),
    path("<int:person>/offices/add/", editing.add_office, name="add_office"),
    path("offices/<int:office>/", editing.change_office, name="change_office"),
    path("offices/<int:office>/remove/", editing.remove_office, name="remove_office"),
    path("bodies/<str:code>/", reading.body, name="body"),
    path("bodies/<str:code>/add/", editing.new_person, name="new_person"),
    path("authorities/<slug:code>/", reading.authority, name="authority"),
    path("elections/", turnover.elections, name="elections"),
    path("elections/<int:number>/", turnover.election, name="election"),
    path("elections/<int:number>/answers/", turnover.decide, name="decide"),
    path("elections/<int:number>/confirm/", turnover.confirm, name="confirm"),
    path("elections/<int:number>/discard/", turnover.discard, name="discard"),
    path("bodies/<str:code>/women-and-men.csv", lists.body_balance, name="body_balance"),
    path("balance/", lists.balance, name="balance"),
    path("balance/women-and-men.csv", lists.balance_file, name="balance_file"),
    path("lists/", lists.contacts, name="lists"),
    re_path(r"^lists/contacts\.(?P<format>csv|xlsx)$", lists.contacts_file, name="contacts_file"),
    path("me/", own.me, name="me"),
    re_path(r"^me/about-me\.(?P<format>json|txt)$", own.me_file, name="me_file"),
    path("me/erasure/", own.ask_erasure, name="ask_erasure"),
    path("me/lists/", own.lists, name="me_lists"),
    path("retention/", keeping.retention, name="retention"),
    path("retention/requests/<int:number>/", keeping.answer_erasure, name="answer_erasure"),
    path("popolo/", keeping.popolo, name="popolo"),
    path("popolo/received/", keeping.popolo_received, name="popolo_received"),
    path("popolo/whole.json", keeping.whole_popolo_file, name="whole_popolo"),
    path("bodies/<str:code>/popolo.json", keeping.body_popolo, name="body_popolo"),
    path("authorities/<slug:code>/popolo.json", keeping.authority_popolo, name="authority_popolo"),
    path("association/", reading.authority, name="association"),
]
