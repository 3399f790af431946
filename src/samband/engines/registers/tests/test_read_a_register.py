# SPDX-License-Identifier: EUPL-1.2
"""Each format comes out in one shape, which the screening reads; what is not taken is told."""

import gzip
import io
import json
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from samband.engines.conflicts import Identity, TieKind, facts_at, parse_register
from samband.engines.conflicts.ownership import Ownership
from samband.engines.files import Unreadable
from samband.engines.registers import LeftOut, RegisterFault, Role, register_text
from samband.engines.registers.tests.examples import (
    BODS,
    FTM,
    HEAD,
    PIPES,
    POPOLO,
    ROLES,
    TABLE,
    TOWN,
    UNITS,
    WATER,
    entity,
    ftm,
    owns,
    read,
    role,
    statement,
)

ON = date(2026, 3, 12)


def register(found):
    return parse_register(text=register_text(found=found, code="test"))


def ownership(found, on=ON, known_at=None):
    return Ownership(facts=facts_at(register=register(found), on=on, known_at=known_at))


def kinds(faults):
    return [fault.kind for fault in faults]


def tie(found, record):
    (one,) = (one for one in found.ties if one.record == record)
    return one


def test_bods_gives_ownership_posts_and_the_public_share():
    found = read(BODS)

    assert not found.faults
    assert ownership(found).public_share(organisation="pipes") == Fraction(3, 5)
    assert tie(found, "siv-board").role is Role.CHAIR
    assert tie(found, "town-water").valid_from == date(2010, 1, 1)
    known = register(found)
    assert [one.identity for one in known.ties] == [Identity.IDENTIFIER] * 2 + [Identity.STRONG] * 2
    assert known.ties[0].source == "Register"


def test_companies_that_own_one_another_wholly_belong_to_nobody():
    found = read([
        entity("a", "A", WATER), entity("b", "B", PIPES), owns("a", "b", share={"exact": 100}),
        owns("b", "a", share={"exact": 100}),
    ])  # fmt: skip

    assert len(found.ties) == 2
    assert ownership(found).public_share(organisation="a") == 0


def test_an_owner_whom_nobody_names_owns_a_part_that_is_not_known():
    nobody = {"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner"}
    plain = owns(nobody, "a")
    del plain["recordDetails"]["interests"]
    hidden = statement("person", "h", personType="anonymousPerson")
    found = read([entity("a", "A", WATER), plain, hidden, owns("h", "a", record="r", share={"exact": 30})])

    assert [found.people[one.who].is_unknown for one in found.ties] == [True, True]
    assert ownership(found).has_unknown_share(organisation="a")
    assert {one.identity for one in register(found).ties} == {Identity.POSSIBLE}


def test_a_range_of_shares_is_kept_and_counts_as_not_known():
    found = read([*BODS[:2], owns("town", "water", share={"minimum": 75, "maximum": 100})])

    assert (found.ties[0].part.low, found.ties[0].part.high) == (75, 100)
    assert found.ties[0].part.exact is None
    assert kinds(found.left_out) == [LeftOut.ONLY_BOUNDS]
    assert ownership(found).has_unknown_share(organisation="water")


def test_later_statements_follow_earlier_ones_and_closing_ends_the_record():
    found = read([
        *BODS[:2],
        owns("town", "water", share={"exact": 60}, day="2020-01-01"),
        owns("town", "water", share={"exact": 40}, day="2022-01-01", status="updated"),
        owns("town", "water", share={"exact": 40}, day="2024-01-01", status="closed"),
    ])  # fmt: skip

    def share(on, known_at=None):
        return ownership(found, on=on, known_at=known_at).public_share(organisation="water")

    assert share(date(2021, 6, 1), known_at=date(2021, 6, 1)) == Fraction(3, 5)
    assert share(date(2023, 6, 1), known_at=date(2023, 6, 1)) == Fraction(2, 5)
    assert share(date(2023, 6, 1)) == Fraction(2, 5)
    assert share(ON) == 0


