# SPDX-License-Identifier: EUPL-1.2
"""How the fieldwork goes."""

from django.urls import path

from samband.core.collect.views import board

work = [
    path("<slug:ask>/fieldwork/", board.board, name="board"),
    path("<slug:ask>/fieldwork.csv", board.board_file, name="board_file"),
    path("<slug:ask>/fieldwork/<slug:unit>/", board.own_board, name="own_board"),
]
