# SPDX-License-Identifier: EUPL-1.2
"""Questions of a page out of a tree, checked against the items, scales, lists and groups they name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from samband.engines.instrument.default_flow import question_of
from samband.engines.instrument.flow import Check, Need, Options, Question
from samband.engines.instrument.measured import Item, Scale
from samband.engines.instrument.question_kinds import KEYS, Ask, Kinds, read_expression
from samband.engines.rule_files import Faults, Place, Reader, Section, Text, nearest

COMMON = ("code", "need", "asked_of", "show_if", "checks", "background", "default")
_NEEDLESS = (Ask.NOTE, Ask.COMPUTED)


@dataclass(frozen=True, slots=True)
class Known:
    """What questions may name. items: by code; None where an item has faults of its own."""

    items: Mapping[str, Item | None]
    scales: Mapping[str, Scale]
    options: Mapping[str, Options]
    groups: tuple[str, ...]


class Questions:
    """Reads questions. checks: codes met on the way. places: question -> where it stands.
    broken: codes of those that could not be read."""

    def __init__(self, known: Known, faults: Faults) -> None:
        self.known, self.faults = known, faults
        self.kinds = Kinds(known.scales, known.options)
        self.checks: dict[str, None] = {}
        self.places: dict[str, Place] = {}
        self.broken: set[str] = set()

    def by_code(self, text: Text, *, need: Need) -> Question | None:
        """An item of the instrument, by its code alone."""
        if text.value not in self.known.items:
            what = f"There is no item “{text.value[:60]}”."
            self.faults.add(text.place, what, nearest(word=text.value, known=tuple(self.known.items)))
        item = self.known.items.get(text.value)
        if item is None:
            self.broken.add(text.value)
            return None
        return self._placed(question_of(item=item, need=need), text.place)

    def written_out(self, section: Section, *, need: Need) -> Question | None:
        """A question with keys of its own: an item, or what stands only here."""
        code = Reader(section, self.faults, owner="A question").code("code")
        reader = Reader(section, self.faults, owner=f"Question {code}")
        is_item = code in self.known.items and "ask" not in section.entries
        base = self._item(reader, code, need) if is_item else self._own(reader, code, need)
        if not code or base is None:
            self.broken.add(code)
            return None
        self._refuse_taken(reader, code, is_item=is_item)
        return self._placed(self._completed(reader, base), section.place)

    def _placed(self, question: Question, place: Place) -> Question:
        first = self.places.get(question.code)
        if first:
            what = f"{question.code} is asked twice (first on line {first.line})."
            self.faults.add(place, what, "Keep one of the two.")
        self.places.setdefault(question.code, place)
        return question

    def _refuse_taken(self, reader: Reader, code: str, *, is_item: bool) -> None:
        if not is_item and code in self.known.items:
            what = f"The code {code} is taken by an item."
            self.faults.add(reader.place, what, "Leave “ask” out to ask the item, or choose another code.")

    def _item(self, reader: Reader, code: str, need: Need) -> Question | None:
        reader.refuse_unknown_keys(*COMMON)
        item = self.known.items[code]
        return question_of(item=item, need=need) if item else None

    def _own(self, reader: Reader, code: str, need: Need) -> Question | None:
        ask = reader.one_of("ask", known=tuple(Ask), default="")
        if not ask:
            if not reader.text("ask"):
                remedy = f"Write one of: {', '.join(Ask)}."
                self.faults.add(reader.place, f"{reader.owner} does not say how it is asked.", remedy)
            return None
        reader.refuse_unknown_keys("ask", *COMMON, *KEYS[Ask(ask)])
        kind = self.kinds.kind(Ask(ask), reader)
        return None if kind is None else Question(code, kind, Need.OPTIONAL if ask in _NEEDLESS else need)

    def _completed(self, reader: Reader, base: Question) -> Question:
        """With what any question may say."""
        need = reader.one_of("need", known=tuple(Need), default=base.need)
        asked_of = reader.some_of("asked_of", known=self.known.groups)
        background = reader.code("background") if reader.text("background") else ""
        return replace(
            base,
            need=Need(need),
            asked_of=asked_of or base.asked_of,
            show_if=read_expression(reader=reader, key="show_if"),
            checks=self._checks(reader),
            background=background,
            default=read_expression(reader=reader, key="default"),
        )

    def _checks(self, reader: Reader) -> tuple[Check, ...]:
        found: list[Check] = []
        for section in reader.sections("checks"):
            inside = Reader(section, self.faults, owner=f"{reader.owner}, a check")
            inside.refuse_unknown_keys("code", "must")
            code, must = inside.code("code"), read_expression(reader=inside, key="must")
            if "must" not in section.entries:
                inside.text("must", is_required=True)
            if code and must:
                self.checks[code] = None
                found.append(Check(code, must))
        return tuple(found)
