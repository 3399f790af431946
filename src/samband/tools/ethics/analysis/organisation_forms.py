# SPDX-License-Identifier: EUPL-1.2
"""What kind of organisation a legal form is, by the codes that registers of countries use."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

FORMS = Path(__file__).parents[1] / "parameters" / "organisation_forms.yaml"


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(FORMS.read_text(encoding="utf-8"))
    return told


def kind_of_form(*, form: str, country: str) -> str:
    """One of ``engines.conflicts.OrganisationKind``; '' for a form that nobody has placed, never a guess.

    form: code as the register writes it, ``AS`` or ``S.R.L.``. country: name of the pack.
    """
    return _forms().get(country, {}).get("".join(mark for mark in form.upper() if mark.isalnum()), "")
