# SPDX-License-Identifier: EUPL-1.2
"""Calling people: pages of interviewers, who see the one in hand alone, and of their supervisors."""

from django.urls import path

from samband.core.collect.views.phone import calling, interviewing, quotas, supervising

work = [
    path("phone/", calling.start, name="phone"),
    path("phone/call/", calling.call, name="phone_call"),
    path("phone/call/outcome/", calling.outcome, name="phone_outcome"),
    path("phone/call/back/", calling.give_back, name="phone_give_back"),
    path("phone/interview/", interviewing.interview, name="phone_interview"),
    path("phone/interview/end/", interviewing.end, name="phone_end"),
    path("<slug:ask>/phone/", supervising.board, name="phone_board"),
    path("<slug:ask>/phone/next/", calling.next_one, name="phone_next"),
    path("<slug:ask>/phone/plan/", supervising.plan, name="phone_plan"),
    path("<slug:ask>/phone/release/", supervising.release, name="phone_release"),
    path("<slug:ask>/phone/outcomes.csv", supervising.outcomes_file, name="phone_outcomes"),
    path("<slug:ask>/quotas/", quotas.quotas, name="quotas"),
    path("<slug:ask>/quotas/cells/", quotas.make, name="quotas_make"),
    path("<slug:ask>/quotas.csv", quotas.quotas_file, name="quotas_file"),
]
