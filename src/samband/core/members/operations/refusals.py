# SPDX-License-Identifier: EUPL-1.2
"""What the books of memberships refuse, in words that somebody can act on."""

from datetime import date

from django.utils.translation import gettext

from samband.core.members.rules.memberships import LawfulEnd, MembershipRecord


class AlreadyMember(ValueError):  # noqa: N818  it names the fact
    """The member has the scope in a part of the period already."""

    def __init__(self, other: MembershipRecord) -> None:
        words = gettext(
            "%(member)s is a member of “%(scope)s” from %(day)s already. Correct that membership, or begin "
            "after it has ended."
        )
        values = {"member": other.member, "scope": other.scope, "day": other.valid_from.isoformat()}
        super().__init__(words % values)
        self.other = other


class NoMembership(LookupError):  # noqa: N818  it names the fact
    """Nothing to end or correct."""

    def __init__(self, member: str, scope: str, on: date) -> None:
        words = gettext("%(member)s is not a member of “%(scope)s” on %(day)s.")
        super().__init__(words % {"member": member, "scope": scope, "day": on.isoformat()})


class UnderNotice(ValueError):  # noqa: N818  it names the fact
    """Notice was given already."""

    def __init__(self, found: MembershipRecord) -> None:
        day = found.notice_given_on.isoformat() if found.notice_given_on else ""
        words = gettext("%(member)s gave notice of “%(scope)s” on %(day)s. Correct it if it was wrong.")
        super().__init__(words % {"member": found.member, "scope": found.scope, "day": day})
        self.membership = found


class TooEarly(ValueError):  # noqa: N818  it names the fact
    """A withdrawal cannot take effect before the earliest lawful day."""

    def __init__(self, valid_to: date, lawful: LawfulEnd) -> None:
        words = gettext(
            "A withdrawal cannot end the membership on %(day)s. The earliest lawful day is %(lawful)s."
        )
        super().__init__(words % {"day": valid_to.isoformat(), "lawful": lawful.valid_to.isoformat()})
        self.valid_to, self.lawful = valid_to, lawful


class EndsBeforeItBegins(ValueError):  # noqa: N818  it names the fact
    def __init__(self, valid_from: date, valid_to: date) -> None:
        words = gettext("The membership begins on %(first)s and cannot end on %(last)s.")
        super().__init__(words % {"first": valid_from.isoformat(), "last": valid_to.isoformat()})


class NothingToDecide(LookupError):  # noqa: N818  it names the fact
    def __init__(self, member: str, scope: str) -> None:
        words = gettext("Nothing awaits a decision on “%(scope)s” for %(member)s.")
        super().__init__(words % {"scope": scope, "member": member})
