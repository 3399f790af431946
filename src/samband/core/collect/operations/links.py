# SPDX-License-Identifier: EUPL-1.2
"""Links of people who are asked: made as a letter is written, kept nowhere."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from samband.core.collect.analysis.sealing import token_digest
from samband.core.collect.models import Case, EarlierLink
from samband.core.collect.operations.cases import new_token

_AT_ONCE = 500


@transaction.atomic
def fresh_links(*, cases: Iterable[int]) -> Mapping[int, str]:
    """Case -> a new token; those sent before go on opening it. Cases that have answered are passed over.

    For channels that have asked for a permission: the tokens are returned this once.
    """
    wanted = sorted(cases)
    found = list(Case.objects.select_for_update().filter(pk__in=wanted, answered_on=None).order_by("pk"))
    EarlierLink.objects.bulk_create(
        (EarlierLink(digest=one.token_digest, case=one) for one in found if one.token_digest),
        batch_size=_AT_ONCE,
    )
    tokens = {one.pk: new_token() for one in found}
    for one in found:
        one.token_digest = token_digest(token=tokens[one.pk])
    Case.objects.bulk_update(found, ["token_digest"], batch_size=_AT_ONCE)
    return tokens


@transaction.atomic
def take_back(*, case: int, token: str) -> None:
    """Forget a link that could not be sent; the one before is the present one again."""
    found = Case.objects.select_for_update().filter(pk=case, token_digest=token_digest(token=token)).first()
    if found is None:
        return
    before = EarlierLink.objects.filter(case=found).order_by("digest").first()
    found.token_digest = before.digest if before else ""
    found.save(update_fields=["token_digest"])
    if before:
        before.delete()
