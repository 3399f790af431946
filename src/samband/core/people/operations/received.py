# SPDX-License-Identifier: EUPL-1.2
"""A Popolo file between upload and confirmation: private, under a random name, for whoever may load it."""

import re
from typing import BinaryIO

from samband.core.access.rules import Actor, require
from samband.core.people.analysis.popolo import NotPopolo, Reading, read_popolo
from samband.core.people.analysis.popolo.reading import LARGEST_BYTES
from samband.core.people.card import LOAD_REGISTER
from samband.core.people.operations.turnover.uploads import folder
from samband.core.people.queries.turnover import NoSuchTurnover
from samband.engines.files import Limits, Unreadable, keep

_NAME = re.compile(r"[A-Za-z0-9_]{4,40}")


def receive_popolo(*, file: BinaryIO, by: Actor) -> str:
    """Keep a file that can be read; its name for ``received_popolo``. Raises NotPopolo, NotAllowed."""
    require(actor=by, permission=LOAD_REGISTER)
    try:
        kept = keep(file=file, folder=folder(), limits=Limits(file_bytes=LARGEST_BYTES))
    except Unreadable as reason:
        raise NotPopolo(str(reason)) from None
    try:
        read_popolo(content=(folder() / kept.name).read_bytes())
    except NotPopolo:
        (folder() / kept.name).unlink()
        raise
    return kept.name


def received_popolo(*, name: str, by: Actor) -> Reading:
    """Raises NoSuchTurnover when there is no such file any more."""
    require(actor=by, permission=LOAD_REGISTER)
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NoSuchTurnover(name)
    return read_popolo(content=path.read_bytes())


def discard_received(*, name: str, by: Actor) -> None:
    require(actor=by, permission=LOAD_REGISTER)
    if _NAME.fullmatch(name):
        (folder() / name).unlink(missing_ok=True)
