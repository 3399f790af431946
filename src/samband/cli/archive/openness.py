# SPDX-License-Identifier: EUPL-1.2
"""What of the database is exported, and what of that has nothing to do with persons."""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db.models import Field, Model

from samband.cli.archive.schema import columns_of

MACHINERY: Final = frozenset(
    {"sessions", "contenttypes", "auth", "mfa", "django_tasks_database", "usersessions"}
)
"""Apps whose tables only make the program work, or let somebody in."""
NO_TABLES: Final = frozenset(
    {
        "account.emailconfirmation",
        "collect.draft",
        "collect.envelope",
        "collect.spentmark",
        "congress.code",
        "socialaccount.socialapp",
        "socialaccount.socialtoken",
    }
)
"""Tables of codes and keys, with whose digests somebody could try them all, and of what is sealed."""
SECRET: Final = re.compile(r"password|secret|token|^respondent_key$|^session_key$")
"""Columns that let somebody in, or that would join answers to who gave them."""

WITHOUT_PEOPLE: Final = frozenset(
    {
        "collect.ask", "collect.form", "collect.quotacell",
        "congress.congress", "members.authority", "members.divisionweight",
        "members.loadedpack", "members.membership", "members.organisation", "members.population",
        "members.populationbysexandage",
        "members.scopedecision", "members.succession", "membership.feemodel", "membership.feeyear",
        "membership.frozenfee", "people.area", "people.body",
        "people.bodybalance", "people.organisation", "people.post", "people.term",
        "publications.publication", "publications.storedreport", "surveys.participation", "surveys.wave",
    }
)  # fmt: skip
"""Tables without a row about a person. One that is not named here counts as personal: nobody forgets it."""
OF_SOMEBODY: Final = re.compile(r"_by$|note|reason|remark")
"""Columns that name who did something, or in which somebody wrote freely."""
OPEN_FOLDERS: Final = ("publications/", "instruments/")
WAITING: Final = ("uploads/", "instruments-received/")
"""Files that wait to be read or thrown away: they are no part of the record."""


def exported(*, without_people: bool) -> Iterator[tuple[type[Model], list["Field[Any, Any]"]]]:
    """Tables with the columns that are written, in the order of their names."""
    models = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label_lower)
    for model in models:
        if _is_exported(model, without_people=without_people):
            yield model, list(_columns(model, without_people=without_people))


def is_exported_file(*, path: str, without_people: bool) -> bool:
    """path: in the home folder."""
    if without_people:
        return path.startswith(OPEN_FOLDERS)
    return "/" in path and not path.startswith(WAITING)


def _is_exported(model: type[Model], *, without_people: bool) -> bool:
    meta = model._meta
    if meta.app_label in MACHINERY or meta.label_lower in NO_TABLES or meta.proxy or not meta.managed:
        return False
    return not without_people or meta.label_lower in WITHOUT_PEOPLE


def _columns(model: type[Model], *, without_people: bool) -> Iterator["Field[Any, Any]"]:
    for field in columns_of(model=model):
        is_left_out = SECRET.search(field.name) or (without_people and OF_SOMEBODY.search(field.name))
        if not is_left_out:
            yield field
