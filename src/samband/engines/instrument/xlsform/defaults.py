# SPDX-License-Identifier: EUPL-1.2
"""What is filled in beforehand: XLSForm writes a text plainly, conditions in quotes."""

import re
from collections.abc import Mapping

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_WORKED_OUT = re.compile(r"\$\{|[a-z-]+\(.*\)|[*+=<>]")


def default_expression(cell: str) -> str:
    """The cell as an expression; '' when nothing is filled in."""
    if not cell or _NUMBER.fullmatch(cell) or _WORKED_OUT.search(cell):
        return cell
    mark = '"' if "'" in cell else "'"
    return f"{mark}{cell}{mark}"


def default_cell(expression: str) -> Mapping[str, str]:
    """As other tools read it, and beside it as it is where that would come back otherwise."""
    plain = expression[1:-1] if re.fullmatch(r"'[^']*'|\"[^\"]*\"", expression) else expression
    is_faithful = default_expression(plain) == expression
    return {"default": plain, "filled_in": "" if is_faithful else expression}
