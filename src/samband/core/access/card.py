# SPDX-License-Identifier: EUPL-1.2
"""What may be done with people, roles and the audit log."""

from collections.abc import Mapping

from samband.core.access.rules import OF_AN_AUTHORITY, Grant, Permission, Role, gettext_noop

__all__ = ["DELEGATE", "MANAGE_PEOPLE", "READ_AUDIT", "ROLE_WORDS", "WORDS", "gettext_noop", "permission_for"]

MANAGE_PEOPLE = Permission("access.manage_people", association=frozenset({Role.ADMINISTRATOR}))
"""Make and close accounts, give any role."""

DELEGATE = Permission(
    "access.delegate", association=frozenset({Role.ADMINISTRATOR}), own_authority=frozenset({Role.CONTACT})
)
"""Give and end roles within an authority, and see who has them. The association's roles are not among
them.
"""

READ_AUDIT = Permission(
    "access.read_audit",
    association=frozenset({Role.ADMINISTRATOR}),
    own_authority=frozenset({Role.CONTACT}),
)
"""Read the log: all of it at the association, what concerns the own authority there."""


ROLE_WORDS: Mapping[Role, str] = {
    Role.CONTACT: gettext_noop("contact person"),
    Role.SECRETARY: gettext_noop("council secretary"),
    Role.COUNCILLOR: gettext_noop("councillor"),
    Role.EMPLOYEE: gettext_noop("employee"),
    Role.ANALYST: gettext_noop("analyst"),
    Role.INTERVIEWER: gettext_noop("interviewer"),
    Role.ADMINISTRATOR: gettext_noop("administrator"),
}
"""What a role is called, on pages, in mails and in the log."""


def permission_for(*, grant: Grant) -> Permission:
    """What somebody needs who gives or ends this role."""
    return DELEGATE if grant.authority and grant.role in OF_AN_AUTHORITY else MANAGE_PEOPLE


WORDS: Mapping[str, str] = {
    "access.person_created": gettext_noop("made an account for"),
    "access.person_closed": gettext_noop("closed the account of"),
    "access.person_reopened": gettext_noop("opened the account again of"),
    "access.person_read": gettext_noop("looked at the account of"),
    "access.role_granted": gettext_noop("gave {about} the role {role} for {authority} from {from} to {to}"),
    "access.role_revoked": gettext_noop("ended the role {role} for {authority} of {about} on {on}"),
    "access.invitation_sent": gettext_noop("sent an invitation to"),
    "access.signed_in": gettext_noop("signed in"),
    "access.signed_out_everywhere": gettext_noop("ended all sessions of"),
    "access.locked_out": gettext_noop("was locked out for a while after wrong passwords"),
    "access.second_factor_added": gettext_noop("added a second step to sign-in"),
    "access.second_factor_removed": gettext_noop("removed a second step from sign-in"),
    "access.password_changed": gettext_noop("changed the password"),
    "access.log_downloaded": gettext_noop("downloaded the log"),
}
"""What the log of events calls what happens here. In braces: about, and details of the event."""
