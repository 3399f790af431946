# SPDX-License-Identifier: EUPL-1.2
"""The tables of a database as its migrations made them, whichever version of the program looks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, Model

from samband.cli.archive.manifest import BadBackup

Migrations = Mapping[str, tuple[str, ...]]
NOT_KEPT = frozenset({"sessions.session", "usersessions.usersession"})
"""Tables that a backup leaves out: whoever gets hold of it must not get into anybody's session."""


@dataclass(frozen=True, slots=True)
class Schema:
    """models: label, such as ``audit.event`` -> the model as it was. targets: last migration of each app."""

    models: Mapping[str, type[Model]]
    targets: tuple[tuple[str, str], ...]


def applied_migrations(*, using: str) -> Migrations:
    """App -> names of its migrations that this database has had. Empty for a database without any."""
    recorded = MigrationLoader(connections[using]).applied_migrations or {}
    found: dict[str, list[str]] = {}
    for app, name in sorted(recorded):
        found.setdefault(app, []).append(name)
    return {app: tuple(names) for app, names in found.items()}


def schema_of(*, migrations: Migrations) -> Schema:
    """The tables after exactly these migrations. Raises BadBackup when this version does not know one."""
    loader = MigrationLoader(None)
    nodes = [(app, name) for app, names in migrations.items() for name in names]
    known = loader.graph.nodes.keys() | loader.replacements.keys()
    unknown = [node for node in nodes if node not in known]
    if unknown:
        app, name = unknown[0]
        raise BadBackup(
            f"It comes from a newer Samband: this version does not know the change {name} of {app}. "
            "Install the newer version first."
        )
    nodes = [node for node in nodes if node in loader.graph.nodes]
    state = loader.project_state(nodes, at_end=True)
    kept = {
        model._meta.label_lower: model for model in _tables(state.apps.get_models(include_auto_created=True))
    }
    return Schema(kept, tuple(_last(loader, nodes)))


def columns_of(*, model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns of its own table, without those that the database computes."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def _tables(models: Iterable[type[Model]]) -> Iterator[type[Model]]:
    for model in models:
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in NOT_KEPT:
            yield model


def _last(loader: MigrationLoader, nodes: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Those that no other of the same app follows."""
    chosen = set(nodes)
    for node in nodes:
        following = {child.key for child in loader.graph.node_map[node].children}
        if not any(key in chosen and key[0] == node[0] for key in following):
            yield node


def refuse_old() -> None:
    """Raises ValueError when the database has not had every change of this version."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise ValueError("The database is of an earlier version. Bring it up to this one first: samband init")
