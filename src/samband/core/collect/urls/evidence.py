# SPDX-License-Identifier: EUPL-1.2
"""Files that came with answers."""

from django.urls import path, re_path

from samband.core.collect.views import evidence

work = [
    path("<slug:ask>/files/", evidence.files, name="evidence"),
    path("<slug:ask>/files/all/", evidence.all_files, name="evidence_all"),
    re_path(
        r"^(?P<ask>[-a-zA-Z0-9_]+)/files/(?P<name>[0-9a-f]{32})/$", evidence.one_file, name="evidence_file"
    ),
]
