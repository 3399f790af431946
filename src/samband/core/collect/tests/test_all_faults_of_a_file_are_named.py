# SPDX-License-Identifier: EUPL-1.2
"""A file of answers is checked against its instrument: every fault in words, the good rows kept apart."""

import dataclasses
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.core.collect.analysis import (
    FAULT_KINDS,
    AnswerFault,
    Known,
    Mapping,
    Outcome,
    check_rows,
    checked_rows,
    suggest_mapping,
)
from samband.core.collect.analysis.cells import formula
from samband.core.collect.analysis.checking import FAULTS_KEPT
from samband.engines.files import FileFault, fault_from_json, read_table

COLUMNS = ("respondent", "unit", "group", "weight", "sex", "age_group", "trust", "informed", "workload")
GOOD = "1,0301,inhabitants,1.5,female,18-29,3,8,"


@pytest.fixture
def check(instrument, expected, known, file_of):
    def run(*lines: str, columns=COLUMNS, mapping=None, loaded=None):
        path = file_of("\n".join([",".join(columns), *lines]) + "\n")
        answers = read_table(path=path, filename="answers.csv", folder=path.parent)
        mapping = mapping or suggest_mapping(columns=answers.columns, instrument=instrument)
        before = Known(known.recognise, loaded or {})
        given_file = {"columns": answers.columns, "mapping": mapping, "expected": expected, "known": before}
        preview = check_rows(rows=answers.rows(), **given_file)
        rows = list(checked_rows(rows=answers.rows(), **given_file)) if preview.counts else []
        return preview, rows

    return run


@pytest.fixture
def said(check):
    """The faults of one row, in words."""
    return lambda line, **options: [fault.words() for fault in check(line, **options)[0].faults]


def test_a_good_row_is_read(check):
    preview, (row,) = check(GOOD)
    assert (preview.good, preview.faults) == (1, ())
    assert (row.number, row.unit, row.group, row.weight) == (2, "0301", "inhabitants", 1.5)
    assert row.answers == {"trust": 3, "informed": 8}
    assert row.background == {"sex": "female", "age_group": "18-29"}


def test_a_code_out_of_scale_says_what_is_allowed(said):
    assert said("1,0301,inhabitants,,,,7,1,") == [
        "Row 2, column trust: 7 is outside 1–4. Allowed: 1 2 3 4, or 8 for don't know."
    ]


TWELVE = (
    ("1,0301,inhabitants,,,,7,1,", AnswerFault.OUT_OF_SCALE),
    ("2,0301,inhabitants,,,,often,1,", AnswerFault.NOT_A_NUMBER),
    ("3,9999,inhabitants,,,,3,1,", AnswerFault.UNKNOWN_MEMBER),
    ("4,4601,inhabitants,,,,3,1,", AnswerFault.MEMBER_NOT_ASKED),
    ("5,0301,tourists,,,,3,1,", AnswerFault.UNKNOWN_GROUP),
    ("6,0301,inhabitants,,,,3,1,4", AnswerFault.NOT_ASKED),
    ("7,0301,inhabitants,-2,,,3,1,", AnswerFault.BAD_WEIGHT),
    ("8,0301,inhabitants,,woman,,3,1,", AnswerFault.BAD_BACKGROUND),
    ("9,0301,inhabitants,,,,=1+1,1,", AnswerFault.FORMULA),
    ("10,0301,inhabitants", AnswerFault.RAGGED),
    (",0301,inhabitants,,,,3,1,", AnswerFault.NO_RESPONDENT),
    (",,,,,,,,", AnswerFault.EMPTY_ROW),
    ("13,0301,inhabitants,,,,,,", AnswerFault.NO_ANSWERS),
    ("11,0301,inhabitants,,,,3,1,", None),
    ("11,0301,inhabitants,,,,4,4,", AnswerFault.DUPLICATE_RESPONDENT),
)


@pytest.mark.parametrize(("line", "kind"), TWELVE)
def test_each_fault_is_found_alone(check, line, kind):
    preview, _ = check("11,0301,inhabitants,,,,3,1,", line, "12,0301,inhabitants,,,,3,1,")
    found = [fault.kind for fault in preview.faults]
    expected = [kind or AnswerFault.DUPLICATE_RESPONDENT]
    assert (found, preview.good) == (expected, 2)


