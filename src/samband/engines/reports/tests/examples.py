# SPDX-License-Identifier: EUPL-1.2
"""A report with every kind of block, in the letters of each language."""

from datetime import UTC, datetime

from samband.engines.charts import Axis, Dot, Frame, IntervalRow, Number, dot_interval
from samband.engines.reports import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    KeySentence,
    Note,
    NoteKind,
    Paragraph,
    Report,
    ReportWords,
    Table,
)

CREATED = datetime(2025, 9, 1, 12, 30, tzinfo=UTC)
SENTENCES = {
    "nb": "Innbyggerne på Ørsta og Åmot ærer «språket» – 95 %",
    "bg": "Жителите на община Търговище са доволни от услугите",
    "ka": "მოსახლეობა კმაყოფილია მუნიციპალიტეტის მომსახურებით",
    "ro": "Locuitorii comunei Șăulești țin la rânduială și învățătură",
    "se": "Guovdageainnu suohkana ássit leat duđavaččat; čáhput, ŋuvvut, ŧ ž š",
}
HOSTILE = '#strong[x] $1+1$ *b* @ref <tag> </table> & "q" \\ `raw` #eval("1")'

ROWS = (
    ("=1+1", Number(2.25, 1), Number(0.43, 0, is_share=True)),
    ("@SUM(A1)", "Ikke vist", "–"),
)


def report(*, language: str = "nb", extra: tuple[Block, ...] = ()) -> Report:
    said = SENTENCES[language]
    frame = Frame("figure", said, f"{said}: beskrivelse", language)
    rows = [IntervalRow(said, (Dot(2.5, 2.4, 2.6),)), IntervalRow("b", (Dot(note=said),))]
    chart = dot_interval(frame=frame, rows=rows, series=("",), axis=Axis(1, 4))
    blocks: tuple[Block, ...] = (
        Note(NoteKind.SYNTHETIC, "Syntetisk", said),
        Heading("Første"),
        KeySentence(said),
        Paragraph(HOSTILE),
        Bullets((said, HOSTILE)),
        Heading("Del", 3),
        Facts(((said, "300"), ("Periode", said))),
        Heading("Andre"),
        Figure(chart, said, with_table=True),
        Heading("Tredje"),
        Table("Tabell", ("Navn", "Verdi", "Andel"), ROWS),
        *extra,
    )  # fmt: skip
    words = ReportWords("Innhold", "Figur", "Tabell", "Side {page} av {pages}", "Sammendrag")
    return Report(f"Rapport: {said}", "Emne", language, "Utgiver", CREATED, blocks, "Syntetiske data", words)
