# SPDX-License-Identifier: EUPL-1.2
"""``rule: election``: seats to lists, ties, gender, deputies."""

from samband.engines.ballots.divisors import Method
from samband.engines.ballots.gender import GenderRule
from samband.engines.ballots.list_elections import ElectionRule
from samband.engines.ballots.reading.common import (
    COMMON,
    numbers_by_name,
    optional_number,
    read_provenance,
    share,
)
from samband.engines.ballots.ties import TieStep
from samband.engines.rule_files import Reader


def read(reader: Reader) -> ElectionRule:
    reader.refuse_unknown_keys(*COMMON, "method", "ties", "extra_deputies", "gender_by_list", "gender_whole")
    reader.text("method", is_required=True)
    return ElectionRule(
        provenance=read_provenance(reader),
        method=Method(reader.one_of("method", known=list(Method), default=Method.DHONDT)),
        by_list=_gender(reader.inside("gender_by_list", owner="gender_by_list")),
        whole=_gender(reader.inside("gender_whole", owner="gender_whole")),
        extra_deputies=optional_number(reader, "extra_deputies"),
        tie_steps=reader.some_of("ties", known=list(TieStep)),
    )


def _gender(reader: Reader) -> GenderRule:
    """``share: 2/5``, ``from_size: 2``, ``exact: {"2": 1, "3": 1}``."""
    reader.refuse_unknown_keys("share", "from_size", "exact")
    exact = numbers_by_name(reader, "exact")
    for size in (size for size in exact if not size.isdigit()):
        reader.faults.add(reader.place, f"“{size}” is not the size of a group.", "Write it in digits.")
    least = share(reader, "share")
    if 2 * least > 1:
        what = f"{least} of each of two genders is more than there are."
        reader.faults.add(reader.place_of("share"), what, "Write 1/2 at most, as 2/5.")
    return GenderRule(
        share=least,
        exact={int(size): least for size, least in exact.items() if size.isdigit()},
        from_size=reader.whole("from_size", default=2),
    )
