# SPDX-License-Identifier: EUPL-1.2
"""Which ties are asked about follows from the law; two ways round are one answer where all laws agree."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband import packs
from samband.engines.conflicts import (
    Agenda,
    Body,
    Identity,
    Item,
    Matter,
    Participant,
    Person,
    Register,
    Seat,
    Tie,
    TieKind,
    load_law,
    screen,
)
from samband.tools.ethics.analysis.kin import outcome_of, relations_asked
from samband.tools.ethics.analysis.kin_sealing import (
    KEY_BYTES,
    NONCE_BYTES,
    CannotOpen,
    key_name,
    seal,
    unseal,
    unwrap,
    wrap,
)
from samband.tools.ethics.rules import KinAnswer, Relation

FOLDER = Path(next(iter(packs.__path__)))
LAWS = {path.stem: load_law(path=path) for path in sorted(FOLDER.glob("*/law/*.yaml"))}
DAY = {code: law.valid_from if law.valid_to else date(2026, 3, 12) for code, law in LAWS.items()}
ALL = pytest.mark.parametrize("code", LAWS)


def outcome(code, relation):
    return outcome_of(answer=KinAnswer(relation, "them"), law=LAWS[code], on=DAY[code])


def said_otherwise(code, *ties):
    """What the law says of ties written by hand, from me to them."""
    people = {one for tie in ties for one in (tie[0], tie[2])} | {"me", "them"}
    known = Register("register", {one: Person(one) for one in people}, {}, tuple(_tie(*tie) for tie in ties))
    item = Item("item", matter=Matter.INDIVIDUAL_DECISION, patrimonial="yes", parties=(Participant("them"),))
    agenda = Agenda("agenda", "", Body("body", members=(Seat("me"),)), (item,))
    return screen(law=LAWS[code], register=known, agenda=agenda, on=DAY[code]).items[0].of("me").outcome


def _tie(who, kind, to, detail=""):
    said = detail or ("biological" if kind is TieKind.PARENT_OF else "")
    return Tie(who, kind, to, detail=said, identity=Identity.IDENTIFIER)


BIRTH, MARRIED = TieKind.PARENT_OF, TieKind.MARRIED_TO


@ALL
@pytest.mark.parametrize(
    ("relation", "ties"),
    [
        (Relation.PARENT_OR_CHILD, [("me", BIRTH, "them")]),
        (Relation.GRANDPARENT_OR_GRANDCHILD, [("me", BIRTH, "a"), ("a", BIRTH, "them")]),
        (Relation.FURTHER_DIRECT, [("me", BIRTH, "a"), ("a", BIRTH, "b"), ("b", BIRTH, "them")]),
        (Relation.SIBLING, [("a", BIRTH, "me"), ("a", BIRTH, "them")]),
        (Relation.UNCLE_OR_NIECE, [("a", BIRTH, "me"), ("a", BIRTH, "b"), ("b", BIRTH, "them")]),
        (Relation.FOSTER, [("me", BIRTH, "them", "foster")]),
        (Relation.AFFINE_DIRECT, [("me", MARRIED, "a"), ("a", BIRTH, "them")]),
        (Relation.AFFINE_DIRECT, [("me", BIRTH, "a"), ("a", MARRIED, "them")]),
        (Relation.AFFINE_DIRECT, [("a", BIRTH, "me"), ("a", MARRIED, "them")]),
        (Relation.AFFINE_SIBLING, [("a", BIRTH, "me"), ("a", BIRTH, "b"), ("b", MARRIED, "them")]),
        (Relation.AFFINE_FURTHER, [("me", MARRIED, "a"), ("a", BIRTH, "b"), ("b", BIRTH, "them")]),
        (Relation.COHABITANTS_FAMILY, [("me", TieKind.COHABITS_WITH, "a"), ("a", BIRTH, "them")]),
        (Relation.REPRESENTED, [("me", TieKind.REPRESENTS, "them", "representative")]),
    ],
)
def test_the_other_way_round_comes_out_alike(code, relation, ties):
    assert outcome(code, relation) == said_otherwise(code, *ties)


@pytest.mark.parametrize(
    ("code", "relation", "expected"),
    [
        ("no_2018", Relation.COUSIN, "assess"), ("ro_2004", Relation.COUSIN, "mandatory"),
        ("ro_2019", Relation.COUSIN, "note"), ("no_2018", Relation.FORMER_SPOUSE, "mandatory"),
        ("ro_2019", Relation.FORMER_SPOUSE, "note"), ("no_2018", Relation.COHABITANT, "assess"),
        ("md_2016", Relation.COHABITANT, "mandatory"), ("ge_2022", Relation.HOUSEHOLD, "mandatory"),
        ("ro_2019", Relation.ACQUAINTANCE, "none"), ("no_2018", Relation.ACQUAINTANCE, "assess"),
    ],
)  # fmt: skip
def test_laws_differ(code, relation, expected):
    assert outcome(code, relation) == expected


@ALL
def test_only_what_matters_under_the_law_is_asked(code):
    asked = relations_asked(law=LAWS[code], on=DAY[code])
    assert Relation.SPOUSE in asked
    assert Relation.SELF not in asked
    assert {one for one in Relation if one not in asked and one != "self"} == {
        one for one in Relation if outcome(code, one) == "none"
    }


KEYS, KEY, NONCE = ["new", "old"], bytes(range(KEY_BYTES)), bytes(NONCE_BYTES)


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=300), max_size=8))
def test_what_is_sealed_opens_again_for_its_owner_alone(content):
    sealed = seal(content=content, key=KEY, owner="1:person:1:a", nonce=NONCE)
    assert unseal(sealed=sealed, key=KEY, owner="1:person:1:a") == content
    assert len(sealed) in {1 + NONCE_BYTES + 4096 * 2**n + 16 for n in range(4)}
    for owner in ("2:person:1:a", "1:person:2:a", "1:person:1:b"):
        with pytest.raises(CannotOpen):
            unseal(sealed=sealed, key=KEY, owner=owner)


def test_a_key_is_wrapped_by_one_box_key_and_opens_with_it_alone():
    wrapped = wrap(key=KEY, owner="1:a", box_key="old", nonce=NONCE)
    assert unwrap(wrapped=wrapped, owner="1:a", box_keys=KEYS, name=key_name(key="old")) == KEY
    for kwargs in (
        {"owner": "1:a", "box_keys": ["new"], "name": key_name(key="old")},
        {"owner": "1:a", "box_keys": KEYS, "name": key_name(key="new")},
        {"owner": "2:a", "box_keys": KEYS, "name": key_name(key="old")},
    ):
        with pytest.raises(CannotOpen):
            unwrap(wrapped=wrapped, **kwargs)
    with pytest.raises(CannotOpen, match="newer version"):
        unwrap(wrapped=b"\x02" + wrapped[1:], owner="1:a", box_keys=KEYS, name=key_name(key="old"))


@given(place=st.integers(0, 4096), bit=st.integers(0, 7))
def test_a_changed_bit_is_noticed(place, bit):
    sealed = bytearray(seal(content={"a": "b"}, key=KEY, owner="1:a", nonce=NONCE))
    sealed[place] ^= 1 << bit
    with pytest.raises(CannotOpen):
        unseal(sealed=bytes(sealed), key=KEY, owner="1:a")
