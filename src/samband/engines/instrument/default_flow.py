# SPDX-License-Identifier: EUPL-1.2
"""How an instrument is asked that does not say so itself: items by dimension, a few on each page."""

from collections.abc import Iterator, Sequence

from samband.engines.instrument.flow import Flow, Need, OnScale, Page, Question, Section
from samband.engines.instrument.measured import Item

SECTION = "questions"
MOST_ON_A_PAGE = 7
"""As many rows of a grid as a phone shows without getting lost in it."""


def default_flow(*, items: Sequence[Item], dimensions: Sequence[str]) -> Flow:
    """One section; a page for each dimension in their order, items without dimension first.

    More items than fit are spread evenly over several pages.
    """
    pages = [
        page
        for dimension in ("", *dimensions)
        for page in _pages(dimension, [item for item in items if item.dimension == dimension])
    ]
    return Flow((Section(SECTION, tuple(pages)),) if pages else ())


def question_of(*, item: Item, need: Need = Need.WANTED) -> Question:
    """The item as it is asked."""
    return Question(item.code, OnScale(item.scale), need=need, asked_of=item.asked_of)


def _pages(dimension: str, items: Sequence[Item]) -> Iterator[Page]:
    count = -(-len(items) // MOST_ON_A_PAGE)
    for number in range(count):
        first, last = number * len(items) // count, (number + 1) * len(items) // count
        questions = tuple(question_of(item=item) for item in items[first:last])
        yield Page(_code(dimension, number), questions)


def _code(dimension: str, number: int) -> str:
    """A hyphen, so that no dimension can be called like the second page of another."""
    return "-".join([dimension or "page", *([str(number + 1)] if number else [])])