def test_a_file_with_many_different_faults_shows_all_of_them(check):
    preview, rows = check(*(line for line, _ in TWELVE), GOOD.replace("1,", "99,", 1))
    assert {fault.kind for fault in preview.faults} == {kind for _, kind in TWELVE if kind}
    assert len(preview.fault_counts) == 14
    assert [row.number for row in rows if row.outcome is Outcome.NEW] == [15, 17]


def test_one_row_with_several_faults_names_each(said):
    assert said("1,999,inhabitants,inf,,80,7,x,") == [
        "Row 2, column unit: 999 is not a member on 1 January 2025. "
        "Use the member's number or its name as in the register, for instance 0301.",
        "Row 2, column weight: inf cannot be a weight. "
        "A weight is a number above zero, with a point or comma for decimals.",
        "Row 2, column age_group: “80” is not a known code. "
        "Allowed: 18-29, 30-44, or empty when it is not known.",
        "Row 2, column trust: 7 is outside 1–4. Allowed: 1 2 3 4, or 8 for don't know.",
        "Row 2, column informed: “x” is not a whole number. Allowed: 1 2 3 4, or 8 for don't know.",
    ]


def test_a_member_may_be_written_without_its_leading_zero_or_by_name(check):
    _, rows = check("1,301,inhabitants,,,,3,1,", "2,utsira,inhabitants,,,,3,1,")
    assert [row.unit for row in rows] == ["0301", "1151"]


def test_a_respondent_loaded_before_with_the_same_answers_is_passed_over_quietly(check):
    _, (row,) = check(GOOD)
    preview, _ = check(GOOD, loaded={row.respondent: row.content})
    assert (preview.counts, preview.faults) == ({Outcome.ALREADY_HERE: 1}, ())


def test_a_respondent_loaded_before_with_other_answers_needs_a_choice(check):
    _, (row,) = check(GOOD)
    preview, _ = check(GOOD.replace(",3,8,", ",4,8,"), loaded={row.respondent: row.content})
    assert preview.counts == {Outcome.CHANGED: 1}
    assert preview.faults[0].words() == (
        "Row 2, column respondent: respondent 1 was loaded earlier with other answers. "
        "The earlier answers stay unless you choose to replace them."
    )


def test_the_respondent_as_the_file_names_them_is_not_kept(check):
    _, (row,) = check(GOOD.replace("1,", "01017012345,", 1))
    assert "01017012345" not in repr(dataclasses.asdict(row))


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-cmd|' /C calc'!A0", "@import", '=HYPERLINK("x")'])
def test_a_formula_is_refused_wherever_a_code_is_kept(said, text):
    cell = '"' + text.replace('"', '""') + '"'
    (fault,) = said(f"1,0301,inhabitants,,{cell},,3,1,")
    assert "starts like a spreadsheet formula" in fault


@given(st.floats(allow_nan=False))
def test_a_number_with_a_sign_is_not_a_formula(number):
    assert formula(repr(number)) is None
    assert formula(f"+{abs(number)!r}") is None


def test_empty_rows_at_the_end_are_passed_over(check):
    preview, _ = check(GOOD, "", ",,,,,,,,", "")
    assert (preview.rows, preview.faults) == (1, ())


def test_a_file_with_names_and_no_rows_is_empty(said):
    assert said("") == [
        "The file holds no rows. The first row must name the columns, and a row for each record must follow."
    ]


def test_values_are_rewritten_before_they_are_judged(check):
    mapping = Mapping(
        columns={"respondent": "nr", "unit": "knr", "sex": "kjonn"}, items={"trust": "t"},
        group="inhabitants", recodes={"kjonn": {"kvinne": "female"}, "t": {"5": "4"}},
    )  # fmt: skip
    _, (row,) = check("1,301,Kvinne,5", columns=("nr", "knr", "kjonn", "t"), mapping=mapping)
    assert (row.background, row.answers) == ({"sex": "female"}, {"trust": 4})


def test_a_required_column_that_nothing_is_chosen_for_stops_the_file(said):
    assert said("1,3", columns=("nr", "trust")) == [
        "No column is chosen for: the respondent's number. Choose the column that holds it.",
        "No column is chosen for: the member. Choose the column that holds it.",
        "No column is chosen for: the group of respondents. Choose the column that holds it.",
    ]


