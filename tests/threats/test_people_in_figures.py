# SPDX-License-Identifier: EUPL-1.2
"""Answers and identities do not meet, and no figure leaves without disclosure control."""

from datetime import UTC, datetime

import pytest
from django.apps import apps

from samband.core.publications import operations
from samband.engines.tables import EstimateTable

IDENTITIES = {"access", "people", "account", "auth", "mfa", "socialaccount", "usersessions"}
TELLING = {"name", "email", "phone", "address", "person", "user", "birth_date", "ip", "respondent"}


def test_t14_a_table_that_did_not_pass_disclosure_control_is_not_published(analyst):
    given = {"series": "trust", "title": {"en": "Trust"}, "table": EstimateTable(()), "by": analyst}
    with pytest.raises(TypeError, match="release"):
        operations.publish(**given, provenance=None, embargoes=(), at=datetime(2026, 1, 1, tzinfo=UTC))


def test_t16_no_answer_stands_beside_an_identity():
    """Neither a column that names somebody nor a way to a table that does, in the area that keeps answers."""
    found = []
    for model in apps.get_app_config("collect").get_models():
        for field in model._meta.get_fields():
            if field.related_model is not None and field.related_model._meta.app_label in IDENTITIES:
                found.append(f"{model.__name__}.{field.name}")
            if field.name in TELLING:
                found.append(f"{model.__name__}.{field.name}")
    assert found == []


def test_t16_no_table_of_identities_points_to_answers():
    found = [
        f"{model._meta.label}.{field.name}"
        for label in IDENTITIES & {config.label for config in apps.get_app_configs()}
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.get_fields()
        if field.related_model is not None and field.related_model._meta.app_label == "collect"
    ]
    assert found == []


def test_t16_a_respondent_is_another_digest_in_another_round():
    from samband.core.collect.models import new_key

    assert new_key() != new_key()
    assert len(new_key()) == 32
