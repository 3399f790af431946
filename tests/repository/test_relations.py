# SPDX-License-Identifier: EUPL-1.2
"""Every foreign key points inside its own folder or down to core, in the order of the core areas."""

import tomllib

import pytest
from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.management import call_command
from django.db import models

from tests.repository.sources import ROOT


def core_order():
    """Rank of each core area, the lowest first, as the import contract has it."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "core")
    return {
        name.strip(" ()"): rank for rank, layer in enumerate(reversed(layers)) for name in layer.split("|")
    }


def may_point(*, source, target):
    """source, target: folders as ("tools", "surveys")."""
    if target[0] not in {"core", "tools"} or source == target:
        return True
    if target[0] == "tools":
        return False
    order = core_order()
    return source[0] == "tools" or order[source[1]] > order[target[1]]


def folder_of(model):
    return tuple(model.__module__.split(".")[1:3])


def test_every_foreign_key_points_inside_its_own_folder_or_down_to_core():
    ours = [model for model in apps.get_models() if model.__module__.startswith("samband.")]
    wrong = [
        f"{field.model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and not may_point(source=folder_of(model), target=folder_of(field.related_model))
    ]

    assert ours
    assert not wrong


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        (("tools", "surveys"), ("core", "collect"), True),
        (("tools", "surveys"), ("tools", "surveys"), True),
        (("tools", "surveys"), ("tools", "networks"), False),
        (("core", "collect"), ("tools", "surveys"), False),
        (("core", "jobs"), ("core", "access"), True),
        (("core", "access"), ("core", "jobs"), False),
        (("core", "collect"), ("core", "publications"), False),
        (("core", "access"), ("contrib", "auth"), True),
    ],
)
def test_the_direction_of_a_relation_is_judged(source, target, allowed):
    assert may_point(source=source, target=target) is allowed


def test_models_carry_no_labels():
    labelled = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("samband.")
        for field in model._meta.local_fields
        if not field.auto_created and not hasattr(AbstractBaseUser, field.name)
        if field.help_text or (field.verbose_name and field.verbose_name != field.name.replace("_", " "))
    ]

    assert not labelled, "texts belong to forms and pages; here they would make a migration for each word"


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
