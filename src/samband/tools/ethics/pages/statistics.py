# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register as tables, each with its definition; and as one file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.pages.words import size_label
from samband.core.members.queries import size_classes
from samband.engines import charts
from samband.engines.charts import Axis, Chart, ColumnNames, Dot, Frame, IntervalRow, Number, Screens
from samband.engines.conflicts import Outcome, words_in
from samband.engines.conflicts.wording import OUTCOMES as OUTCOME_WORDS
from samband.tools.ethics.analysis.counts import ALL, Share
from samband.tools.ethics.analysis.figures import RegisterCounts
from samband.tools.ethics.pages.details import money
from samband.tools.ethics.pages.meetings import DECIDED, ORGANISATIONS
from samband.tools.ethics.queries.statistics import BANDS, NO_SIZE, NOT_TOLD, OUTCOMES
from samband.tools.ethics.rules import Decided

HEADER = ("table", "row", "column", "number", "of", "withheld", "on")
SEX_WORDS: Mapping[str, Promise] = {
    "size:female": _("Women"),
    "size:male": _("Men"),
    f"size:{NO_SIZE}": _("Not said, or otherwise"),
}


@dataclass(frozen=True, slots=True)
class CountTable:
    """code: in the file. definition: what each number counts. rows: a name, then a text for each column."""

    code: str
    title: str
    definition: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Screens | None = None


def count_tables(*, found: RegisterCounts) -> tuple[CountTable, ...]:
    """In the order of the page; nothing of what has not been counted anywhere."""
    tables = (
        _by_size(found), _by_county(found), _kinds(found), _sexes(found), _gifts(found), _screened(found),
        _findings(found), _decisions(found),
    )  # fmt: skip
    return tuple(one for one in tables if one.rows)


def count_rows(*, found: RegisterCounts) -> Iterator[tuple[str, ...]]:
    """In the order of HEADER, as machines read them; ``of`` for shares alone."""
    day = found.on.isoformat()
    shares = {"posts": found.posts, "confirmed": found.confirmed, "sexes": found.sexes, "kinds": found.kinds}
    for table, told in shares.items():
        for code, share in told.items():
            yield (
                table,
                code or "unknown",
                "",
                *_plain(share.number),
                str(share.of),
                *_held(share.number),
                day,
            )
    counts = {"gifts": found.gifts, "screened": found.screened, "findings": found.findings}
    for table, numbers in counts.items():
        for code, number in numbers.items():
            yield (table, code, "", *_plain(number), "", *_held(number), day)
    for (ground, outcome), number in found.decisions.items():
        yield ("decisions", ground, outcome, *_plain(number), "", *_held(number), day)


def _by_size(found: RegisterCounts) -> CountTable:
    names = {ALL: gettext("All"), **{f"size:{code}": name for code, name in _sizes().items()}}
    rows = [(names[code], code) for code in names if code in found.posts]
    return CountTable(
        code="size",
        title=gettext("Posts and confirmations by size of the municipality"),
        definition=_place_definition(),
        header=(gettext("Size"), gettext("Seats"), gettext("With a post"), gettext("Confirmed")),
        rows=tuple(_place_row(name, code, found) for name, code in rows),
        chart=_chart(rows, found),
    )


def _by_county(found: RegisterCounts) -> CountTable:
    rows = sorted((name, f"county:{code}") for code, name in found.counties.items())
    return CountTable(
        code="county",
        title=gettext("Posts and confirmations by county"),
        definition=_place_definition(),
        header=(gettext("County"), gettext("Seats"), gettext("With a post"), gettext("Confirmed")),
        rows=tuple(_place_row(name, code, found) for name, code in rows if code in found.posts),
    )


def _place_definition() -> str:
    return gettext(
        "Seats: elected people in office that day, once in each member; deputies are not counted. With a "
        "post: at least one post in an organisation stood in the register. Confirmed: the list was "
        "confirmed within the time after which it counts as old."
    )


def _place_row(name: str, code: str, found: RegisterCounts) -> tuple[str, ...]:
    posts, confirmed = found.posts[code], found.confirmed[code]
    return (name, _number(posts.of), _share(posts), _share(confirmed))


def _kinds(found: RegisterCounts) -> CountTable:
    rows = [(str(ORGANISATIONS[kind]), _share(share)) for kind, share in found.kinds.items() if share.number]
    return CountTable(
        code="kinds",
        title=gettext("In what kinds of organisation"),
        definition=gettext(
            "Elected people with at least one post in an organisation of the kind, of all elected people; "
            "somebody with several posts counts in several rows."
        ),
        header=(gettext("Kind"), gettext("Elected people")),
        rows=tuple(rows),
    )


def _sexes(found: RegisterCounts) -> CountTable:
    rows = [
        (str(word), _number(found.sexes[code].of), _share(found.sexes[code]))
        for code, word in SEX_WORDS.items()
        if code in found.sexes
    ]
    return CountTable(
        code="sexes",
        title=gettext("By sex, in the whole country"),
        definition=gettext(
            "Elected people with at least one post, as the register of people knows their sex."
        ),
        header=(gettext("Sex"), gettext("Elected people"), gettext("With a post")),
        rows=tuple(rows),
    )


