# SPDX-License-Identifier: EUPL-1.2
"""Fee models: versions of rule files that the association keeps, and the examples that come with the tool."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.engines.fees import FeeRules, RuleCheck, check_rules, load_rules
from samband.tools.membership.models import FeeModel
from samband.tools.membership.rules import RUN_MEMBERSHIP

SHIPPED = Path(__file__).parent.parent / "parameters" / "fees"


class NoSuchModel(LookupError):  # noqa: N818  it names the fact
    def __init__(self, code: str, version: int | str = "") -> None:
        super().__init__(gettext("There is no fee model %(name)s.") % {"name": f"{code} {version}".strip()})


@dataclass(frozen=True, slots=True)
class FeeModelRecord:
    """One version of a rule file. name: by language. digest: SHA-256 of the text."""

    code: str
    version: int
    name: Mapping[str, str]
    year: int
    currency: str
    body: str
    text: str
    digest: str
    remark: str
    added_at: datetime
    added_by: str

    @property
    def key(self) -> str:
        """As it stands in addresses: ``ks_2020:1``."""
        return f"{self.code}:{self.version}"

    def in_language(self, language: str) -> str:
        return self.name.get(language) or self.name.get("en") or self.code


@dataclass(frozen=True, slots=True)
class Example:
    """A rule file that comes with the tool, of a body somewhere, with its published figures."""

    name: str
    rules: FeeRules


def fee_models(*, actor: Actor) -> tuple[FeeModelRecord, ...]:
    """All versions, newest first. Raises NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    return tuple(model_record(row=row) for row in FeeModel.objects.order_by("-added_at", "-pk"))


def fee_model(*, actor: Actor, code: str, version: int) -> FeeModelRecord:
    """Raises NoSuchModel, NotAllowed."""
    require(actor=actor, permission=RUN_MEMBERSHIP)
    row = FeeModel.objects.filter(code=code, version=version).first()
    if row is None:
        raise NoSuchModel(code, version)
    return model_record(row=row)


def model_by_key(*, actor: Actor, key: str) -> FeeModelRecord:
    """``ks_2020:1``. Raises NoSuchModel, NotAllowed."""
    code, _, version = key.partition(":")
    if not version.isdecimal() or len(version) > 5:
        raise NoSuchModel(key)
    return fee_model(actor=actor, code=code, version=int(version))


def rules_of(*, model: FeeModelRecord) -> FeeRules:
    """The rules in a kept file. Raises RuleFaults when a later Samband no longer accepts it."""
    return _loaded(model.digest, model.text)


def read_rules(*, text: str, filename: str = "fees.yaml") -> FeeRules:
    """The rules in a text. Raises RuleFaults with every fault."""
    with _as_file(text, filename) as folder:
        return load_rules(Path(folder) / filename)


def checked(*, text: str, filename: str = "fees.yaml") -> RuleCheck:
    """Everything that is wrong with the text, and what deserves a second look."""
    with _as_file(text, filename) as folder:
        return check_rules(Path(folder) / filename)


def examples() -> tuple[Example, ...]:
    """The rule files that come with the tool, by name; they are public facts."""
    return tuple(
        Example(file.stem, _loaded(digest_of(text=text), text))
        for file in sorted(SHIPPED.glob("*.yaml"))
        for text in [file.read_text(encoding="utf-8")]
    )


def example_text(*, name: str) -> str:
    """Raises NoSuchModel."""
    known = {file.stem: file for file in SHIPPED.glob("*.yaml")}
    if name not in known:
        raise NoSuchModel(name)
    return known[name].read_text(encoding="utf-8")


def digest_of(*, text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def model_record(*, row: FeeModel) -> FeeModelRecord:
    return FeeModelRecord(
        code=row.code,
        version=row.version,
        name=row.name,
        year=row.year,
        currency=row.currency,
        body=row.body,
        text=row.text,
        digest=row.digest,
        remark=row.remark,
        added_at=row.added_at,
        added_by=row.added_by,
    )


@lru_cache(maxsize=64)
def _loaded(digest: str, text: str) -> FeeRules:  # noqa: ARG001  equal digests hold equal rules
    return read_rules(text=text)


def _as_file(text: str, filename: str) -> "tempfile.TemporaryDirectory[str]":
    """The engine reads files and names them in its faults."""
    folder = tempfile.TemporaryDirectory(prefix="samband-fees-")
    (Path(folder.name) / filename).write_text(text, encoding="utf-8")
    return folder


__all__ = [
    "Example",
    "FeeModelRecord",
    "NoSuchModel",
    "checked",
    "digest_of",
    "example_text",
    "examples",
    "fee_model",
    "fee_models",
    "model_by_key",
    "model_record",
    "read_rules",
    "rules_of",
]
