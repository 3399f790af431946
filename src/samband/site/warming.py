# SPDX-License-Identifier: EUPL-1.2
"""What a web process reads when it starts, so that the first visitor need not wait for it.

It happens beside the first requests and changes no answer. When it fails, pages read for themselves.
"""

import gc
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import gettext, override

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
    """Addresses and languages, what the cards name, templates. One that fails does not keep the others
    from reading.
    """
    try:
        for read in (read_languages, *read_ahead(), read_templates):
            try:
                read()
            except Exception:
                logger.warning("What %s reads ahead could not be read.", read.__module__, exc_info=True)
    finally:
        connections.close_all()


def read_languages() -> None:
    """All addresses with their views, and the words of each language of the site."""
    for code, _ in settings.LANGUAGES:
        with override(code):
            gettext("Name")
            get_resolver().reverse_dict  # noqa: B018  it is made when it is asked for


def read_templates() -> None:
    """Those of the program, which the loader then keeps."""
    for name in _templates():
        get_template(name)


def _templates() -> Iterator[str]:
    own = (Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("samband."))
    for folder in own:
        for file in sorted(folder.rglob("*.*")):
            if file.suffix in (".html", ".txt"):
                yield file.relative_to(folder).as_posix()
