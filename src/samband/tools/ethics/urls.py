# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.tools.ethics.views import members, own, register, roles

app_name = "ethics"
urlpatterns = [
    path("", register.register, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("people/<int:person>/", register.person, name="person"),
    path("organisations/<int:number>/", register.organisation, name="organisation"),
    path("mine/", own.mine, name="mine"),
    path("mine/confirm/", own.confirm, name="confirm"),
    path("mine/add/<slug:kind>/", own.add, name="add"),
    re_path(r"^mine/my-interests\.(?P<format>json|csv)$", own.mine_file, name="mine_file"),
    path("interests/<slug:key>/", own.change, name="change"),
    path("members/<slug:code>/", members.member, name="member"),
    path("members/<slug:code>/register.json", members.register_json, name="register_json"),
    path("members/<slug:code>/bodies/<str:body>/agenda.json", members.agenda_json, name="agenda_json"),
    path("members/<slug:code>/people/<int:person>/", members.member_person, name="member_person"),
    path("members/<slug:code>/people/<int:person>/add/<slug:kind>/", members.member_add, name="member_add"),
    path("roles/", roles.roles, name="roles"),
    path("roles/confirm/", roles.confirm_roles, name="confirm_roles"),
    path("overview/", members.overview, name="overview"),
    path("overview.csv", members.overview_csv, name="overview_csv"),
]
