# SPDX-License-Identifier: EUPL-1.2
"""What codes are called, in the reader's language, and the frame of every report."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext

from samband.engines.ballots import Provenance, Reason, Status, Way
from samband.engines.charts import Number
from samband.engines.charts.numbers import number_text
from samband.engines.reports import Block, Heading, Note, NoteKind, Paragraph, Report, ReportWords
from samband.tools.congress.queries import BallotRecord
from samband.tools.congress.rules import PHASE_WORDS, Phase


def language() -> str:
    return get_language() or "en"


def whole(value: int) -> Number:
    """A count in a table."""
    return Number(float(value), 0)


def told(value: int | Fraction, decimals: int = 0) -> str:
    """A number in a sentence."""
    return number_text(number=Number(float(value), decimals), language=language())


def percent(value: Fraction | None, decimals: int = 2) -> str:
    if value is None:
        return "–"
    return number_text(number=Number(float(value), decimals, is_share=True), language=language())


def exact(value: str) -> str:
    """An exact fraction as a mixed number: ``7/2`` is 3 1/2."""
    part = Fraction(value)
    rest = part - part.__floor__()
    if not rest:
        return told(part.__floor__())
    return f"{told(part.__floor__())} {rest}" if part > 1 else str(rest)


def moment(value: datetime) -> str:
    return str(date_format(localtime(value), "DATETIME_FORMAT"))


def phase_words(phase: Phase) -> str:
    return gettext(PHASE_WORDS[phase])


def choice_words(*, ballot: BallotRecord, choice: str) -> str:
    fixed = {"yes": gettext("Yes"), "no": gettext("No"), "blank": gettext("Blank")}
    return dict(ballot.options).get(choice) or fixed.get(choice, choice)


def way_words() -> dict[str, str]:
    return {
        Way.PLURALITY.value: gettext("Most votes"),
        Way.MAJORITY.value: gettext("More than half, or none is adopted"),
        Way.RUN_OFF.value: gettext("More than half, or a second ballot between the two strongest"),
    }


def reason_words() -> Mapping[Reason, str]:
    return {
        Reason.COMPUTED: gettext("by inhabitants"),
        Reason.MINIMUM: gettext("the minimum"),
        Reason.MAXIMUM: gettext("the maximum"),
        Reason.BAND: gettext("by its band"),
        Reason.EQUAL: gettext("the same for each"),
        Reason.EXCEPTION: gettext("a number of its own"),
        Reason.QUOTIENTS: gettext("by quotients"),
        Reason.FIXED: gettext("a fixed number"),
    }


def part_words(name: str) -> str:
    """What a part of a delegate rule is called."""
    known = {
        "counties": gettext("Counties"),
        "municipalities": gettext("Municipalities"),
        "companies": gettext("Member companies"),
        "regions": gettext("Regions"),
    }
    return known.get(name, name)


def method_words() -> dict[str, str]:
    return {
        "dhondt": "D’Hondt",
        "sainte_lague": "Sainte-Laguë",
        "modified_sainte_lague": gettext("modified Sainte-Laguë (first divisor 1.4)"),
    }


def gender_words(gender: str) -> str:
    return {"woman": gettext("woman"), "man": gettext("man")}.get(gender, gettext("not stated"))


def gender_counts(counts: Mapping[str, int]) -> str:
    """``4 women, 1 man``."""
    words = {
        "woman": ngettext("%(count)s woman", "%(count)s women", counts["woman"]),
        "man": ngettext("%(count)s man", "%(count)s men", counts["man"]),
    }
    return ", ".join(words[name] % {"count": told(count)} for name, count in counts.items())


def genders_words() -> dict[str, str]:
    return {"woman": gettext("women"), "man": gettext("men")}


def rule_blocks(provenance: Provenance, digest: str = "", heading: str = "") -> list[Block]:
    """The rule by which a result was made, and how sure it is."""
    sources = "; ".join(
        f"{one.title} ({one.address})" if one.address else one.title for one in provenance.sources
    )
    blocks: list[Block] = [
        Heading(heading or gettext("The rule")),
        Paragraph(provenance.in_language(language()) + "."),
    ]
    if provenance.note_in(language()):
        blocks.append(Paragraph(provenance.note_in(language())))
    if sources:
        blocks.append(Paragraph(gettext("Sources: %(sources)s.") % {"sources": sources}))
    if provenance.status is Status.TO_VERIFY:
        title = gettext("Check before use")
        text = gettext(
            "Parts of this rule have not been compared with the primary source. Compare them first."
        )
        blocks.append(Note(NoteKind.CAUTION, title, text))
    if provenance.status is Status.EXAMPLE and not provenance.sources:
        blocks.append(Paragraph(gettext("An example, not the rule of any association.")))
    if digest:
        blocks.append(Paragraph(gettext("Fingerprint of the rule: %(digest)s") % {"digest": digest}))
    return blocks


def report(
    *, title: str, subject: str, blocks: Sequence[Block], is_synthetic: bool, created: datetime
) -> Report:
    """In the reader's language; the same input gives the same file."""
    return Report(
        title=title,
        subject=subject,
        language=language(),
        publisher=settings.SAMBAND_ASSOCIATION,
        created=created,
        blocks=tuple(blocks),
        notice=gettext("Synthetic: made up for demonstration.") if is_synthetic else "",
        words=ReportWords(
            contents=gettext("Contents"),
            figure=gettext("Figure"),
            table=gettext("Table"),
            page=gettext("Page {page} of {pages}"),
            summary=gettext("Summary"),
        ),
    )
