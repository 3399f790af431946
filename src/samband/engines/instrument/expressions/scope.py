# SPDX-License-Identifier: EUPL-1.2
"""What an expression sees while it is worked out."""

from collections.abc import Iterable, Mapping
from datetime import date

from samband.engines.instrument.expressions.values import NoAmount, Result

_NOTHING: Mapping[str, str] = {}
_NO_CODES: Mapping[str, frozenset[int | str]] = {}
_ONCE: Mapping[str, tuple[str, ...]] = {}


class Scope:
    """answers: as kept so far, by key. own: the answer that is being looked at (``.``).

    missing: question -> its codes that are no amounts. repeated: question -> its section, when that is asked
    several times; instances: section -> which times. section, instance: where the expression stands.
    own_code: the question of ``own``. today: None when the caller does not tell; then it is unknown.
    """

    __slots__ = (
        "answers",
        "instance",
        "instances",
        "missing",
        "own",
        "own_code",
        "repeated",
        "section",
        "today",
    )

    def __init__(
        self,
        *,
        answers: Mapping[str, object],
        own: object = None,
        missing: Mapping[str, frozenset[int | str]] = _NO_CODES,
        repeated: Mapping[str, str] = _NOTHING,
        instances: Mapping[str, tuple[str, ...]] = _ONCE,
        today: date | None = None,
    ) -> None:
        self.answers, self.own, self.today = answers, own, today
        self.missing, self.repeated, self.instances = missing, repeated, instances
        self.section = self.instance = self.own_code = ""

    @property
    def looked_at(self) -> Result:
        """What ``.`` stands for."""
        return self._value(self.own_code, self.own)

    @property
    def position(self) -> int | None:
        """Which repeat of a repeated section this is, from 1."""
        repeats = self.instances.get(self.section, ())
        return repeats.index(self.instance) + 1 if self.instance in repeats else None

    def look(self, code: str) -> Result:
        """The answer to a question, in the same repeat when its section is repeated."""
        key = code
        if self.instance and self.repeated.get(code) == self.section:
            key = f"{code}[{self.instance}]"
        return self._value(code, self.answers.get(key))

    def look_everywhere(self, code: str) -> Iterable[Result]:
        """The answers of all repeats; of a question that is asked once, its one answer."""
        if code not in self.repeated:
            return (self.look(code),)
        repeats = self.instances.get(self.repeated[code], ())
        return (self._value(code, self.answers.get(f"{code}[{one}]")) for one in repeats)

    def _value(self, code: str, value: object) -> Result:
        """Answers may come from outside: what can be no answer is none."""
        if isinstance(value, str | int | float):
            missing = self.missing.get(code)
            if missing and not isinstance(value, bool | float) and value in missing:
                return NoAmount(value)
            return value
        return tuple(map(str, value)) if isinstance(value, tuple | list) else None
