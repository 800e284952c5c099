"""A sequence diagram as data: arrows between lanes, in their order, with their virtual times."""

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
"""`held`: a gate held it. `late`: its content is not true any more. `lost`: it did not arrive, or it
arrived as an error. `cached`: a cache answered without a server."""


@dataclass(frozen=True, slots=True)
class Row:
    """An arrow from `start` to `end`; where both are the same lane, a note on it.

    `at` is in virtual milliseconds. `detail` is the full content, in lines. `made_it`: this event made
    the page wrong; `is_wrong`: this is the wrong state. `times` counts equal consecutive events.
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
        """Whether the row is a note on one lane."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Sequence:
    """The rows of a diagram in their order, and its title, a sentence."""

    title: str
    rows: tuple[Row, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes that have a row, from left to right; the page's lane is always one of them."""
        used = {"page", *(row.start for row in self.rows), *(row.end for row in self.rows)}
        return tuple(lane for lane in LANES if lane in used)
