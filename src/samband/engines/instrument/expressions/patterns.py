# SPDX-License-Identifier: EUPL-1.2
"""Regular expressions that cannot hang: followed as a set of states, in time linear in the text.

Known: letters, ``.``, classes as ``[a-z]`` and ``[^0-9]``, ``\\d \\w \\s`` and their capitals, groups, ``|``,
``? * + {m,n}``. A pattern matches the whole text, as in XLSForm. No references back, no looking around.
Source of the method: Thompson 1968, "Regular expression search algorithm".
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MOST_STATES = 1_000
LONGEST_TEXT = 2_000
"""A longer text is taken as not matching."""
_MOST_KEPT = 5_000
_DEEPEST = 20

Fits = Callable[[str], bool]


class UnfitPattern(ValueError):  # noqa: N818  it names the fact
    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what, self.remedy = what, remedy


@dataclass(slots=True)
class _State:
    """fits: which letter leads on to ``out``; None for a state that is passed without a letter."""

    fits: Fits | None = None
    example: str = ""
    out: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    first: int
    last: int


class Pattern:
    """Raises UnfitPattern. example: a text that matches."""

    def __init__(self, text: str) -> None:
        self._reader = _Reader(text)
        self._start, self._end = self._reader.whole()
        self._states = self._reader.states
        self._kept: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._first = self._closure({self._start})

    def matches(self, text: str) -> bool:
        """Whether the whole text matches."""
        if len(text) > LONGEST_TEXT:
            return False
        now = self._first
        for letter in text:
            if not now:
                return False
            now = self._after(now, letter)
        return self._end in now

    @property
    def example(self) -> str:
        """A shortest text that matches."""
        seen, edge = {self._start}, [(self._start, "")]
        for state, text in edge:
            if state == self._end:
                return text
            for following in self._states[state].out:
                if following not in seen:
                    seen.add(following)
                    edge.append((following, text + self._states[state].example))
        return ""

    def _after(self, now: frozenset[int], letter: str) -> frozenset[int]:
        key = (now, letter)
        found = self._kept.get(key)
        if found is None:
            states = (self._states[number] for number in now)
            reached = {out for state in states if state.fits and state.fits(letter) for out in state.out}
            found = self._closure(reached)
            if len(self._kept) < _MOST_KEPT:
                self._kept[key] = found
        return found

    def _closure(self, states: set[int]) -> frozenset[int]:
        found, edge = set(states), list(states)
        while edge:
            state = self._states[edge.pop()]
            fresh = set(state.out) - found if state.fits is None else set()
            found |= fresh
            edge.extend(fresh)
        return frozenset(found)


_CLASSES: dict[str, tuple[Fits, str]] = {
    "d": (lambda letter: letter.isdecimal(), "0"),
    "w": (lambda letter: letter.isalnum() or letter == "_", "a"),
    "s": (lambda letter: letter.isspace(), " "),
    "D": (lambda letter: not letter.isdecimal(), "a"),
    "W": (lambda letter: not (letter.isalnum() or letter == "_"), "-"),
    "S": (lambda letter: not letter.isspace(), "a"),
}
_TIMES = re.compile(r"\{([0-9]{1,3})(,?)([0-9]{0,3})\}")


class _Reader:
    """Builds states while it reads."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text.removeprefix("^"), 0, 0
        if self.text.endswith("$") and not self.text.endswith("\\$"):
            self.text = self.text[:-1]
        self.states: list[_State] = []

    def whole(self) -> tuple[int, int]:
        part = self._choice()
        if self.at < len(self.text):
            raise UnfitPattern("A “)” has no beginning.", "Take it out, or write \\).")
        return part.first, part.last

    def _new(self, fits: Fits | None = None, example: str = "") -> int:
        if len(self.states) >= MOST_STATES:
            raise UnfitPattern("The pattern is too large.", "Use fewer or smaller repetitions.")
        self.states.append(_State(fits, example))
        return len(self.states) - 1

    def _choice(self) -> _Part:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnfitPattern("The pattern is nested too deep.", "Make it simpler.")
        options = [self._sequence()]
        while self._next_is("|"):
            options.append(self._sequence())
        self.depth -= 1
        return options[0] if len(options) == 1 else self._joined(options)

    def _joined(self, options: list[_Part]) -> _Part:
        first, last = self._new(), self._new()
        for option in options:
            self.states[first].out.append(option.first)
            self.states[option.last].out.append(last)
        return _Part(first, last)

    def _sequence(self) -> _Part:
        first = last = self._new()
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            part = self._repeated()
            self.states[last].out.append(part.first)
            last = part.last
        return _Part(first, last)

    def _repeated(self) -> _Part:
        begin = self.at
        part = self._atom()
        end = self.at
        least, most = self._times()
        if (least, most) == (1, 1):
            return part
        after = self.at
        copies = [part, *(self._again(begin, end) for _ in range(max(least, most or 0, 1) - 1))]
        self.at = after
        return self._chained(copies, least, most)

    def _again(self, begin: int, end: int) -> _Part:
        """The same atom once more, as states of its own."""
        self.at = begin
        part = self._atom()
        self.at = end
        return part

    def _chained(self, copies: list[_Part], least: int, most: int | None) -> _Part:
        """Copies one after the other; those beyond the least may be left out; the last may go on for ever."""
        first, last = self._new(), self._new()
        at = first
        for number, copy in enumerate(copies):
            if number >= least:
                self.states[at].out.append(last)
            self.states[at].out.append(copy.first)
            following = self._new()
            self.states[copy.last].out.append(following)
            if most is None and number == len(copies) - 1:
                self.states[following].out.append(copy.first)
            at = following
        self.states[at].out.append(last)
        return _Part(first, last)

    def _times(self) -> tuple[int, int | None]:
        for sign, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._next_is(sign):
                return times
        found = _TIMES.match(self.text, self.at)
        if not found:
            return 1, 1
        self.at = found.end()
        least = int(found[1])
        most = least if not found[2] else int(found[3]) if found[3] else None
        if most is not None and (most < least or most == 0):
            raise UnfitPattern(f"“{found[0]}” allows nothing.", "Write the smaller number first.")
        return least, most

    def _atom(self) -> _Part:
        letter = self._take("Something is missing at the end of the pattern.")
        if letter == "(":
            return self._group()
        if letter in "*+?{":
            raise UnfitPattern(f"“{letter}” repeats nothing.", f"Write \\{letter} for the sign itself.")
        if letter in "^$":
            raise UnfitPattern(f"“{letter}” stands inside the pattern.", f"Write \\{letter} for the sign.")
        fits, example = self._fits(letter)
        return self._single(fits, example)

    def _single(self, fits: Fits, example: str) -> _Part:
        state, after = self._new(fits, example), self._new()
        self.states[state].out.append(after)
        return _Part(state, after)

    def _group(self) -> _Part:
        if self._next_is("?") and not self._next_is(":"):
            raise UnfitPattern("Looking around is not supported.", "Use plain groups only.")
        part = self._choice()
        if not self._next_is(")"):
            raise UnfitPattern("A “(” is never closed.", "Close it, or write \\(.")
        return part

    def _fits(self, letter: str) -> tuple[Fits, str]:
        if letter == ".":
            return (lambda one: one != "\n"), "a"
        if letter == "[":
            return self._class()
        if letter == "\\":
            return self._escaped()
        return (lambda one: one == letter), letter

    def _escaped(self) -> tuple[Fits, str]:
        letter = self._take("A \\ stands at the end.")
        if letter in _CLASSES:
            return _CLASSES[letter]
        if letter.isalnum():
            raise UnfitPattern(f"“\\{letter}” is not supported.", "Use \\d, \\w, \\s or a class as [a-z].")
        return (lambda one: one == letter), letter

    def _class(self) -> tuple[Fits, str]:
        is_negated = self._next_is("^")
        members: list[tuple[Fits, str]] = []
        while not (members and self._next_is("]")):
            members.append(self._member())
        tests = tuple(fits for fits, _example in members)

        def fits(letter: str) -> bool:
            return any(test(letter) for test in tests) != is_negated

        example = members[0][1] if not is_negated else next(_outside(tests), "")
        return fits, example

    def _member(self) -> tuple[Fits, str]:
        letter = self._take("A “[” is never closed.")
        low = self._escaped() if letter == "\\" else ((lambda one: one == letter), letter)
        is_range = self.text[self.at : self.at + 1] == "-" and self.text[self.at + 1 : self.at + 2] not in (
            "]",
            "",
        )
        if not is_range:
            return low
        self.at += 1
        first, last = low[1], self._take("A “[” is never closed.")
        if last == "\\":
            last = self._escaped()[1]
        if last < first:
            raise UnfitPattern(f"“{first}-{last}” is no range.", "Write the smaller end first.")
        return (lambda one: first <= one <= last), first

    def _take(self, what: str) -> str:
        if self.at >= len(self.text):
            raise UnfitPattern(what, "Complete the pattern.")
        self.at += 1
        return self.text[self.at - 1]

    def _next_is(self, letter: str) -> bool:
        found = self.text[self.at : self.at + 1] == letter
        self.at += found
        return found


def _outside(tests: tuple[Fits, ...]) -> Iterator[str]:
    letters = "a0 -_AZ9øñ."
    return (letter for letter in letters if not any(test(letter) for test in tests))