def test_an_indirect_interest_whose_parts_are_told_is_not_counted_twice():
    whole = owns("town", "pipes", record="sum", share={"exact": 60}, more={"directOrIndirect": "indirect"})
    whole["recordDetails"]["componentRecords"] = ["town-water", "water-pipes"]
    found = read([*BODS, whole])

    assert LeftOut.INDIRECT in kinds(found.left_out)
    assert ownership(found).public_share(organisation="pipes") == Fraction(3, 5)


def test_control_without_shares_is_a_part_that_is_not_known():
    found = read([*BODS[:2], owns("town", "water", interest="votingRights", share={"exact": 80})])

    assert found.ties[0].kind is TieKind.OWNS
    assert found.ties[0].part is None


def test_statements_of_an_older_version_are_refused_by_name():
    with pytest.raises(Unreadable, match=r"version 0\.4"):
        read([{"statementID": "1", "statementType": "entityStatement"}])


def test_followthemoney_in_any_order_gives_every_kind_of_tie():
    found = read(FTM, name="entities.ftm.json")

    assert not found.faults
    assert {one.record: one.kind for one in found.ties} == {
        "own-1": TieKind.OWNS, "dir-1": TieKind.POST, "mem-1": TieKind.MEMBER_OF, "emp-1": TieKind.POST,
        "rep-1": TieKind.REPRESENTS, "occ-1": TieKind.POST,
    }  # fmt: skip
    assert tie(found, "dir-1").role is Role.CHAIR
    assert (tie(found, "occ-1").role, tie(found, "occ-1").what) == (Role.OTHER, "Observer")
    assert (tie(found, "emp-1").valid_from, tie(found, "emp-1").valid_to) == (
        date(2019, 3, 1),
        date(2021, 1, 1),
    )
    assert ownership(found).is_fully_public(organisation="water")
    assert register(found).name_of("siv") == "Siv Berg"


def test_kin_is_left_out_and_told_unless_it_is_asked_for():
    found = read(FTM)
    assert (LeftOut.KIN, "Family", "1") in {(one.kind, one.value, one.limit) for one in found.left_out}
    assert TieKind.PARENT_OF not in {one.kind for one in found.ties}

    asked = read(FTM, with_kin=True)
    assert (tie(asked, "fam-1").who, tie(asked, "fam-1").to) == ("ola", "siv")
    unclear = read(FTM.replace("mother", "relative of some kind"), with_kin=True)
    assert TieKind.PARENT_OF not in {one.kind for one in unclear.ties}


def test_what_a_file_tells_of_ships_and_links_is_counted():
    left = {(one.kind, one.value) for one in read(FTM).left_out}
    assert {(LeftOut.UNUSED, "Vessel"), (LeftOut.UNUSED, "UnknownLink"), (LeftOut.UNUSED, "owns")} <= left


def test_popolo_with_ids_in_common_and_days_known_by_the_year():
    found = read(POPOLO)

    assert [(one.kind, one.role) for one in found.ties] == [
        (TieKind.POST, Role.CHAIR), (TieKind.MEMBER_OF, None),
    ]  # fmt: skip
    assert found.ties[0].to == "organisation-1"
    assert (found.ties[0].valid_from, found.ties[0].valid_to) == (date(2015, 3, 1), date(2020, 1, 1))
    assert kinds(found.faults) == [RegisterFault.NOBODY]
    assert "memberships 3" in found.faults[0].words()
    assert found.people["1"].other_names == ("S. Berg",)
    assert register(found).organisations["p"].kind == "political_party"


@pytest.mark.parametrize("wrapped", [UNITS, {"enheter": UNITS}, {"_embedded": {"enheter": UNITS}}, UNITS[0]])
def test_units_of_broennoeysund_in_every_shape_that_it_publishes(wrapped):
    found = read(wrapped)
    assert found.organisations[WATER].kind == "intermunicipal_company"
    assert not found.organisations[WATER].is_public


