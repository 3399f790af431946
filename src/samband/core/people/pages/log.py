# SPDX-License-Identifier: EUPL-1.2
"""What the log calls the things of this area, in the reader's language."""

from collections.abc import Mapping

from django.utils import timezone

from samband.core.members.queries.register import names_on
from samband.core.people import queries
from samband.core.people.pages.words import POSTS

OFFICE, AUTHORITY = "people.office:", "people.authority:"


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """For whoever may read the log: persons, bodies, terms and election files, kinds of office, members."""
    offices = {f"{OFFICE}{kind}": str(words) for kind, words in POSTS.items()}
    codes = [one.removeprefix(AUTHORITY) for one in references if one.startswith(AUTHORITY)]
    places = names_on(codes=codes, on=timezone.localdate()) if codes else {}
    return {
        **queries.names_of(references=references),
        **{reference: words for reference, words in offices.items() if reference in references},
        **{f"{AUTHORITY}{code}": name for code, name in places.items()},
    }
