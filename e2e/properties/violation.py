"""A property, and the violation that it finds in a history that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from e2e.history.entry import Entry
from e2e.history.history import History

Severity = Literal["decides", "advice"]
"""`decides`: a wrong state that lasts. `advice`: a violation that ends by itself, or harms no person."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A property that a history breaks.

    `property` is the id of the property. `wrong` is the entry of the first wrong state (a state that the
    page rendered, or a request that it made). `detail` explains the mistake in a sentence. `severity`
    says whether it decides the verdict (docs/decisions/0013).
    """

    property: str
    detail: str
    wrong: Entry
    severity: Severity = "decides"


@dataclass(frozen=True, slots=True)
class Property:
    """A rule that must hold over a whole history.

    `id` names it in verdicts, and `sentence` explains it to a product owner. `find` returns the gravest
    violation (the first of those that decide, else the first), or None when the history keeps the rule.
    `find` is pure: it gives the same result for the same history.
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
