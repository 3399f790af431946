# SPDX-License-Identifier: EUPL-1.2
from django.urls import path, re_path

from samband.tools.membership.views import decided, invoices, members, models, notices, simulation

app_name = "membership"
MODEL = r"(?P<code>[a-z][a-z0-9_]{0,59})/(?P<version>[0-9]{1,4})"
YEAR = r"(?P<year>[0-9]{4})"
urlpatterns = [
    path("", members.members, name="members"),
    path("members.csv", members.members_file, name="members_file"),
    path("members/<slug:code>/", members.member, name="member"),
    path("members/<slug:code>/leave/<slug:scope>/", notices.prepare, name="prepare"),
    path("members/<slug:code>/join/", members.join, name="join"),
    path("members/<slug:code>/correct/<int:membership>/", members.correct, name="correct"),
    re_path(rf"^members/(?P<code>[-\w]+)/fees/{YEAR}/$", decided.own, name="own_fee"),
    path("organisations/add/", members.add_organisation, name="add_organisation"),
    path("desk/", notices.desk, name="desk"),
    path("desk/<int:notice>/", notices.register, name="register"),
    path("desk/found/", notices.found, name="found"),
    path("desk/follow/", notices.follow, name="follow"),
    path("desk/decide/<slug:code>/<slug:scope>/", notices.decide, name="decide"),
    path("fees/", models.overview, name="fees"),
    path("fees/models/add/", models.add, name="add_model"),
    re_path(r"^fees/examples/(?P<name>[a-z][a-z0-9_]{0,59})\.yaml$", models.example, name="example"),
    re_path(rf"^fees/models/{MODEL}/$", models.model, name="model"),
    re_path(rf"^fees/models/{MODEL}/rules\.yaml$", models.model_file, name="model_file"),
    re_path(rf"^fees/models/{MODEL}/computed/$", models.computed, name="computed"),
    re_path(rf"^fees/models/{MODEL}/computed/(?P<member>[-\w]+)/$", models.computed_one, name="computed_one"),
    re_path(
        rf"^fees/models/{MODEL}/computed\.(?P<format>csv|xlsx)$", models.computed_file, name="computed_file"
    ),
    re_path(rf"^fees/models/{MODEL}/decide/$", decided.decide, name="decide_fees"),
    path("fees/simulation/", simulation.simulation, name="simulation"),
    re_path(r"^fees/simulation\.(?P<format>csv|xlsx)$", simulation.simulation_file, name="simulation_file"),
    re_path(rf"^fees/years/{YEAR}/(?P<revision>[0-9]{{1,3}})/$", decided.year, name="year"),
    re_path(
        rf"^fees/years/{YEAR}/(?P<revision>[0-9]{{1,3}})/fees\.(?P<format>csv|xlsx)$",
        decided.year_file,
        name="year_file",
    ),
    re_path(rf"^fees/years/{YEAR}/invoice/$", invoices.issue, name="issue"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/seller/", invoices.seller, name="seller"),
    path("invoices/buyers/", invoices.buyers, name="buyers"),
    re_path(rf"^invoices/{YEAR}/files/$", invoices.files, name="make_files"),
    re_path(rf"^invoices/{YEAR}/sent/$", invoices.sent, name="mark_sent"),
    re_path(rf"^invoices/{YEAR}/invoices\.zip$", invoices.archive, name="archive"),
    re_path(rf"^invoices/{YEAR}/accounting\.csv$", invoices.accounting, name="accounting"),
    path("invoices/<int:number>/", invoices.invoice, name="invoice"),
    path("invoices/<int:number>/paid/", invoices.paid, name="mark_paid"),
    re_path(
        r"^invoices/(?P<number>[0-9]{1,9})/invoice\.(?P<format>pdf|xml)$",
        invoices.invoice_file,
        name="invoice_file",
    ),
]
