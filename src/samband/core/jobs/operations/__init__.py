# SPDX-License-Identifier: EUPL-1.2
"""Queue, resume and cancel background work; run it; pick up what a dead worker left behind."""

from samband.core.jobs.operations.queueing import UnknownKind, cancel_job, queue_job, resume_job
from samband.core.jobs.operations.recovery import requeue_stale_jobs
from samband.core.jobs.operations.rounds import SECONDS_BETWEEN_ROUNDS, make_round
from samband.core.jobs.operations.running import STOP, give_sign, run_job, take_sign_away

__all__ = [
    "SECONDS_BETWEEN_ROUNDS",
    "STOP",
    "UnknownKind",
    "cancel_job",
    "give_sign",
    "make_round",
    "queue_job",
    "requeue_stale_jobs",
    "resume_job",
    "run_job",
    "take_sign_away",
]
