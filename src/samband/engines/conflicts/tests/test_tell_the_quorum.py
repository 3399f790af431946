# SPDX-License-Identifier: EUPL-1.2
"""How many are left to decide, said plainly for none, one and several more than needed."""

import pytest

from samband.engines.conflicts.facts import Register
from samband.engines.conflicts.results import Attendance
from samband.engines.conflicts.wording import attendance_sentences


@pytest.mark.parametrize(
    ("present", "spare", "words"),
    [
        (10, 0, "10 of 19 can decide, just as many as needed."),
        (11, 1, "11 of 19 can decide, one more than needed."),
        (12, 2, "12 of 19 can decide, 2 more than needed."),
        (9, -1, "Only 9 of 19 can decide, 1 too few."),
    ],
)
def test_how_many_are_left_reads_as_one_would_say_it(present, spare, words):
    attendance = Attendance((), (), (), present, 19, spare)
    register = Register("r", {}, {}, ())
    told = attendance_sentences(attendance=attendance, register=register, translate=lambda text: text)
    assert told == (words,)
