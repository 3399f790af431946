# SPDX-License-Identifier: EUPL-1.2
"""Conditions and calculations in the language of XLSForm: ``${age} >= 18 and selected(${s}, 'x')``.

A part of XPath 1.0, bounded in length and depth, without loops, so that nothing an author writes can hang the
program. What it does with a question that is not answered is said in ``values``.
"""

from collections.abc import Mapping

from samband.engines.instrument.expressions.compiling import Expression, ExpressionFault, parse
from samband.engines.instrument.expressions.patterns import Pattern, UnfitPattern
from samband.engines.instrument.expressions.scope import Scope
from samband.engines.instrument.expressions.values import Result, as_number, as_text, as_truth

__all__ = [
    "Expression",
    "ExpressionFault",
    "Pattern",
    "Result",
    "Scope",
    "UnfitPattern",
    "as_number",
    "as_text",
    "as_truth",
    "evaluate",
    "parse",
]


def evaluate(*, expression: Expression, answers: Mapping[str, object], own: object = None) -> Result:
    """What the expression comes to with these answers, for trying out. None: unknown.

    own: what ``.`` stands for. The runner evaluates in a ``Scope``, which also knows about repeated sections,
    codes that are no amounts, and today's date.
    """
    return expression.run(Scope(answers=answers, own=own))