def test_roles_of_broennoeysund_name_people_and_owning_municipalities():
    found = read([*UNITS, *ROLES])

    assert [(one.kind, one.role, one.what) for one in found.ties] == [
        (TieKind.POST, Role.CHAIR, ""), (TieKind.POST, Role.OTHER, "Observatør"), (TieKind.OWNS, None, ""),
    ]  # fmt: skip
    assert found.organisations[WATER].name == "WATER IKS"
    assert found.organisations[TOWN].is_public
    assert set(kinds(found.left_out)) == {LeftOut.OVER, LeftOut.ROLE_OF_COMPANY}
    assert register(found).ties[0].identity is Identity.STRONG


def test_two_of_one_name_without_birth_date_are_not_one():
    roles = [role("MEDL", born=""), role("VARA", born="")]
    found = read([{"organisasjonsnummer": WATER, "rollegrupper": [{"roller": roles}]}])
    assert len(found.people) == 2
    assert {one.identity for one in register(found).ties} == {Identity.POSSIBLE}


def test_units_of_broennoeysund_as_csv():
    found = read(f"organisasjonsnummer;navn;organisasjonsform.kode\n{WATER};Water;SPA\n", name="enheter.csv")
    assert found.organisations[WATER].kind == "savings_bank"


def test_a_table_tells_roles_and_shares():
    found = read(TABLE, name="t.csv")

    assert not found.faults
    assert [(one.kind, one.role, one.part and one.part.exact) for one in found.ties] == [
        (TieKind.POST, Role.CHAIR, None), (TieKind.OWNS, None, Decimal(100)),
        (TieKind.OWNS, None, Decimal(40)),
    ]  # fmt: skip
    assert len(found.people) == 1
    assert ownership(found).is_fully_public(organisation=WATER)


def test_every_fault_of_a_table_is_told_with_row_and_column():
    rows = f"{HEAD}\n,X,LEDE,,soon,,,,\n{WATER},X,,Town,,{TOWN},300,,2020-13-01\n"
    found = read(rows, name="t.csv")
    assert [(one.row, one.column) for one in found.faults] == [
        (2, "number"), (2, "name"), (2, "birth_date"), (3, "valid_from"), (3, "share"),
    ]  # fmt: skip
    with pytest.raises(Unreadable, match=r"Column number.*Column role"):
        read("name,x\n1,2\n", name="t.csv")


