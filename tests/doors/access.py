# SPDX-License-Identifier: EUPL-1.2
"""Sign-in, people and roles, the log, and the pages that every installation has."""

from collections.abc import Mapping

from samband.core.access.queries import role_grants
from samband.core.access.rules import INSTALLATION
from tests.doors.door import (
    ADMINISTRATOR,
    ALL,
    CONTACT,
    MEDIAN,
    OSLO,
    SIGNED_IN,
    UTSIRA,
    Door,
)

BOSS = frozenset({ADMINISTRATOR})
OF_UTSIRA = frozenset({ADMINISTRATOR, CONTACT})

PUBLIC = (
    Door("start", get=ALL),
    Door("method", get=ALL),
    Door("health", get=ALL),
    Door("set_language", get=ALL, post=ALL),
    Door("account_login", get=ALL, post=ALL),
    Door("account_request_login_code", get=ALL, post=ALL),
    Door("account_logout", get=ALL, post=ALL),
    Door("account_signup", get=ALL, post=ALL),
    Door("account_inactive", get=ALL),
    Door("account_reset_password", get=ALL, post=ALL),
    Door("account_reset_password_done", get=ALL),
    Door("account_reset_password_from_key", get=ALL, post=ALL, given={"uidb36": "1", "key": "used-already"}),
    Door("account_reset_password_from_key_done", get=ALL),
    Door("socialaccount_login_cancelled", get=ALL),
    Door("socialaccount_login_error", get=ALL),
    Door("openid_connect_login", given={"provider_id": "nowhere"}),
    Door("openid_connect_callback", given={"provider_id": "nowhere"}),
)
UNDER_WAY = (
    # For somebody who has begun to sign in. Strangers are led to the beginning, others to the start page.
    Door("account_confirm_login_code", get=SIGNED_IN, post=SIGNED_IN),
    Door("mfa_authenticate", get=SIGNED_IN, post=SIGNED_IN),
    Door("mfa_login_webauthn", get=SIGNED_IN, post=SIGNED_IN),
)
OWN = (
    Door("my_page", get=SIGNED_IN),
    Door("end_my_sessions", post=SIGNED_IN),
    Door("account_change_password", get=SIGNED_IN, post=SIGNED_IN),
    Door("account_set_password", get=SIGNED_IN, post=SIGNED_IN),
    Door("account_reauthenticate", get=SIGNED_IN, post=SIGNED_IN),
    Door("mfa_index", get=SIGNED_IN),
    Door("mfa_activate_totp", get=SIGNED_IN, post=SIGNED_IN),
    Door("mfa_list_webauthn", get=SIGNED_IN),
    Door("mfa_add_webauthn", get=SIGNED_IN, post=SIGNED_IN),
    # The rest opens for whoever has an app or a passkey, which the cast does without (test_signing_in.py).
    Door("mfa_deactivate_totp", get=SIGNED_IN, post=SIGNED_IN, exists=False),
    Door("mfa_edit_webauthn", get=SIGNED_IN, post=SIGNED_IN, given={"pk": "1"}, exists=False),
    Door("mfa_remove_webauthn", get=SIGNED_IN, post=SIGNED_IN, given={"pk": "1"}, exists=False),
    Door("mfa_view_recovery_codes", get=SIGNED_IN, exists=False),
    Door("mfa_generate_recovery_codes", get=SIGNED_IN, post=SIGNED_IN, exists=False),
    Door("mfa_reauthenticate", get=SIGNED_IN, post=SIGNED_IN, exists=False),
    Door("mfa_reauthenticate_webauthn", get=SIGNED_IN, post=SIGNED_IN, exists=False),
)
ROLES = (
    Door("people_and_roles", get=OF_UTSIRA),
    Door("people_and_roles", get=OF_UTSIRA, query="?q=secretary"),
    Door("authority_access", get=OF_UTSIRA, given={"code": UTSIRA}),
    Door("authority_access", get=BOSS, given={"code": MEDIAN}),
    Door("authority_access", get=BOSS, given={"code": OSLO}),
    Door("authority_access", get=BOSS, given={"code": "association"}),
    Door("invite", get=OF_UTSIRA, post=OF_UTSIRA, given={"code": UTSIRA}),
    Door("invite", get=BOSS, post=BOSS, given={"code": MEDIAN}),
    Door("invite", get=BOSS, post=BOSS, given={"code": "association"}),
    Door("end_role", get=OF_UTSIRA, post=OF_UTSIRA, given={"role": "@role_of_contact"}),
    Door("end_role", get=BOSS, post=BOSS, given={"role": "@role_of_secretary"}),
    Door("end_role", get=BOSS, post=BOSS, given={"role": "@role_of_analyst"}),
    Door("end_role", given={"role": "0"}),
    Door("send_invitation", post=OF_UTSIRA, given={"role": "@role_of_contact"}),
    Door("send_invitation", post=BOSS, given={"role": "@role_of_secretary"}),
    Door("person_access", get=BOSS, given={"person": "@person_contact"}),
    Door("person_access", given={"person": "0"}),
    Door("person_step", post=BOSS, given={"person": "@person_contact", "step": "close"}),
    Door("person_step", post=BOSS, given={"person": "@person_contact", "step": "reopen"}),
    Door("person_step", post=BOSS, given={"person": "@person_contact", "step": "sign-out"}),
    Door("person_step", given={"person": "@person_contact", "step": "promote"}),
)
LOG = (
    Door("audit", get=OF_UTSIRA),
    Door("audit", get=OF_UTSIRA, query="?format=csv"),
    Door("audit", get=OF_UTSIRA, query=f"?authority={UTSIRA}"),
    Door("audit", get=BOSS, query=f"?authority={MEDIAN}"),
    Door("audit", get=BOSS, query=f"?authority={MEDIAN}&format=csv"),
)
DOORS = (*PUBLIC, *UNDER_WAY, *OWN, *ROLES, *LOG)
SECRETS = {
    "secretary@example.org": BOSS | {"secretary"},
    "analyst@example.org": BOSS | {"analyst"},
    "contact@example.org": OF_UTSIRA,
}
"""Addresses of people: for themselves, for who gives roles where they have one, for administrators."""


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """The roles that the cast holds."""
    held = {who: role_grants(actor=INSTALLATION, person=f"person:{known[f'person_{who}']}") for who in PEOPLE}
    return {f"role_of_{who}": str(grants[0].id) for who, grants in held.items()}


PEOPLE = ("contact", "secretary", "analyst")
