# SPDX-License-Identifier: EUPL-1.2
"""``samband screen``: who may have a conflict in which item of an agenda, and why. Never loads Django."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from samband.cli.output import whole_file
from samband.core.country.queries import available_packs, chosen_description
from samband.core.country.queries.laws import chosen_laws
from samband.core.country.rules import PackFaults
from samband.engines.conflicts import (
    Assessment,
    Attendance,
    Finding,
    Law,
    Outcome,
    Screened,
    Screening,
    choose_law,
    in_language,
    load_agenda,
    load_register,
    screen,
    screening_to_json,
    tie_sentence,
    words_in,
)
from samband.engines.conflicts.wording import (
    ALL_ASIDE,
    BOUNDED,
    DECIDERS,
    OUTCOMES,
    REASONS,
    VOTERS,
    attendance_sentences,
    missing_sentence,
)


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    parser = subparsers.add_parser(
        "screen",
        help="tell who may have a conflict in which item of an agenda, by which rule",
        description="Screen everybody who deals with the items of an agenda against a register of interests, "
        "under the law of the day of the decision. Nobody is found disqualified: people decide. Files: "
        "docs/reference/screening.md. Exit code 0, or 2 for a fault.",
    )
    parser.add_argument("agenda", type=Path, metavar="AGENDA.json")
    parser.add_argument("--register", type=Path, required=True, metavar="REGISTER.json")
    parser.add_argument(
        "--pack", required=True, metavar="PACK", help="country pack: its name, or its two letters as no"
    )
    parser.add_argument("--on", type=_day, required=True, metavar="DATE", help="day of the decision")
    parser.add_argument("--known-at", type=_day, metavar="DATE", help="leave out what was recorded later")
    parser.add_argument("--law", default="", metavar="LAW", help="a law by its name, also a prepared one")
    parser.add_argument("--language", default="en", metavar="LANGUAGE", help="of the sentences, as nb")
    parser.add_argument("-o", "--out", type=Path, metavar="RESULT.json", help="write everything found")
    return parser


def run(arguments: Namespace) -> int:
    """Print what was found and return 0. Raises ValueError or OSError for any fault."""
    register = load_register(path=arguments.register)
    agenda = load_agenda(path=arguments.agenda, register=register)
    law = choose_law(laws=_laws(arguments.pack), on=arguments.on, code=arguments.law)
    found = screen(law=law, register=register, agenda=agenda, on=arguments.on, known_at=arguments.known_at)
    if arguments.out:
        with whole_file(path=arguments.out) as file:
            file.write(screening_to_json(screening=found, language=arguments.language))
    for line in _Told(found, arguments.language).lines():
        print(line)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a date. Write year-month-day, as 2026-03-12.") from None


def _laws(pack: str) -> Sequence[Law]:
    """Of a pack by name or folder, or by the two letters of its country."""
    try:
        laws = chosen_laws(country=_named(pack))
    except PackFaults as found:
        raise ValueError("\n".join(map(str, found.faults))) from None
    if not laws:
        raise ValueError(f"The pack {pack} has no laws. Add law/*.yaml to it; see docs/reference/packs.md.")
    return laws


def _named(pack: str) -> str:
    if len(pack) == len("NO"):
        for name in available_packs():
            if chosen_description(country=name).country == pack.upper():
                return name
    return pack


class _Told:
    """What was found, in lines of one language."""

    def __init__(self, found: Screening, language: str) -> None:
        self.found, self.language = found, language
        self.law, self.register, self.translate = found.law, found.register, words_in(language=language)

    def lines(self) -> Iterator[str]:
        on = f"{self.found.on}" + (f" ({self.found.known_at})" if self.found.known_at else "")
        yield f"{in_language(words=self.law.title, language=self.language)} [{self.law.code}] {on}"
        for screened in self.found.items:
            yield ""
            yield from self._item(screened)

    def _item(self, screened: Screened) -> Iterator[str]:
        yield f"{screened.item.id}  {screened.item.title}".rstrip()
        for missing in screened.missing:
            yield "  " + missing_sentence(missing=missing, register=self.register, translate=self.translate)
        told = [one for one in screened.assessments if one.findings or one.missing]
        for one in told:
            yield from self._person(one)
        if not told:
            yield f"  {self.translate(OUTCOMES[Outcome.NONE])}"
        body = screened.collective
        if body and body.at_issue:
            yield f"  {self.translate(VOTERS[body.voters])}"
            yield from self._attendance(body.surely)
        if body and body.at_most != body.surely:
            yield f"  {self.translate(ALL_ASIDE)}"
            yield from self._attendance(body.at_most)

    def _attendance(self, attendance: Attendance) -> Iterator[str]:
        sentences = attendance_sentences(
            attendance=attendance, register=self.register, translate=self.translate
        )
        return (f"  {sentence}" for sentence in sentences)

    def _person(self, one: Assessment) -> Iterator[str]:
        yield f"  {self.register.name_of(one.person)}: {self.translate(OUTCOMES[one.outcome])}"
        for missing in one.missing:
            yield "    " + missing_sentence(missing=missing, register=self.register, translate=self.translate)
        for finding in one.findings:
            yield from (f"    {line}" for line in self._finding(finding))
        if one.is_at_issue:
            yield f"    {self.translate(DECIDERS[one.decided_by])}"

    def _finding(self, finding: Finding) -> Iterator[str]:
        rule, language = finding.rule, self.language
        prior = f" ({rule.prior})" if rule.prior else ""
        words = in_language(words=rule.words, language=language)
        yield f"[{rule.id} {finding.outcome}{prior}] {words} {rule.citation}."
        for tie in finding.path:
            yield f"  – {tie_sentence(tie=tie, register=self.register, language=self.language)}"
        for missing in finding.missing:
            yield "  " + missing_sentence(missing=missing, register=self.register, translate=self.translate)
        if finding.is_bounded:
            yield f"  {self.translate(BOUNDED)}"
        for tried in finding.tried:
            if tried.holds or tried.rule in rule.unless:
                title = in_language(words=self.law.rules[tried.rule].title, language=language)
                yield f"  {tried.rule} {title}: {self.translate(REASONS[tried.why])}"
