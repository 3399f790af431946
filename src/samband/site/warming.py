# SPDX-License-Identifier: EUPL-1.2
"""What a web process reads when it starts, so that the first visitor need not wait for it.

It happens beside the first requests and changes no answer. When it fails, pages read for themselves.
"""

import logging
from threading import Thread

from django.db import connections

from samband.core.web.queries import read_ahead

logger = logging.getLogger(__name__)


def start_reading() -> Thread:
    """In a thread that ends by itself, and with the process."""
    thread = Thread(target=read_all, name="reading ahead", daemon=True)
    thread.start()
    return thread


def read_all() -> None:
    """What the cards name, one after another. One that fails does not keep the others from reading."""
    try:
        for read in read_ahead():
            try:
                read()
            except Exception:
                logger.warning("What %s reads ahead could not be read.", read.__module__, exc_info=True)
    finally:
        connections.close_all()