def _gifts(found: RegisterCounts) -> CountTable:
    names, before = {}, 0
    for code, below in BANDS:
        names[code] = _band(before, below, found.currency)
        before = below or before
    names |= {NOT_TOLD: gettext("Value not told, or in another currency"), ALL: gettext("All")}
    return CountTable(
        code="gifts",
        title=gettext("Gifts by value"),
        definition=gettext("Gifts received in the twelve months up to the day, by the value that was told."),
        header=(gettext("Value"), gettext("Gifts")),
        rows=_counted(found.gifts, names),
    )


def _band(above: int, below: int | None, currency: str) -> str:
    low = money(value=Decimal(above), currency=currency)
    if below is None:
        return gettext("%(low)s or more") % {"low": low}
    high = money(value=Decimal(below), currency=currency)
    if not above:
        return gettext("below %(high)s") % {"high": high}
    return gettext("%(low)s to below %(high)s") % {"low": low, "high": high}


def _screened(found: RegisterCounts) -> CountTable:
    return CountTable(
        code="screened",
        title=gettext("Meetings whose agenda was held against the interests"),
        definition=gettext(
            "Meetings of the twelve months up to the day, once each, by the size of their member."
        ),
        header=(gettext("Size"), gettext("Meetings")),
        rows=_counted(found.screened, {**_sizes(), ALL: gettext("All")}),
    )


def _findings(found: RegisterCounts) -> CountTable:
    translate = words_in(language=get_language() or "en")
    names = {str(one): translate(OUTCOME_WORDS[Outcome(one)]) for one in OUTCOMES}
    return CountTable(
        code="findings",
        title=gettext("What came out"),
        definition=gettext(
            "One for each person and item of these meetings about whom a rule said something. A finding is a "
            "question that people answer, no fault."
        ),
        header=(gettext("Outcome"), gettext("Findings")),
        rows=_counted(found.findings, {**names, ALL: gettext("All")}),
    )


def _decisions(found: RegisterCounts) -> CountTable:
    outcomes = (*Decided, ALL)
    names = {one: one or gettext("No ground named") for one in found.grounds}
    rows = [
        (name, *(_count(found.decisions.get((ground, outcome))) for outcome in outcomes))
        for ground, name in {**names, ALL: gettext("All")}.items()
    ]
    return CountTable(
        code="decisions",
        title=gettext("What the bodies decided"),
        definition=gettext(
            "The last decision about each person and item, by the ground that the body named."
        ),
        header=(gettext("Ground"), *(str(DECIDED[one]) for one in Decided), gettext("All")),
        rows=tuple(rows) if found.grounds else (),
    )


def _counted(numbers: Mapping[str, int | None], names: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Nothing where no count may be shown, or nothing was there to count."""
    if not any(numbers.values()):
        return ()
    return tuple((name, _count(numbers[code])) for code, name in names.items() if code in numbers)


def _sizes() -> dict[str, str]:
    told = {one.code: size_label(one) for one in size_classes()}
    return {**told, NO_SIZE: gettext("Counties, and others without a size")}


def _chart(rows: Iterable[tuple[str, str]], found: RegisterCounts) -> Screens | None:
    drawn = [IntervalRow(name, (_dot(found.posts[code]), _dot(found.confirmed[code]))) for name, code in rows]
    if not any(dot and dot.is_known for row in drawn for dot in row.dots):
        return None
    title = gettext("Posts and confirmations by size of the municipality")
    frame = Frame("counts", title, gettext("Each dot is a share of the seats."), get_language() or "en", 720)
    columns = ColumnNames(
        gettext("Size"), gettext("Group"), gettext("Share"), gettext("Lower limit"), gettext("Upper limit"),
        gettext("Remarks"),
    )  # fmt: skip

    def draw(frame: Frame) -> Chart:
        return charts.dot_interval(
            frame=frame, rows=drawn, series=(gettext("With a post"), gettext("Confirmed")),
            axis=Axis(0.0, 1.0, decimals=0, is_share=True), columns=columns,
        )  # fmt: skip

    return charts.for_screens(draw=draw, frame=frame)


def _dot(share: Share) -> Dot:
    return Dot(note=withheld()) if share.value is None else Dot(share.value)


def withheld() -> str:
    return gettext("too few to show")


def _share(share: Share) -> str:
    if share.number is None or share.value is None:
        return withheld()
    part = charts.number_text(number=Number(share.value, 0, is_share=True), language=get_language() or "en")
    return f"{_number(share.number)} ({part})"


def _count(number: int | None) -> str:
    return withheld() if number is None else _number(number)


def _number(number: int) -> str:
    return charts.number_text(number=Number(number, 0), language=get_language() or "en")


def _plain(number: int | None) -> tuple[str]:
    return ("" if number is None else str(number),)


def _held(number: int | None) -> tuple[str]:
    return ("yes" if number is None else "no",)
