# SPDX-License-Identifier: EUPL-1.2
"""The register as the file that ``samband screen`` reads; form: docs/reference/screening.md."""

import json
from collections.abc import Mapping
from fractions import Fraction

from samband.engines.conflicts import Identity, TieKind
from samband.engines.registers.found import Found, FoundTie, Part, Role

UNKNOWN_OWNER = "not known"
_POSTS: Mapping[Role, str] = {
    Role.CHAIR: "chair",
    Role.DEPUTY_CHAIR: "board",
    Role.BOARD_MEMBER: "board",
    Role.DEPUTY_MEMBER: "deputy",
    Role.MANAGER: "manager",
    Role.ASSEMBLY: "corporate_assembly",
    Role.EMPLOYEE: "employee",
    Role.OTHER: "other",
}


def register_text(*, found: Found, code: str) -> str:
    """code: the name of the register. A sole owner owns the whole; a partner a part that is not known."""
    whole = {
        tie.to for tie in found.ties if tie.role is Role.SOLE_OWNER and not found.organisations[tie.to].kind
    }
    told = {
        "register": code,
        "people": [
            {"id": one.id, "name": UNKNOWN_OWNER if one.is_unknown else one.name}
            for one in found.people.values()
        ],
        "organisations": [
            _without_empty(
                id=one.id, name=one.name or (UNKNOWN_OWNER if one.is_unknown else ""), number=one.number,
                kind="sole_proprietorship" if one.id in whole else one.kind, public=one.is_public,
            )
            for one in found.organisations.values()
        ],
        "ties": [_tie(tie, found) for tie in found.ties],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _tie(tie: FoundTie, found: Found) -> dict[str, object]:
    return _without_empty(
        who=tie.who,
        **_kind(tie),
        to=tie.to,
        valid_from=str(tie.valid_from or ""),
        valid_to=str(tie.valid_to or ""),
        recorded=str(tie.recorded or ""),
        withdrawn=str(tie.withdrawn or ""),
        source=", ".join(part for part in (tie.source, tie.what) if part)[:300],
        identity=identity_of(tie=tie, found=found).value,
    )


def _kind(tie: FoundTie) -> dict[str, str]:
    if tie.role in {Role.SOLE_OWNER, Role.PARTNER}:
        share = {"share": "1"} if tie.role is Role.SOLE_OWNER else {}
        return {"tie": TieKind.OWNS.value, **share}
    if tie.kind is TieKind.POST:
        return {"tie": TieKind.POST.value, "role": _POSTS[tie.role or Role.OTHER]}
    if tie.kind is TieKind.OWNS:
        return {"tie": TieKind.OWNS.value, "share": share_text(part=tie.part)}
    return {"tie": tie.kind.value, **({"kind": tie.detail} if tie.detail else {})}


def share_text(*, part: Part | None) -> str:
    """Above 0 and at most 1, exactly; '' when not known exactly."""
    if part is None or part.exact is None:
        return ""
    return str(Fraction(part.exact) / 100)


def identity_of(*, tie: FoundTie, found: Found) -> Identity:
    """Numbers identify organisations; name and full date of birth are strong; a name alone is possible."""
    ends = (tie.who, tie.to)
    people = [found.people[one] for one in ends if one in found.people]
    organisations = [found.organisations[one] for one in ends if one in found.organisations]
    if not all(one.number for one in organisations) or not all(one.is_sure for one in people):
        return Identity.POSSIBLE
    return Identity.STRONG if people else Identity.IDENTIFIER


def _without_empty(**told: object) -> dict[str, object]:
    return {name: value for name, value in told.items() if value}
