# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.tools.dialogue.views import needs, overview, plan, uses

app_name = "dialogue"
urlpatterns = [
    path("", overview.start, name="start"),
    path("needs/", overview.needs, name="needs"),
    path("needs.csv", overview.needs_csv, name="needs_csv"),
    path("silent-members.csv", overview.silent_csv, name="silent_csv"),
    path("needs/new/", needs.hear, name="hear"),
    path("needs/<int:number>/", needs.need, name="need"),
    path("needs/<int:number>/answer/", needs.answer, name="answer"),
    path("needs/<int:number>/plan/", needs.into_plan, name="into_plan"),
    path("members/<slug:code>/", needs.member, name="member"),
    path("members/<slug:code>/new/", needs.state, name="state"),
    path("members/<slug:code>/services/<int:number>/", needs.rate, name="rate"),
    path("plan/<int:year>/", plan.plan, name="plan"),
    path("plan/<int:year>/add/", plan.add, name="add_plan_item"),
    path("plan/items/<int:number>/", plan.move, name="move_plan_item"),
    path("services/", uses.uses, name="uses"),
    path("services/record/", uses.record, name="record_use"),
    path("services/preview/", uses.preview, name="preview_uses"),
    path("services/confirm/", uses.confirm, name="confirm_uses"),
]
