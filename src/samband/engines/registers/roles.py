# SPDX-License-Identifier: EUPL-1.2
"""Words and codes for what somebody is in an organisation. What is not known here stays another post."""

import unicodedata
from collections.abc import Mapping

from samband.engines.registers.found import Role

BRREG: Mapping[str, Role] = {
    "LEDE": Role.CHAIR,
    "NEST": Role.DEPUTY_CHAIR,
    "MEDL": Role.BOARD_MEMBER,
    "VARA": Role.DEPUTY_MEMBER,
    "DAGL": Role.MANAGER,
    "INNH": Role.SOLE_OWNER,
    "DTPR": Role.PARTNER,
    "DTSO": Role.PARTNER,
}
"""Codes of roles in the Norwegian Register of Legal Entities."""

_WORDS: Mapping[Role, tuple[str, ...]] = {
    Role.CHAIR: (
        "chair", "chairman", "chairwoman", "chairperson", "chair of the board",
        "chairman of the board", "board chair", "president of the board", "styreleder", "styrets leder",
        "leder", "presedinte", "presedinte al consiliului", "presedintele consiliului de administratie",
    ),
    Role.DEPUTY_CHAIR: (
        "deputy chair", "vice chair", "vice chairman", "deputy chair of the board", "nestleder",
        "styrets nestleder", "vicepresedinte",
    ),
    Role.BOARD_MEMBER: (
        "board member", "member of the board", "director", "non executive director", "styremedlem", "medlem",
        "membru al consiliului de administratie", "membru in consiliul de administratie",
    ),
    Role.DEPUTY_MEMBER: (
        "deputy member", "deputy board member", "alternate", "substitute", "varamedlem", "supleant",
    ),
    Role.MANAGER: (
        "manager", "managing director", "general manager", "ceo", "chief executive",
        "chief executive officer", "daglig leder", "administrerende direktor", "administrator",
        "director general",
    ),
    Role.ASSEMBLY: ("member of the corporate assembly", "bedriftsforsamling"),
    Role.SOLE_OWNER: ("sole owner", "sole proprietor", "innehaver"),
    Role.PARTNER: ("partner", "deltaker"),
    Role.EMPLOYEE: ("employee", "ansatt", "angajat"),
}  # fmt: skip
_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words}


def role_of(text: str) -> Role | None:
    """By code or by its words in English, Norwegian or Romanian; None when it says something else."""
    code = BRREG.get(text.upper())
    if code:
        return code
    plain = _folded(text)
    exact = plain.replace(" ", "_")
    return Role(exact) if exact in set(Role) else _ROLE_OF.get(plain)


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o"))
    letters = "".join(sign if sign.isalnum() else " " for sign in spread if not unicodedata.combining(sign))
    return " ".join(letters.split())
