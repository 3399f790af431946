# SPDX-License-Identifier: EUPL-1.2
"""What may be done with people, roles and the audit log."""

from collections.abc import Mapping

from samband.core.access.rules import Permission, Role

MANAGE_PEOPLE = Permission("access.manage_people", association=frozenset({Role.ADMINISTRATOR}))
READ_AUDIT = Permission("access.read_audit", association=frozenset({Role.ADMINISTRATOR}))


def gettext_noop(text: str) -> str:
    """Mark a text for translation and leave it as it is (Django's own would make cards depend on Django)."""
    return text


WORDS: Mapping[str, str] = {
    "access.person_created": gettext_noop("made an account for"),
    "access.role_granted": gettext_noop("gave a role to"),
    "access.role_revoked": gettext_noop("took a role from"),
    "access.signed_in": gettext_noop("signed in"),
}
"""What the log of events calls what happens here."""
