# SPDX-License-Identifier: EUPL-1.2
"""An import contract of our own: models are used inside their area, by the modules that read and write."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

ALLOWED = {"models", "queries", "operations", "admin", "management", "migrations", "tests"}


class OwnModels(Contract):
    type_name = "own_models"

    broken_contract_guidance = fields.TextField(required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        strangers = [
            (importer, models)
            for models in sorted(graph.modules)
            if _is_models(models)
            for importer in sorted(graph.find_modules_that_directly_import(models))
            if not _may(importer, models)
        ]
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, models in check.metadata["strangers"]:
            output.print_error(f"{importer} is not allowed to import {models}")
        output.print(str(self.broken_contract_guidance or ""))


def _is_models(module: str) -> bool:
    parts = module.split(".")
    return len(parts) > 3 and parts[1] in {"core", "tools"} and parts[3] == "models"


def _may(importer: str, models: str) -> bool:
    importer_parts, area = importer.split("."), models.split(".")[:3]
    return importer_parts[:3] == area and len(importer_parts) > 3 and importer_parts[3] in ALLOWED
