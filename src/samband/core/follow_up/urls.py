# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.core.follow_up.views import actions, goals, overview, steps

app_name = "follow_up"
urlpatterns = [
    path("", overview.start, name="start"),
    path("goals.csv", overview.goals_csv, name="goals_csv"),
    path("worth-sharing/", overview.practice, name="practice"),
    path("members/<slug:code>/", goals.member, name="member"),
    path("members/<slug:code>/new/", goals.new, name="new"),
    path("<int:number>/", goals.goal, name="goal"),
    path("<int:number>/change/", goals.change, name="change"),
    re_path(r"^(?P<number>\d+)/paper\.(?P<format>pdf|docx)$", goals.paper, name="paper"),
    path("<int:number>/adopt/", steps.adopt, name="adopt"),
    path("<int:number>/state/", steps.move, name="move"),
    path("<int:number>/progress/", steps.progress, name="progress"),
    path("<int:number>/public/", steps.publish, name="publish"),
    path("how/<str:word>/", steps.how_by_mail, name="how_by_mail"),
    path("<int:number>/actions/", actions.add, name="add_action"),
    path("actions/<int:number>/done/", actions.done, name="action_done"),
    path("actions/<int:number>/remove/", actions.remove, name="remove_action"),
    path("actions/<int:number>/share/", actions.share, name="share_action"),
    path("actions/<int:number>/feature/", actions.feature, name="feature_action"),
    path("actions/<int:number>/copy/", actions.copy, name="copy_action"),
]
