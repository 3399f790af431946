# SPDX-License-Identifier: EUPL-1.2
from django.urls import path

from samband.core.jobs import views

urlpatterns = [
    path("", views.job_list, name="jobs"),
    path("<uuid:job_id>/", views.job_page, name="job"),
    path("<uuid:job_id>/progress/", views.job_progress, name="job_progress"),
    path("<uuid:job_id>/resume/", views.resume, name="job_resume"),
    path("<uuid:job_id>/cancel/", views.cancel, name="job_cancel"),
]
