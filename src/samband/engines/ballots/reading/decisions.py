# SPDX-License-Identifier: EUPL-1.2
"""``rule: decision``: thresholds that must all be met."""

from samband.engines.ballots.decisions import Base, DecisionRule, Measure, Side, Threshold
from samband.engines.ballots.reading.common import COMMON, read_provenance, share
from samband.engines.rule_files import Reader

KEYS = (*COMMON, "thresholds", "is_binding", "weight")


def read(reader: Reader) -> DecisionRule:
    reader.refuse_unknown_keys(*KEYS)
    sections = reader.sections("thresholds")
    if not sections:
        reader.faults.add(
            reader.place_of("thresholds"), "The rule has no thresholds.", "Add at least one under thresholds."
        )
    rule = DecisionRule(
        provenance=read_provenance(reader),
        thresholds=tuple(_threshold(Reader(one, reader.faults, owner="The threshold")) for one in sections),
        is_binding=reader.flag("is_binding", default=True),
        weight=reader.words("weight", is_required=False) or None,
    )
    if rule.uses_weight and not rule.weight:
        what = "A threshold counts weight, and the rule does not say what the weight is."
        reader.faults.add(reader.place_of("thresholds"), what, "Add “weight: {en: …}”.")
    return rule


def _threshold(reader: Reader) -> Threshold:
    reader.refuse_unknown_keys("measure", "share", "of", "side", "is_strict")
    for key in ("measure", "of"):
        reader.text(key, is_required=True)
    return Threshold(
        measure=Measure(reader.one_of("measure", known=list(Measure), default=Measure.VOTES)),
        share=share(reader, "share"),
        of=Base(reader.one_of("of", known=list(Base), default=Base.CAST)),
        side=Side(reader.one_of("side", known=list(Side), default=Side.YES)),
        is_strict=reader.flag("is_strict", default=False),
    )
