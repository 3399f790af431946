# SPDX-License-Identifier: EUPL-1.2
"""The sheet as a fragment of a web page to print: plain elements, no style and no script."""

from collections.abc import Callable
from html import escape

from samband.engines.questionnaires.model import Asked, Box, Grid, Part, Passage, Printed, Said, Shape

TICK = '<span aria-hidden="true">☐</span>'
LINE = f'<span aria-hidden="true">{"_" * 30}</span>'
PLACE = f'<span aria-hidden="true">{"_" * 4}</span>'


def to_html(*, sheet: Printed) -> str:
    """The sheet as one ``<article>``; its title is left to the page. Every text is escaped.

    Elements bear classes that begin with ``sheet-``; two languages stand in columns of ``sheet-beside``.
    """
    return _Writing(sheet).article()


class _Writing:
    def __init__(self, sheet: Printed) -> None:
        self.sheet = sheet

    def article(self) -> str:
        sheet = self.sheet
        told = "".join(self._told(name, text) for name, text in sheet.told)
        body = "".join(map(self._part, sheet.parts))
        end = self._beside("p", sheet.thanks, "sheet-thanks")
        head = self._beside("p", sheet.introduction) + told + self._beside("p", sheet.words.fill_in, "quiet")
        return f'<article class="sheet" lang="{escape(sheet.languages[0])}">{head}{body}{end}</article>'

    def _told(self, name: Said, text: Said) -> str:
        return self._beside("p", tuple(f"{one}: {other}" for one, other in zip(name, text, strict=True)))

    def _part(self, part: Part) -> str:
        level = 3 if part.heading else 2
        passages = "".join(self._passage(passage, level) for passage in part.passages)
        head = self._heading(part.heading, 2) + self._only(part.only)
        return f"<section>{head}{passages}{self._only(part.ends)}</section>"

    def _passage(self, passage: Passage, level: int) -> str:
        inside = "".join(map(self._block, passage.blocks))
        return self._heading(passage.heading, level) + self._only(passage.only) + inside

    def _heading(self, said: Said, level: int) -> str:
        text = " / ".join(self._spoken(said))
        size = {2: "md", 3: "sm"}[level]
        return f'<h{level} class="ds-heading" data-size="{size}">{text}</h{level}>' if said else ""

    def _only(self, said: Said) -> str:
        return self._beside("p", said, "sheet-only")

    def _block(self, block: Asked | Grid) -> str:
        return self._grid(block) if isinstance(block, Grid) else self._asked(block)

    def _asked(self, asked: Asked) -> str:
        number = f'<span class="sheet-number">{escape(asked.number)}</span>' if asked.number else ""
        how = f'<p class="quiet">{self._inline(asked.how)}</p>' if asked.how else ""
        text = self._beside("p", asked.text, "sheet-text") + self._beside("p", asked.hint, "quiet")
        inside = text + how + _FIELDS[asked.shape](self, asked)
        return f'<div class="sheet-question">{number}<div>{inside}</div></div>'

    def boxes(self, asked: Asked, sign: str) -> str:
        lines = "".join(f"<li>{sign} {self._box(box)}</li>" for box in asked.boxes)
        return f'<ul class="sheet-options">{lines}</ul>'

    def _box(self, box: Box) -> str:
        onward = f" <strong>→ {self._inline(box.onward)}</strong>" if box.onward else ""
        line = f" {LINE}" if box.has_line else ""
        return f"<small>{escape(box.mark)}</small> {self._inline(box.label)}{line}{onward}"

    def unit(self, asked: Asked) -> str:
        return self._inline(asked.unit)

    def _grid(self, grid: Grid) -> str:
        heads = "".join(f'<th scope="col">{"<br>".join(self._once(box.label))}</th>' for box in grid.boxes)
        cells = "".join(f"<td>{TICK} <small>{escape(box.mark)}</small></td>" for box in grid.boxes)
        rows = "".join(
            f'<tr><td>{escape(row.number)}</td><th scope="row">{self._beside("span", row.text)}'
            f"{self._beside('span', row.hint, 'quiet')}</th>{cells}</tr>"
            for row in grid.rows
        )
        how = f'<p class="quiet">{self._inline(grid.how)}</p>'
        head = f"<thead><tr><td></td><td></td>{heads}</tr></thead>"
        table = f'<table class="sheet-grid">{head}<tbody>{rows}</tbody></table>'
        label = escape(f"{grid.rows[0].text[0]} …")
        scroll = f'<div class="table-scroll" role="group" aria-label="{label}" tabindex="0">'
        return f"{how}{scroll}{table}</div>"

    def _beside(self, tag: str, said: Said, classes: str = "") -> str:
        """The same in each language, side by side."""
        if not said:
            return ""
        attribute = f' class="{classes}"' if classes else ""
        cells = "".join(f"<{tag}{attribute}>{text}</{tag}>" for text in self._spoken(said))
        return f'<div class="sheet-beside">{cells}</div>' if len(said) > 1 else cells

    def _inline(self, said: Said) -> str:
        return " / ".join(self._once(said))

    def _once(self, said: Said) -> list[str]:
        """In each language, once where both say the same."""
        return list(dict(zip(said, self._spoken(said), strict=True)).values())

    def _spoken(self, said: Said) -> list[str]:
        languages = self.sheet.languages
        return [
            escape(text) if place == 0 else f'<span lang="{escape(languages[place])}">{escape(text)}</span>'
            for place, text in enumerate(said)
        ]


_FIELDS: dict[Shape, Callable[[_Writing, Asked], str]] = {
    Shape.BOXES: lambda page, asked: page.boxes(asked, TICK),
    Shape.RANKS: lambda page, asked: page.boxes(asked, PLACE),
    Shape.NUMBER: lambda page, asked: f"<p>{LINE} {page.unit(asked)}</p>",
    Shape.DAY: lambda _page, _asked: f"<p>{PLACE} . {PLACE} . {PLACE}{PLACE}</p>",
    Shape.LINES: lambda _page, asked: f"<p>{'<br>'.join([LINE] * asked.lines)}</p>",
    Shape.ENCLOSED: lambda _page, _asked: "",
    Shape.NOTE: lambda _page, _asked: "",
}
