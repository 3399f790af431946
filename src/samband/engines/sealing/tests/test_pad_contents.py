# SPDX-License-Identifier: EUPL-1.2
"""Contents are written to bytes whose length tells next to nothing, and read again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.sealing import content_of, padded

CONTENTS = st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text()))


def test_the_bytes_are_length_content_and_zeros():
    assert padded(content={"å": 1}, smallest=16) == b'\0\0\0\x08{"\xc3\xa5":1}\0\0\0\0'


@pytest.mark.parametrize(("letters", "size"), [(0, 16), (4, 16), (5, 32), (20, 32), (21, 64)])
def test_a_longer_content_takes_twice_the_bytes(letters, size):
    """Eight bytes are about the letters, and four tell the length."""
    content = {"a": "x" * letters}

    assert len(json.dumps(content, separators=(",", ":"))) == letters + 8
    assert len(padded(content=content, smallest=16)) == size


@given(content=CONTENTS, smallest=st.integers(1, 5000))
def test_what_was_written_is_read_again(content, smallest):
    assert content_of(padded(content=content, smallest=smallest)) == content


@given(content=CONTENTS, smallest=st.integers(1, 5000))
def test_a_length_is_the_smallest_or_one_of_its_doubles(content, smallest):
    times, rest = divmod(len(padded(content=content, smallest=smallest)), smallest)

    assert rest == 0
    assert times & (times - 1) == 0
