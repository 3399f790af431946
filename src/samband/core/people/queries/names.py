# SPDX-License-Identifier: EUPL-1.2
"""What the log calls the things of this area."""

from collections.abc import Mapping

from samband.core.people import models


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """For whoever may read the log: persons, bodies, terms and election files by their references."""
    persons = _after(references, "people.person:")
    bodies = _after(references, "people.body:")
    terms = _after(references, "people.term:")
    files = _after(references, "people.turnover:")
    keys = [int(key) for key in persons if key.isdecimal()]
    numbers = [int(key) for key in files if key.isdecimal()]
    named = {
        f"people.person:{key}": name
        for key, name in models.Person.objects.filter(pk__in=keys).values_list("pk", "name")
    }
    named |= {
        f"people.body:{code}": name
        for code, name in models.Body.objects.filter(code__in=bodies).values_list("code", "name")
    }
    named |= {
        f"people.term:{code}": name
        for code, name in models.Term.objects.filter(code__in=terms).values_list("code", "name")
    }
    return named | {
        f"people.turnover:{key}": name
        for key, name in models.Turnover.objects.filter(pk__in=numbers).values_list("pk", "filename")
    }


def _after(references: frozenset[str], prefix: str) -> list[str]:
    return [one.removeprefix(prefix) for one in references if one.startswith(prefix)]
