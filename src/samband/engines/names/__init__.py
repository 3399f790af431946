# SPDX-License-Identifier: EUPL-1.2
"""Personal names across spellings and scripts: is it one person, as a class of identity with its reasons."""

from samband.engines.names.births import Births, compare_births
from samband.engines.names.comparing import compare, compare_many
from samband.engines.names.folding import fold
from samband.engines.names.frequencies import Frequencies, count_names, name_key
from samband.engines.names.linking import Links, link
from samband.engines.names.model import Identity, Likeness, Person
from samband.engines.names.name_likeness import NameLikeness, Names, compare_names
from samband.engines.names.reasons import Reason, ReasonKind
from samband.engines.names.registers import Prepared, Register, prepare

__all__ = [
    "Births",
    "Frequencies",
    "Identity",
    "Likeness",
    "Links",
    "NameLikeness",
    "Names",
    "Person",
    "Prepared",
    "Reason",
    "ReasonKind",
    "Register",
    "compare",
    "compare_births",
    "compare_many",
    "compare_names",
    "count_names",
    "fold",
    "link",
    "name_key",
    "prepare",
]
