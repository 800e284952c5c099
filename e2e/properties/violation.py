"""What a property says when a history breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from e2e.history.entry import Entry
from e2e.history.history import History


@dataclass(frozen=True, slots=True)
class Violation:
    """A property that a history breaks.

    `wrong` is the entry of the first wrong state (what the page rendered, or what it asked for), and
    `detail` says in a sentence what is wrong about it.
    """

    property: str
    detail: str
    wrong: Entry


@dataclass(frozen=True, slots=True)
class Property:
    """Something that must hold over a whole history.

    `id` names it in verdicts, `sentence` says it to a product owner, `find` returns the first
    violation, None when the history keeps it. Pure: the same history, the same answer.
    """

    id: str
    sentence: str
    find: Callable[[History], Violation | None]