def test_a_remembered_column_that_is_gone_stops_the_file(said):
    mapping = Mapping(
        columns={"respondent": "respondent", "unit": "place", "group": "group"}, items={"trust": "trust"}
    )
    assert said(GOOD, mapping=mapping)[0].startswith("Column place: the mapping uses this column")


def test_faults_shown_are_bounded_and_counted_in_full(check):
    preview, _ = check(*(f"{row},0301,inhabitants,,,,7,9," for row in range(400)))
    assert (len(preview.faults), preview.fault_counts[AnswerFault.OUT_OF_SCALE]) == (FAULTS_KEPT, 800)


def test_a_fault_after_the_first_rows_that_stops_the_file_leaves_no_good_rows(check):
    preview, _ = check(GOOD, '2,"0301,inhabitants,,,,3,1,')
    assert (preview.good, [fault.kind for fault in preview.faults]) == (0, [FileFault.BROKEN_QUOTES])


def test_every_fault_can_be_kept_and_read_back(check):
    preview, _ = check(*(line for line, _ in TWELVE))
    assert (
        tuple(fault_from_json(kept=fault.as_json(), kinds=FAULT_KINDS) for fault in preview.faults)
        == preview.faults
    )


def test_every_kind_of_fault_has_words():
    kinds = [kind for family in FAULT_KINDS for kind in family]
    assert all(kind.what and kind.remedy for kind in kinds)
    assert len(kinds) == len({kind.value for kind in kinds})


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (("respondent", "unit", "group", "trust"), {"trust": "trust"}),
        (
            ("Respondent-ID", "Kommunenr.", "Gruppe", "Trust", "INFORMED"),
            {"trust": "Trust", "informed": "INFORMED"},
        ),
        (("id", "unit", "group", "workloads"), {"workload": "workloads"}),
        (("id", "unit", "group", "trust_2"), {}),
    ],
)
def test_a_mapping_is_guessed_by_code_and_by_near_spelling(instrument, columns, found):
    mapping = suggest_mapping(columns=columns, instrument=instrument)
    assert (mapping.unmapped, mapping.items) == ((), found)


def test_a_remembered_mapping_wins_when_the_file_has_its_columns(instrument):
    kept = Mapping(columns={"respondent": "a", "unit": "b"}, items={"trust": "c"}, group="inhabitants")
    assert suggest_mapping(columns=("a", "b", "c", "d"), instrument=instrument, remembered=kept) == kept
    assert suggest_mapping(columns=("a", "trust"), instrument=instrument, remembered=kept) != kept


def test_a_fault_is_worded_in_the_readers_language(check):
    preview, _ = check("1,0301,inhabitants,,,,7,1,")
    words = {
        "Row {row}, column {column}: {what} {remedy}": "Rad {row}, kolonne {column}: {what} {remedy}",
        "{value} is outside {limit}.": "{value} er utenfor {limit}.",
        "Allowed: {allowed}.": "Tillatt: {allowed}.",
        "{codes}, or {missing}": "{codes}, eller {missing}",
        "{code} for don't know": "{code} for vet ikke",
    }
    assert preview.faults[0].words(lambda text: words[text]) == (
        "Rad 2, kolonne trust: 7 er utenfor 1–4. Tillatt: 1 2 3 4, eller 8 for vet ikke."
    )


def test_the_memory_of_a_preview_does_not_follow_the_size_of_the_file(file_of, instrument, expected, known):
    """Only the digest of each respondent is held, to find those who stand twice."""
    rows = 3_000
    path = file_of(
        ",".join(COLUMNS) + "\n" + "".join(f"{at},0301,inhabitants,,,,7,8,\n" for at in range(rows))
    )
    answers = read_table(path=path, filename="answers.csv", folder=path.parent)
    mapping = suggest_mapping(columns=answers.columns, instrument=instrument)
    tracemalloc.start()
    preview = check_rows(
        columns=answers.columns, rows=answers.rows(), mapping=mapping, expected=expected, known=known
    )
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert preview.fault_counts[AnswerFault.OUT_OF_SCALE] == rows
    assert peak / rows < 600
