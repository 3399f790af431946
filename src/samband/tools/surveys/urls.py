# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.tools.surveys.views import (
    answers,
    breakdowns,
    handing_out,
    instruments,
    measures,
    paper,
    results,
    weighting,
    work,
)

app_name = "surveys"
ONE_INSTRUMENT = r"(?P<code>[a-z][a-z0-9_]{0,60})/(?P<version>[0-9A-Za-z][0-9A-Za-z._-]{0,39})"
urlpatterns = [
    path("", results.waves, name="waves"),
    path("new/", work.create, name="create"),
    path("instruments/", instruments.catalogue, name="instruments"),
    path("instruments/add/", instruments.add, name="add_instrument"),
    re_path(r"^instruments/add/(?P<upload>[0-9a-f]{32})/$", instruments.received, name="received"),
    re_path(
        r"^instruments/add/(?P<upload>[0-9a-f]{32})/discard/$",
        instruments.discard,
        name="discard_received",
    ),
    re_path(rf"^instruments/{ONE_INSTRUMENT}/$", instruments.preview, name="instrument"),
    re_path(rf"^instruments/{ONE_INSTRUMENT}/try/$", instruments.try_instrument, name="try_instrument"),
    re_path(
        rf"^instruments/{ONE_INSTRUMENT}/questionnaire\.(?P<format>xlsx|zip|xml)$",
        instruments.download,
        name="instrument_file",
    ),
    re_path(rf"^instruments/{ONE_INSTRUMENT}/on-paper/$", paper.on_paper, name="on_paper"),
    re_path(rf"^instruments/{ONE_INSTRUMENT}/on-paper\.pdf$", paper.paper_file, name="paper_file"),
    re_path(rf"^instruments/{ONE_INSTRUMENT}/made-up\.csv$", instruments.made_up, name="made_up_answers"),
    path("<slug:slug>/", results.overview, name="overview"),
    path("<slug:slug>/method/", results.method, name="method"),
    path("<slug:slug>/downloads/", results.downloads, name="downloads"),
    path("<slug:slug>/report/", results.national_report, name="national_report"),
    re_path(
        r"^(?P<slug>[-\w]+)/report\.(?P<format>pdf|xlsx)$",
        results.national_report_file,
        name="national_report_file",
    ),
    path("<slug:slug>/measures/<slug:measure>/", measures.measure, name="measure"),
    path("<slug:slug>/background/", breakdowns.background, name="background"),
    path("<slug:slug>/members/<slug:code>/", results.member, name="member"),
    path("<slug:slug>/members/<slug:code>/presented/", results.presented, name="presented"),
    path("<slug:slug>/members/<slug:code>/figures.csv", results.member_figures, name="member_figures"),
    path("<slug:slug>/members/<slug:code>/report/", results.report, name="report"),
    re_path(
        r"^(?P<slug>[-\w]+)/members/(?P<code>[-\w]+)/report\.(?P<format>pdf|xlsx)$",
        results.report_file,
        name="report_file",
    ),
    path("<slug:slug>/manage/", work.work, name="work"),
    path("<slug:slug>/manage/participants/", work.participants, name="participants"),
    path("<slug:slug>/manage/answers/", answers.answers, name="answers"),
    path("<slug:slug>/manage/hand-out/", handing_out.hand_out, name="hand_out"),
    path("<slug:slug>/manage/answers/<int:number>/", answers.one_import, name="import"),
    path("<slug:slug>/manage/answers/<int:number>/confirm/", answers.confirm, name="confirm"),
    path("<slug:slug>/manage/answers/<int:number>/discard/", answers.discard, name="discard"),
    re_path(r"^(?P<slug>[-\w]+)/manage/steps/(?P<name>open|close|estimate)$", work.step, name="step"),
    path("<slug:slug>/manage/weighting/", weighting.weighting, name="weighting"),
    path("<slug:slug>/manage/reports/", work.reports, name="reports"),
    path("<slug:slug>/manage/reopen/", work.reopen, name="reopen"),
    path("<slug:slug>/manage/review/", work.review, name="review"),
    path("<slug:slug>/manage/publish/", work.publish, name="publish"),
]
