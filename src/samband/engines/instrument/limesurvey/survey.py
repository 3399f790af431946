# SPDX-License-Identifier: EUPL-1.2
"""A LimeSurvey questionnaire as its parts: groups, questions, lines and answers, with words by language.

Files of LimeSurvey 2 and 3 have words in the rows themselves, one row per language; later ones apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samband.engines.instrument.limesurvey.tables import Record, plain_text

Spoken = Mapping[str, str]
Tables = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    label: Spoken
    scale: str = "0"


@dataclass(frozen=True, slots=True)
class Line:
    """A subquestion. scale: 1 for the columns of arrays of texts and numbers."""

    code: str
    label: Spoken
    relevance: str = ""
    scale: str = "0"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. id: by which formulas may name it. attributes: those without a language, and labels."""

    id: str
    code: str
    kind: str
    label: Spoken
    help: Spoken
    relevance: str
    mandatory: str
    has_other: bool
    pattern: str
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label: Spoken
    relevance: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    id: str
    languages: tuple[str, ...]
    title: Spoken
    welcome: Spoken
    thanks: Spoken
    groups: tuple[Group, ...]


def survey_of(tables: Tables) -> Survey:
    """The whole survey out of its tables."""
    return _Survey(tables).whole()


class _Survey:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        about = next(iter(tables.get("surveys", ())), {})
        self.id = about.get("sid", "")
        said = [one["language"] for one in tables.get("languages", ()) if one.get("language")]
        self.first = about.get("language") or next(iter(said), "en")
        more = about.get("additional_languages", "").split()
        self.languages = tuple(dict.fromkeys([self.first, *more, *said]))

    def whole(self) -> Survey:
        words = {
            one.get("surveyls_language", ""): one for one in self.tables.get("surveys_languagesettings", ())
        }
        return Survey(
            self.id,
            self.languages,
            {language: plain_text(one.get("surveyls_title", "")) for language, one in words.items()},
            {language: plain_text(one.get("surveyls_welcometext", "")) for language, one in words.items()},
            {language: plain_text(one.get("surveyls_endtext", "")) for language, one in words.items()},
            tuple(self._groups()),
        )

    def _groups(self) -> Iterator[Group]:
        for gid, rows in _by(self.tables.get("groups", ()), "gid", "group_order").items():
            words = [*rows, *self._words("group_l10ns", "gid", gid)]
            yield Group(
                gid,
                _said(words, "group_name", self.first),
                rows[0].get("grelevance", ""),
                tuple(self._questions(gid)),
            )

    def _questions(self, gid: str) -> Iterator[Asked]:
        rows = [row for row in self.tables.get("questions", ()) if row.get("gid") == gid]
        mains = [row for row in rows if row.get("parent_qid", "0") in ("", "0")]
        for qid, own in _by(mains, "qid", "question_order").items():
            yield self._question(qid, own)

    def _question(self, qid: str, rows: Sequence[Record]) -> Asked:
        first, words = rows[0], [*rows, *self._words("question_l10ns", "qid", qid)]
        return Asked(
            id=f"{self.id}X{first.get('gid', '')}X{qid}",
            code=first.get("title", f"q{qid}"),
            kind=first.get("type", ""),
            label=_said(words, "question", self.first),
            help=_said(words, "help", self.first),
            relevance=first.get("relevance", ""),
            mandatory=first.get("mandatory", "N"),
            has_other=first.get("other", "N") == "Y",
            pattern=first.get("preg", ""),
            lines=tuple(self._lines(qid)),
            answers=tuple(self._answers(qid)),
            attributes=self._attributes(qid),
        )

    def _lines(self, qid: str) -> Iterator[Line]:
        found = [*self.tables.get("subquestions", ()), *self.tables.get("questions", ())]
        rows = [row for row in found if row.get("parent_qid") == qid]
        for sid, own in _by(rows, "qid", "question_order").items():
            words = [*own, *self._words("question_l10ns", "qid", sid)]
            first = own[0]
            label = _said(words, "question", self.first)
            yield Line(
                first.get("title", ""), label, first.get("relevance", ""), first.get("scale_id", "0") or "0"
            )

    def _answers(self, qid: str) -> Iterator[Answer]:
        rows = [row for row in self.tables.get("answers", ()) if row.get("qid") == qid]
        grouped: dict[tuple[str, str], list[Record]] = {}
        for row in sorted(rows, key=lambda row: _order(row, "sortorder")):
            grouped.setdefault((row.get("scale_id", "0") or "0", row.get("code", "")), []).append(row)
        for (scale, code), own in grouped.items():
            words = [*own, *self._words("answer_l10ns", "aid", own[0].get("aid", "-"))]
            yield Answer(code, _said(words, "answer", self.first), scale)

    def _words(self, table: str, key: str, value: str) -> list[Record]:
        return [row for row in self.tables.get(table, ()) if row.get(key) == value]

    def _attributes(self, qid: str) -> dict[str, str]:
        rows = [row for row in self.tables.get("question_attributes", ()) if row.get("qid") == qid]
        return {
            row.get("attribute", ""): row["value"]
            for row in rows
            if row.get("value") and row.get("language", "") in ("", self.first)
        }


def _by(rows: Sequence[Record], key: str, order: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in sorted(rows, key=lambda row: _order(row, order)):
        found.setdefault(row.get(key, ""), []).append(row)
    return found


def _order(row: Record, column: str) -> int:
    text = row.get(column, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _said(rows: Sequence[Record], column: str, first: str) -> Spoken:
    return {row.get("language") or first: plain_text(row[column]) for row in rows if row.get(column)}
