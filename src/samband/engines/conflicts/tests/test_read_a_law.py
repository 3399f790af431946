# SPDX-License-Identifier: EUPL-1.2
"""A law file is read whole, or refused with every fault in it."""

from datetime import date

import pytest

from samband.engines.conflicts import NoSuchLaw, Outcome, check_law, choose_law, load_law, load_laws
from samband.engines.rule_files import RuleFaults

LAW = """
law: no_1967
jurisdiction: NO
title: {en: Public Administration Act 1967, nb: Forvaltningsloven}
status: active
valid_from: 1970-01-01
valid_to: 2030-01-01
sources:
  fvl: {title: Public Administration Act, publisher: Norway}
procedure:
  decides: {elected: body}
  without_quorum: all_take_part
  steps: [Tell the secretary.]
  citation: fvl § 8
  source: fvl
circles:
  direct_line: {words: kin in direct line, any_of: [{kin: {lines: [ascending, descending]}}]}
factors: {closeness: How close the tie is.}
rules:
  - rule: NO-02
    title: Kin in direct line is party
    when: [{who: direct_line, tie: is_party}]
    outcome: mandatory
    unless: [NO-25]
    citation: fvl § 6(1)b
    source: fvl
    certainty: published
    words: A relative in direct line is a party to the case.
  - rule: NO-25
    title: Urgent
    when: [{tie: urgent}]
    outcome: exempt
    citation: fvl § 7
    source: fvl
    certainty: published
    words: The decision is urgent.
"""


def written(folder, text=LAW, *changes, name="law.yaml"):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_law_is_read(tmp_path):
    law = load_law(path=written(tmp_path))

    assert (law.code, law.jurisdiction, law.is_active) == ("no_1967", "NO", True)
    assert law.rules["NO-02"].outcome is Outcome.MANDATORY
    assert law.rules["NO-02"].unless == ("NO-25",)
    assert law.procedure.all_if_no_quorum
    assert len(law.digest) == 64


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("mandatory", "mandatery", "Did you mean mandatory?"),
        ("who: direct_line", "who: direct_lime", "Did you mean direct_line?"),
        ("unless: [NO-25]", "unless: [NO-26]", "NO-26, which is not there"),
        ("unless: [NO-25]", "unless: [NO-02]", "is no exception"),
        ("    unless: [NO-25]\n", "", "is an exception to nothing"),
        ("source: fvl\n    certainty", "source: fv\n    certainty", "Did you mean fvl?"),
        ("tie: urgent", "tie: urgent, roles: [chair]", "“roles” is unknown"),
        ("tie: is_party", "tie: post_in_party", "names no roles"),
        ("outcome: mandatory", "outcome: assess", "prior and outcome do not go together"),
        ("2030-01-01", "1970-01-01", "is not after valid_from"),
        ("NO-02\n", "no-2\n", "wrong form"),
        ("[ascending, descending]", "[ascending], max_degree: 1, min_degree: 2", "below min_degree"),
        ("{kin: {lines: [ascending, descending]}}", "{circle: direct_line}", "takes in itself"),
        ("status: active", "status: active\nreview: {state: reviewed}", "does not go with by and on"),
    ],
)
def test_a_fault_is_told_with_its_remedy(tmp_path, old, new, told):
    faults = check_law(path=written(tmp_path, LAW, (old, new)))

    assert any(told in str(fault) for fault in faults)


def test_all_faults_are_told_at_once(tmp_path):
    path = written(tmp_path, LAW, ("mandatory", "mandatery"), ("tie: urgent", "tie: hurried"))

    with pytest.raises(RuleFaults) as found:
        load_law(path=path)

    assert [fault.line for fault in found.value.faults] == [23, 31]


def test_a_law_is_chosen_by_the_day_of_the_decision(tmp_path):
    written(tmp_path)
    written(tmp_path, LAW, ("no_1967", "no_2030"), ("2030-01-01", ""), ("1970-", "2030-"), name="b.yaml")
    laws = load_laws(folder=tmp_path)

    assert choose_law(laws=laws, on=date(2029, 12, 31)).code == "no_1967"
    assert choose_law(laws=laws, on=date(2030, 1, 1)).code == "no_2030"
    with pytest.raises(NoSuchLaw, match="No active law holds on 1969-12-31"):
        choose_law(laws=laws, on=date(1969, 12, 31))


def test_a_prepared_law_is_chosen_by_its_name_alone(tmp_path):
    written(tmp_path, LAW, ("active", "prepared"))
    laws = load_laws(folder=tmp_path)

    assert choose_law(laws=laws, on=date(2026, 1, 1), code="no_1967").code == "no_1967"
    with pytest.raises(NoSuchLaw, match="Active: none"):
        choose_law(laws=laws, on=date(2026, 1, 1))
    with pytest.raises(NoSuchLaw, match="Known: no_1967"):
        choose_law(laws=laws, on=date(2026, 1, 1), code="no_1968")


def test_two_active_laws_of_one_day_are_refused(tmp_path):
    written(tmp_path)
    written(tmp_path, LAW, ("no_1967", "no_1999"), ("1970-", "1999-"), name="b.yaml")

    with pytest.raises(RuleFaults, match="both active"):
        load_laws(folder=tmp_path)
