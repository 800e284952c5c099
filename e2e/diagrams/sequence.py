"""A sequence diagram as data: who tells whom, in which order, at which virtual time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lane = Literal["person", "page", "cache", "proxy", "http", "socket", "job"]

LANES: dict[Lane, str] = {
    "person": "Person",
    "page": "Page",
    "cache": "Browser cache",
    "proxy": "Proxy",
    "http": "HTTP",
    "socket": "WebSocket",
    "job": "Job",
}
"""Every lane with its title, from left to right."""

Look = Literal["plain", "held", "late", "lost", "cached"]
"""`held`: a gate kept it back. `late`: it says what is not true any more. `lost`: it never came, or as an
error. `cached`: no server was asked."""


@dataclass(frozen=True, slots=True)
class Row:
    """An arrow from `start` to `end`, or where both are one lane a note on it.

    `at` is virtual milliseconds; `detail` is all that it carried, a line each. `made_it`: by this the
    page came to the wrong state; `is_wrong`: this is the wrong state. `times`: so often in a row.
    """

    at: int
    start: Lane
    end: Lane
    label: str
    look: Look = "plain"
    detail: str = ""
    made_it: bool = False
    is_wrong: bool = False
    times: int = 1

    @property
    def is_note(self) -> bool:
        """Whether it stays on one lane."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Sequence:
    """The rows of a diagram in their order, and the sentence above them."""

    title: str
    rows: tuple[Row, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes that something happens on, from left to right; the page always."""
        used = {"page", *(row.start for row in self.rows), *(row.end for row in self.rows)}
        return tuple(lane for lane in LANES if lane in used)
