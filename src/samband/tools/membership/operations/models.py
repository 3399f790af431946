# SPDX-License-Identifier: EUPL-1.2
"""Keeping fee models: every version stays, an edit is a new version."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.tools.membership.models import FeeModel
from samband.tools.membership.queries.models import (
    FeeModelRecord,
    digest_of,
    model_record,
    read_rules,
)
from samband.tools.membership.rules import RUN_MEMBERSHIP

LARGEST = 200_000
"""Characters of a rule file; those that come with the tool have a few thousand."""


class ModelExists(ValueError):  # noqa: N818  it names the fact
    """The very same text is kept already."""

    def __init__(self, found: FeeModelRecord) -> None:
        words = gettext("This text is kept already as %(code)s, version %(version)s. Nothing was added.")
        super().__init__(words % {"code": found.code, "version": found.version})
        self.found = found


@transaction.atomic
def add_model(
    *, text: str, remark: str = "", filename: str = "fees.yaml", by: Actor, at: datetime
) -> FeeModelRecord:
    """Keep a rule file: the first version of its code, or the next one.

    Raises RuleFaults with every fault, ModelExists, NotAllowed.
    """
    require(actor=by, permission=RUN_MEMBERSHIP)
    text = text.replace("\r\n", "\n")
    if kept := FeeModel.objects.filter(digest=digest_of(text=text)).first():
        raise ModelExists(model_record(row=kept))
    rules = read_rules(text=text, filename=filename)
    earlier = FeeModel.objects.filter(code=rules.code).order_by("-version").first()
    row = FeeModel.objects.create(
        code=rules.code, version=earlier.version + 1 if earlier else 1, name=dict(rules.name),
        year=rules.year, currency=rules.currency, body=rules.body, text=text, digest=digest_of(text=text),
        remark=remark, added_at=at, added_by=by.reference,
    )  # fmt: skip
    about = f"membership.model:{row.code}:{row.version}"
    record(
        event="membership.model_added", by=by.reference, at=at, about=about, details={"digest": row.digest}
    )
    return model_record(row=row)
