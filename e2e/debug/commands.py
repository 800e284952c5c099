"""The commands that a person gives a play."""

from __future__ import annotations

from dataclasses import dataclass

from e2e.explorer.acts import Act


@dataclass(frozen=True, slots=True)
class Step:
    """Play the next act."""


@dataclass(frozen=True, slots=True)
class RunTo:
    """Play until `count` acts are over, anew where more are over now; None: until the last act."""

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
    """Build the page again after a change of its sources, and play it anew up to the present cursor."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookForBrowser:
    """Check after a panel was closed whether the browser still runs, and go on only if it does."""


Command = Step | RunTo | Inject | TakeOut
"""A command that a person gives."""
