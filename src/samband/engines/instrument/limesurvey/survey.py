# SPDX-License-Identifier: EUPL-1.2
"""A LimeSurvey questionnaire as its parts: groups, questions, lines and answers, with words by language.

Files of LimeSurvey 2 and 3 have words in the rows themselves, one row per language; later ones apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samband.engines.instrument.limesurvey.tables import Record, plain_text, whole_number

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
    """One question. id: by which formulas may name it. number: by which tables name it.

    attributes: those without a language, and labels.
    """

    id: str
    number: str
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
    """is_drawn: whether its place among groups is drawn."""

    id: str
    label: Spoken
    text: Spoken
    relevance: str
    is_drawn: bool
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """has_policy: whether a notice on data protection is shown. conditions: rows of that table."""

    id: str
    languages: tuple[str, ...]
    title: Spoken
    welcome: Spoken
    thanks: Spoken
    groups: tuple[Group, ...]
    has_policy: bool
    conditions: tuple[Record, ...]


def survey_of(tables: Tables) -> Survey:
    """The whole survey out of its tables."""
    return _Survey(tables).whole()


class _Survey:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        about = next(iter(tables.get("surveys", ())), {})
        self.indices: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self.id = about.get("sid", "")
        self.shows_policy = about.get("showsurveypolicynotice", "0") not in ("", "0")
        said = [one["language"] for one in tables.get("languages", ()) if one.get("language")]
        self.first = about.get("language") or next(iter(said), "en")
        more = about.get("additional_languages", "").split()
        self.languages = tuple(dict.fromkeys([self.first, *more, *said]))

    def whole(self) -> Survey:
        about = self.tables.get("surveys_languagesettings", ())
        words = {one.get("surveyls_language", ""): one for one in about}
        return Survey(
            self.id,
            self.languages,
            {language: plain_text(one.get("surveyls_title", "")) for language, one in words.items()},
            {language: _introduction(one) for language, one in words.items()},
            {language: plain_text(one.get("surveyls_endtext", "")) for language, one in words.items()},
            tuple(self._groups()),
            self.shows_policy and any(one.get("surveyls_policy_notice") for one in about),
            tuple(self.tables.get("conditions", ())),
        )

    def _groups(self) -> Iterator[Group]:
        for gid, rows in _by(self.tables.get("groups", ()), "gid", "group_order").items():
            words = [*rows, *self._words("group_l10ns", "gid", gid)]
            yield Group(
                gid,
                _said(words, "group_name", self.first),
                _said(words, "description", self.first),
                _first(rows, "grelevance"),
                bool(_first(rows, "randomization_group")),
                tuple(self._questions(gid)),
            )

    def _questions(self, gid: str) -> Iterator[Asked]:
        rows = self._words("questions", "gid", gid)
        mains = [row for row in rows if row.get("parent_qid", "0") in ("", "0")]
        for qid, own in _by(mains, "qid", "question_order").items():
            yield self._question(qid, own)

    def _question(self, qid: str, rows: Sequence[Record]) -> Asked:
        first, words = rows[0], [*rows, *self._words("question_l10ns", "qid", qid)]
        return Asked(
            id=f"{self.id}X{first.get('gid', '')}X{qid}",
            number=qid,
            code=first.get("title", f"q{qid}"),
            kind=first.get("type", ""),
            label=_said(words, "question", self.first),
            help=_said(words, "help", self.first),
            relevance=_first(rows, "relevance"),
            mandatory=first.get("mandatory", "N"),
            has_other=first.get("other", "N") == "Y",
            pattern=first.get("preg", ""),
            lines=tuple(self._lines(qid)),
            answers=tuple(self._answers(qid)),
            attributes=self._attributes(qid),
        )

    def _lines(self, qid: str) -> Iterator[Line]:
        rows = [*self._words("subquestions", "parent_qid", qid), *self._words("questions", "parent_qid", qid)]
        for sid, own in _by(rows, "qid", "question_order").items():
            words = [*own, *self._words("question_l10ns", "qid", sid)]
            first = own[0]
            label = _said(words, "question", self.first)
            scale = first.get("scale_id", "0") or "0"
            yield Line(first.get("title", ""), label, _first(own, "relevance"), scale)

    def _answers(self, qid: str) -> Iterator[Answer]:
        rows = self._words("answers", "qid", qid)
        grouped: dict[tuple[str, str], list[Record]] = {}
        for row in sorted(rows, key=lambda row: _order(row, "sortorder")):
            grouped.setdefault((row.get("scale_id", "0") or "0", row.get("code", "")), []).append(row)
        for (scale, code), own in grouped.items():
            words = [*own, *self._words("answer_l10ns", "aid", own[0].get("aid", "-"))]
            yield Answer(code, _said(words, "answer", self.first), scale)

    def _words(self, table: str, key: str, value: str) -> list[Record]:
        """Rows of the table with that value. Sought often, so that they are sorted once."""
        if (table, key) not in self.indices:
            found: dict[str, list[Record]] = {}
            for row in self.tables.get(table, ()):
                found.setdefault(row.get(key, ""), []).append(row)
            self.indices[table, key] = found
        return self.indices[table, key].get(value, [])

    def _attributes(self, qid: str) -> dict[str, str]:
        rows = self._words("question_attributes", "qid", qid)
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
    return whole_number(row.get(column, ""))


def _first(rows: Sequence[Record], column: str) -> str:
    """Of rows in several languages, where one of them may have been left empty."""
    return next((row[column] for row in rows if row.get(column)), "")


def _introduction(words: Record) -> str:
    parts = (plain_text(words.get(f"surveyls_{part}", "")) for part in ("description", "welcometext"))
    return "\n".join(filter(None, parts))


def _said(rows: Sequence[Record], column: str, first: str) -> Spoken:
    return {row.get("language") or first: plain_text(row[column]) for row in rows if row.get(column)}
