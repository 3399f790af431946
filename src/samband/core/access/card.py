# SPDX-License-Identifier: EUPL-1.2
"""What may be done with people, roles and the audit log."""

from samband.core.access.rules import Permission, Role

MANAGE_PEOPLE = Permission("access.manage_people", association=frozenset({Role.ADMINISTRATOR}))
READ_AUDIT = Permission("access.read_audit", association=frozenset({Role.ADMINISTRATOR}))
