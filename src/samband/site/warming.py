# SPDX-License-Identifier: EUPL-1.2
"""What a web process reads when it starts, so that the first visitor need not wait for it.

It happens beside the first requests and changes no answer. When it fails, pages read for themselves.
"""

import gc
import logging
from threading import Thread

from django.db import connections

from samband.core.web.queries import read_ahead

logger = logging.getLogger(__name__)


def start_reading() -> Thread:
    """In a thread that ends by itself, and with the process."""
    thread = Thread(target=_start, name="reading ahead", daemon=True)
    thread.start()
    return thread


def _start() -> None:
    read_all()
    set_aside()


def set_aside() -> None:
    """Let the collector of garbage leave alone what was read: it lives as long as the process.

    Else each of its full rounds looks through all of the program, while somebody waits for a page.
    """
    gc.collect()
    gc.freeze()


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
