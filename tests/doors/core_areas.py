# SPDX-License-Identifier: EUPL-1.2
"""The register of members, background work, published tables."""

from collections.abc import Mapping
from unittest.mock import patch

from django.utils import timezone

from samband.core.access.rules import INSTALLATION
from samband.core.jobs.operations import queue_job
from samband.core.web.queries import job_handlers
from tests.doors.door import ADMINISTRATOR, ALL, ANALYST, SIGNED_IN, STAFF, UTSIRA, Door

ANALYSTS = frozenset({ANALYST})
TABLE = {"series": "nothing-published", "version": "1"}
JOB = {"job_id": "@job"}
DOORS = (
    Door("members:list", get=ALL),
    Door("members:list", get=ALL, query="?q=utsira"),
    Door("members:statistics", get=ALL),
    Door("members:unit", get=ALL, given={"code": UTSIRA}),
    Door("members:unit", given={"code": "9999"}),
    Door("members:changes", get=ALL),
    Door("members:import", get=frozenset({ADMINISTRATOR})),
    Door("members:preview_import", post=frozenset({ADMINISTRATOR})),
    Door("members:confirm_import", post=frozenset({ADMINISTRATOR})),
    Door("members:register.csv", get=ALL, given={"table": "authorities"}),
    Door("members:register.csv", get=ALL, given={"table": "nothing"}, exists=False),  # no such table
    Door("members:template.csv", get=ALL, given={"table": "population"}),
    Door("publications:catalogue", get=ALL),
    # What is published is everybody's, so nothing behind it could be told to anybody too many.
    Door("publications:table.csv", get=ALL, given=TABLE, exists=False),
    Door("publications:table.parquet", get=ALL, given=TABLE, exists=False),
    Door("publications:metadata.json", get=ALL, given=TABLE, exists=False),
    Door("publications:bundle", get=ALL, given=TABLE, exists=False),
    Door("publications:portal", get=ALL),
    Door("notices:wishes", get=ANALYSTS, post=ANALYSTS, data={"address": "nobody@example.org"}),
    Door("notices:note_wish", post=ANALYSTS),
    Door("notices:lift_wish", post=ANALYSTS),
    Door("jobs", get=SIGNED_IN),
    Door("job", get=STAFF, given=JOB),
    Door("job_progress", get=STAFF, given=JOB),
    Door("job_resume", post=STAFF, given=JOB),
    Door("job_cancel", post=STAFF, given=JOB),
)


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """Background work that the installation began."""
    kind = sorted(job_handlers())[0]
    with patch("samband.core.jobs.operations.queueing.enqueue"):  # it waits in the queue
        queued = queue_job(kind=kind, arguments={}, total=1, by=INSTALLATION, at=timezone.now())
    return {"job": str(queued.id)}
