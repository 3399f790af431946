# SPDX-License-Identifier: EUPL-1.2
"""Data sets of published examples, and made-up tables for attacks."""

import json
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from samband.engines.disclosure.linked import Axis, table_of

AGE = Axis("age", {"Total": (("young", "old"),)})
GEO = Axis("geo", {"Total": (("Iceland", "Portugal", "Spain"),)})
GEO_IN_EU = Axis(
    "geo", {"Total": (("EU", "nonEU"),), "EU": (("Portugal", "Spain"),), "nonEU": (("Iceland",),)}
)
IN_2014 = {
    ("young", "Spain"): 5, ("young", "Iceland"): 2, ("young", "Portugal"): 0,
    ("old", "Spain"): 6, ("old", "Iceland"): 3, ("old", "Portugal"): 4,
}  # fmt: skip
IN_2015 = {**IN_2014, ("young", "Iceland"): 0}
IN_2016 = {
    ("young", "Spain"): 7, ("young", "Iceland"): 1, ("young", "Portugal"): 1,
    ("old", "Spain"): 5, ("old", "Iceland"): 4, ("old", "Portugal"): 3,
}  # fmt: skip
THREE_YEARS = {cell: IN_2014[cell] + IN_2015[cell] + IN_2016[cell] for cell in IN_2014}


def reference(name):
    """Entries of a reference file."""
    file = Path(__file__).parent / "reference" / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))["values"]


def at(table, text):
    """Position of the cell with these codes, written with spaces."""
    return table.at[tuple(text.split())]


def municipalities(count, *, seed=5, persons_each=281):
    """Respondents by municipality, age and answer; municipalities of very unequal size."""
    chance = np.random.default_rng(seed)
    size = np.exp(chance.normal(0, 1.1, count))
    people = persons_each * count
    unit = chance.choice(count, people, p=0.6 * size / size.sum() + 0.4 / count)
    age = chance.choice(6, people, p=chance.dirichlet([8, 10, 9, 8, 6, 3]))
    answer = chance.choice(5, people, p=chance.dirichlet([5, 9, 10, 7, 3]))
    keys, counts = np.unique(np.column_stack([unit, age, answer]), axis=0, return_counts=True)
    axes = [
        Axis("unit", {"all": (tuple(f"{at:04}" for at in range(count)),)}),
        Axis("age", {"all": (tuple(f"a{at}" for at in range(6)),)}),
        Axis("answer", {"all": (tuple(f"b{at}" for at in range(5)),)}),
    ]
    cells = {(f"{u:04}", f"a{a}", f"b{b}"): int(n) for (u, a, b), n in zip(keys, counts, strict=True)}
    return table_of(axes=axes, values=cells)


@st.composite
def small_tables(draw, *, dimensions=(1, 3), most=9):
    """Tables of one to three dimensions; one may have subtotals, or be divided in two ways."""
    axes = [draw(_axes(f"d{at}")) for at in range(draw(st.integers(*dimensions)))]
    leaves = [axis.leaves for axis in axes]
    cells = np.stack(np.meshgrid(*leaves, indexing="ij"), axis=-1).reshape(-1, len(axes)).tolist()
    counts = draw(st.lists(st.integers(0, most), min_size=len(cells), max_size=len(cells)))
    return table_of(axes=axes, values={tuple(cell): n for cell, n in zip(cells, counts, strict=True)})


def _axes(name):
    plain = st.integers(2, 4).map(lambda n: {"all": (tuple("abcd"[:n]),)})
    nested = st.just({"all": (("ab", "c"),), "ab": (("a", "b"),)})
    pairs = {"ab": (("a", "b"),), "cd": (("c", "d"),), "ac": (("a", "c"),), "bd": (("b", "d"),)}
    linked = st.just({"all": (("ab", "cd"), ("ac", "bd")), **pairs})
    return st.one_of(plain, plain, nested, linked).map(lambda divisions: Axis(name, divisions))
