# SPDX-License-Identifier: EUPL-1.2
"""Forms of people and roles, and what sign-in by allauth asks us."""

from samband.core.access.forms.roles import EndRoleForm, InviteForm, SearchForm
from samband.core.access.forms.sign_in import (
    AskForCodeForm,
    ClosedAccounts,
    CodeForm,
    KnownPeopleOnly,
    PasswordForm,
    SecondFactor,
    remember_language,
)

__all__ = [
    "AskForCodeForm",
    "ClosedAccounts",
    "CodeForm",
    "EndRoleForm",
    "InviteForm",
    "KnownPeopleOnly",
    "PasswordForm",
    "SearchForm",
    "SecondFactor",
    "remember_language",
]