def packed(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_packed_files_are_the_same_register():
    assert read(gzip.compress(FTM.encode()), name="a.json.gz") == read(FTM)
    assert read(packed("a.jsonl", FTM), name="a.zip") == read(FTM)


def test_records_with_faults_are_told_with_their_line_and_the_others_stay():
    found = read("\n".join([
        FTM, ftm("siv", "Person", name="Again"), ftm("", "Person", name="No id"),
        ftm("o3", "Ownership", owner="nobody", asset="water"),
        ftm("o4", "Ownership", owner="town", asset="water", startDate="2020", endDate="2019"),
        ftm("o5", "Ownership", owner="town", asset="water", startDate="a while ago"),
        ftm("o6", "Ownership", owner="town", asset="water", percentage="130"),
    ]))  # fmt: skip

    assert [(one.kind, one.value, one.limit) for one in found.faults] == [
        (RegisterFault.TWICE, "siv", "16"), (RegisterFault.RECORD_WITHOUT_ID, "", "17"),
        (RegisterFault.TURNED, "o4", "19"), (RegisterFault.BAD_DAY, "o5", "20"),
        (RegisterFault.BAD_SHARE, "o6", "21"), (RegisterFault.NOBODY, "o3", "18"),
    ]  # fmt: skip
    assert tie(found, "o6").part is None


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        ("", "a.json", "holds no rows"),
        ("[]", "a.json", "holds no rows"),
        ("{", "a.json", "Line 1 is not valid JSON"),
        ('{"id": "1", "schema": "Person", "properties": {}}\n{"id":', "a.json", "Line 2 is not valid JSON"),
        ("[1]", "a.json", "no register"),
        ("[{}]", "a.json", "no register"),
        ("null", "a.json", "no register"),
        ('{"a": ' + "[" * 100_000, "a.json", "nested"),
        (b"\xff\xfe\x00", "a.json", "zero bytes"),
        ('{"schema": "Ø'.encode("cp1252"), "a.json", "UTF-8"),
        (b"PK no", "a.zip", "intact"),
        (packed("a.txt", "x"), "a.zip", "no register"),
        (packed("a.json", b" " * 150_000_000), "a.zip", "unfold"),
        (gzip.compress(bytes(130_000_000)), "a.json.gz", "unfold"),
        (b"no", "a.json.gz", "intact"),
        (b"%PDF-1.7", "a.pdf", "no register"),
        ("[" + '{"schema": "Person", "properties": {}, "id": "1"}' + ",1]", "a.json", "no register"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_gets_a_clear_word(content, name, word):
    with pytest.raises(Unreadable, match=word):
        read(content, name=name)


def replaced(value, wanted, number):
    """The document with its value of this number replaced, and how many there were short of it."""
    if number <= 0:
        return (wanted if number == 0 else value), -1
    number -= 1
    if isinstance(value, dict):
        out = {}
        for key, one in value.items():
            out[key], number = replaced(one, wanted, number)
        return out, number
    if isinstance(value, list):
        found = []
        for one in value:
            made, number = replaced(one, wanted, number)
            found.append(made)
        return found, number
    return value, number


@pytest.mark.parametrize("wanted", [None, 3, "\ud800\x00", [], {}, [[]], "x" * 5000])
@pytest.mark.parametrize("shape", [[*BODS], POPOLO, [*UNITS, *ROLES]])
def test_values_of_the_wrong_kind_break_nothing(shape, wanted):
    """Every value is replaced in turn: it is refused, a fault or passed over, and all else is read."""
    for number in range(1, 400):
        document, left = replaced(shape, wanted, number)
        if left >= 0:
            break
        with suppress(Unreadable):
            assert register(read(document)).code == "test"


def classes(*rows):
    return read(
        "\n".join(["number,organisation,name,owner_number,share,share_class,public", *rows, ""]), name="t.csv"
    )


def of_town(share, share_class=""):
    return f"{PIPES},Pipes AS,Town,{TOWN},{share},{share_class},yes"


def test_two_classes_of_shares_with_one_percentage_both_count():
    found = classes(of_town(30, "A"), of_town(30, "B"))
    assert found.faults == ()
    assert ownership(found).public_share(organisation=PIPES) == Fraction(3, 5)


@pytest.mark.parametrize("share_class", ["", "A"])
def test_the_same_row_again_counts_once_and_is_told(share_class):
    found = classes(of_town(30, share_class), of_town(30, share_class.lower()))
    assert [(one.kind, one.row) for one in found.faults] == [(RegisterFault.ROW_TWICE, 3)]
    assert ownership(found).public_share(organisation=PIPES) == Fraction(3, 10)


def test_an_ownership_told_twice_under_one_id_counts_once_and_is_told():
    ends = [{"id": one, "schema": "Company", "properties": {"name": [f"Firm {one}"]}} for one in ("a", "b")]
    held = {"owner": ["a"], "asset": ["b"], "percentage": ["30"]}
    edges = [{"id": one, "schema": "Ownership", "properties": held} for one in ("x", "y", "y")]
    found = read("\n".join(json.dumps(one) for one in [*ends, *edges]), name="t.ftm.json")
    assert [one.record for one in found.ties] == ["x", "y"]
    assert [one.kind for one in found.faults] == [RegisterFault.TWICE]
