"""The commands that a person gives a play."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.explorer.acts import Act


@dataclass(frozen=True, slots=True)
class Step:
    """Play the next act."""


@dataclass(frozen=True, slots=True)
class RunTo:
    """Play until `count` acts are over, anew where more are over now; None: until none is left."""

    count: int | None


@dataclass(frozen=True, slots=True)
class Inject:
    """Play `act` now, before the next act."""

    act: Act


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Play anew without the injected act number `number` (from 1)."""

    number: int


@dataclass(frozen=True, slots=True)
class Rebuild:
    """The sources have changed: build the page again, and play it anew to where it is now."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookForBrowser:
    """A panel was closed, perhaps with its browser: go on only where that is still there."""


Command = Step | RunTo | Inject | TakeOut
"""A command of a person's."""
