# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper."""

from django.urls import path, re_path

from samband.core.collect.views import paper

work = [
    path("paper/<int:number>/", paper.batch, name="paper_batch"),
    path("paper/<int:number>/sheets.pdf", paper.batch_file, name="paper_file"),
    re_path(r"^paper/(?P<number>\d+)/next/(?P<turn>first|second)/$", paper.next_sheet, name="paper_next"),
    path("paper/sheets/<int:number>/", paper.key, name="paper_key"),
    path("paper/sheets/<int:number>/settle/", paper.settle, name="paper_settle"),
    re_path(
        r"^paper/sheets/(?P<number>\d+)/steps/(?P<name>aside|again)/$", paper.sheet_step, name="paper_step"
    ),
    path("<slug:ask>/paper/", paper.paper, name="paper"),
]
