# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.tools.ethics.views import dilemmas, members, own, register, roles, training

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
    path("dilemmas/", dilemmas.dilemmas, name="dilemmas"),
    path("training/", training.training_new, name="training_new"),
    path("training/statistics/", dilemmas.training_statistics, name="training_statistics"),
    path("training/statistics.csv", dilemmas.training_statistics_csv, name="training_statistics_csv"),
    path("training/lead/<str:lead>/", training.training_lead, name="training_lead"),
    path("training/lead/<str:lead>/count/", training.training_count, name="training_count"),
    path("training/lead/<str:lead>/step/", training.training_step, name="training_step"),
    path("training/take/<slug:word>/", training.training_take, name="training_take"),
    path("training/take/<slug:word>/now/", training.training_now, name="training_now"),
    path("training/take/<slug:word>/answer/", training.training_answer, name="training_answer"),
    path("join/", training.training_join, name="training_join"),
    re_path(r"^join/(?P<code>[0-9]{6})/$", training.training_join_code, name="training_join_code"),
    path("overview/", members.overview, name="overview"),
    path("overview.csv", members.overview_csv, name="overview_csv"),
]
