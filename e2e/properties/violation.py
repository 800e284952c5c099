"""A property, and the violation that it finds in a history that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from e2e.history.entry import Entry
from e2e.history.history import History

Severity = Literal["decides", "advice"]
"""`decides`: a wrong state that lasts. `advice`: what passes by itself, or hurts no person."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A property that a history breaks.

    `wrong` is the entry of the first wrong state (a state that the page rendered, or a request that
    it made), `detail` says in a sentence what is wrong about it, and `severity` whether it decides
    the verdict (docs/decisions/0013).
    """

    property: str
    detail: str
    wrong: Entry
    severity: Severity = "decides"


@dataclass(frozen=True, slots=True)
class Property:
    """Something that must hold over a whole history.

    `id` names it in verdicts, `sentence` says it to a product owner, `find` returns the gravest
    violation (the first of those that decide, else the first), None when the history keeps it. Pure:
    the same history, the same answer.
    """

    id: str
    sentence: str
    find: Callable[[History], Violation | None]


def choose_gravest(violations: Iterable[Violation]) -> Violation | None:
    """Returns the first violation that decides, else the first of all, else None."""
    first: Violation | None = None
    for each in violations:
        if each.severity == "decides":
            return each
        first = first or each
    return first
