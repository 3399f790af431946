# SPDX-License-Identifier: EUPL-1.2
"""One register against another: who of the first may be whom in the second."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.names.blocking import Codes, candidates
from samband.engines.names.comparing import COMMON_ON_DAY
from samband.engines.names.model import Identity
from samband.engines.names.registers import Prepared, Register, prepare
from samband.engines.names.weighing import SAME, SLIP, SPELLING, Birth, Weighed, weigh

AT_LEAST = 0.5
_CLASSES = (Identity.NONE, Identity.POSSIBLE, Identity.STRONG, Identity.IDENTIFIER)


@dataclass(frozen=True, slots=True)
class Links:
    """Arrays (pairs,), ordered by row of left, the likeliest first.

    left, right: rows of the two registers. probability: of being one person under the model, comparable
    within one run and not across runs; a common number counts as 1. ranks: class of identity as
    ``Identity.rank``.
    """

    left: Codes
    right: Codes
    probability: NDArray[np.float64]
    ranks: Codes

    def __len__(self) -> int:
        return len(self.left)

    def identities(self) -> Iterator[Identity]:
        """The class of each pair."""
        return (_CLASSES[rank] for rank in self.ranks)


def link(
    *,
    left: Register | Prepared,
    right: Register | Prepared,
    language: str = "",
    at_least: float = AT_LEAST,
    expected: float | None = None,
) -> Links:
    """Pairs of records that may be one person. Every candidate above the limit is told, ties too.

    right: the larger one. Prepare it once (``prepare``) to hold a changed record against it in milliseconds;
    left, when prepared, must be prepared ``beside`` it. at_least: the probability from which a pair is told.
    expected: true pairs to be expected, one for each record of left if not given; it moves all probabilities.
    Raises ValueError for prepared registers that have not the same vocabulary.
    Never use it to infer kin from shared names.
    """
    there = right if isinstance(right, Prepared) else prepare(register=right, language=language)
    here = left if isinstance(left, Prepared) else prepare(register=left, beside=there)
    if here.vocabulary is not there.vocabulary:
        raise ValueError("The registers were prepared apart. Prepare the left one beside the right one.")
    pairs = candidates(left=here.blocks, right=there.blocks)
    weighed = weigh(left=here, right=there, pairs=pairs)
    prior = np.log2((expected or max(len(here), 1)) / max(len(here) * len(there), 1))
    probability = 1 / (1 + np.exp2(-np.clip(weighed.weights + prior, -1000, 1000)))
    probability = np.where(weighed.has_number, 1.0, probability)
    ranks = ranks_of(weighed=weighed)
    kept = np.flatnonzero((probability >= at_least) & (ranks > 0))
    kept = kept[np.lexsort((-probability[kept], pairs[0][kept]))]
    return Links(pairs[0][kept], pairs[1][kept], probability[kept], ranks[kept])


def ranks_of(*, weighed: Weighed) -> Codes:
    """The classes of ``compare``: a number; name and date of birth; anything else is a question."""
    slips = (weighed.given == SLIP).astype(np.int64) + (weighed.family == SLIP)
    kinds = np.stack([weighed.given, weighed.family])
    is_named = np.isin(kinds, (SAME, SPELLING, SLIP)).all(axis=0)
    is_named &= (slips == 0) | ((slips == 1) & (weighed.family == SLIP) & weighed.is_misspelt)
    is_rare = weighed.namesakes_on_day <= COMMON_ON_DAY
    is_strong = is_named & (weighed.births == Birth.SAME) & is_rare
    ranks = np.where(is_strong, Identity.STRONG.rank, Identity.POSSIBLE.rank)
    ranks = np.where(weighed.has_number, Identity.IDENTIFIER.rank, ranks)
    return np.where(weighed.has_other_number, Identity.NONE.rank, ranks)
