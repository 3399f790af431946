# SPDX-License-Identifier: EUPL-1.2
"""Every import contract is proved: a fault is planted in a copy of the source, and the linter names it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES_ONLY = shutil.ignore_patterns(
    "*.csv", "*.po", "*.mo", "static", "templates", "fonts", "tests", "__pycache__"
)
HEAD = "# SPDX-License-Identifier: EUPL-1.2\n"


class Tree:
    """A copy of the source in which a test may plant faults."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "src", folder / "src", ignore=MODULES_ONLY)
        shutil.copytree(ROOT / "tests" / "repository", folder / "tests" / "repository")
        shutil.copy(ROOT / "tests" / "__init__.py", folder / "tests")
        shutil.copy(ROOT / "pyproject.toml", folder)

    def plant(self, module: str, code: str = "") -> None:
        """Add code to the end of a module, which is made, with its packages, when it is not there."""
        file = self.folder / "src" / f"{module.replace('.', '/')}.py"
        package = file.with_suffix("") / "__init__.py"
        file = package if package.exists() else file
        self._make_packages(file.parent)
        before = file.read_text(encoding="utf-8") if file.exists() else HEAD
        file.write_text(f"{before}\n{code}\n", encoding="utf-8")

    def _make_packages(self, folder: Path) -> None:
        if not (folder / "__init__.py").exists():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "__init__.py").touch()
            self._make_packages(folder.parent)

    def broken(self) -> str:
        """What the linter says of the broken contracts, on one line; empty when all are kept."""
        words = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
        environment = {"PYTHONPATH": str(self.folder / "src"), "PATH": "", "COLUMNS": "200"}
        done = subprocess.run(
            words, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        return " ".join(f"{done.stdout} {done.stderr}".partition("Broken contracts")[2].split())


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def test_a_core_area_that_imports_a_tool_is_caught(tree):
    tree.plant("samband.core.audit.queries", "import samband.tools.surveys")

    assert "samband.core is not allowed to import samband.tools" in tree.broken()


def test_an_engine_that_imports_core_is_caught(tree):
    tree.plant("samband.engines.tables.estimates", "import samband.core.access.rules")

    assert "samband.engines is not allowed to import samband.core" in tree.broken()


def test_a_stray_package_beside_the_layers_is_caught(tree):
    tree.plant("samband.utils.text")

    assert "samband.utils" in tree.broken()


def test_an_engine_that_imports_django_is_caught(tree):
    tree.plant("samband.engines.tables.estimates", "from django.utils import timezone")

    assert "samband.engines is not allowed to import django" in tree.broken()


def test_an_analysis_that_reaches_the_network_through_another_module_is_caught(tree):
    tree.plant("samband.tools.surveys.rules", "import urllib.request")
    tree.plant("samband.tools.planted.analysis", "import samband.tools.surveys.rules")

    assert "samband.tools.planted.analysis is not allowed to import urllib" in tree.broken()


@pytest.mark.parametrize("module", ["rules", "card"])
def test_rules_and_cards_that_import_django_are_caught(tree, module):
    tree.plant(f"samband.tools.planted.{module}", "import django.db")

    assert f"samband.tools.planted.{module} is not allowed to import django" in tree.broken()


def test_an_engine_command_that_loads_django_is_caught(tree):
    tree.plant("samband.cli.main", "import samband.cli.planted")
    tree.plant("samband.cli.planted", "import django")

    assert "samband.cli.main is not allowed to import django" in tree.broken()


def test_a_tool_that_imports_another_tool_is_caught(tree):
    tree.plant("samband.tools.planted.queries", "import samband.tools.surveys")

    assert "samband.tools.planted is not allowed to import samband.tools.surveys" in tree.broken()


def test_a_query_that_imports_an_operation_is_caught(tree):
    tree.plant("samband.tools.planted.operations")
    tree.plant("samband.tools.planted.queries", "import samband.tools.planted.operations")

    assert (
        "samband.tools.planted.queries is not allowed to import samband.tools.planted.operations"
        in tree.broken()
    )


def test_a_module_with_a_name_of_its_own_is_caught(tree):
    tree.plant("samband.tools.planted.utils")

    assert "samband.tools.planted.utils" in tree.broken()


def test_a_core_area_that_imports_one_above_it_is_caught(tree):
    tree.plant("samband.core.audit.queries", "import samband.core.jobs.queries")

    assert "samband.core.audit is not allowed to import samband.core.jobs" in tree.broken()


def test_shared_types_that_import_more_of_samband_are_caught(tree):
    tree.plant("samband.core.web.card", "import samband.core.access.queries")

    assert "samband.core.web.card is not allowed to import samband.core.access.queries" in tree.broken()


def test_a_view_that_imports_models_is_caught(tree):
    tree.plant("samband.tools.planted.models")
    tree.plant("samband.tools.planted.views", "import samband.tools.planted.models")

    assert (
        "samband.tools.planted.views is not allowed to import samband.tools.planted.models" in tree.broken()
    )


def test_an_operation_that_imports_the_models_of_another_area_is_caught(tree):
    tree.plant("samband.tools.planted.operations", "from samband.core.access.models import User")

    assert (
        "samband.tools.planted.operations is not allowed to import samband.core.access.models"
        in tree.broken()
    )


def test_two_engines_that_import_one_another_are_caught(tree):
    tree.plant("samband.engines.planted_one", "import samband.engines.planted_two")
    tree.plant("samband.engines.planted_two", "import samband.engines.planted_one")

    assert "engines have no cycles" in tree.broken()
