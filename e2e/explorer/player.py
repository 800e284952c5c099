"""The interface of the players of schedules, and the result of a play."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from e2e.explorer.acts import Act
from e2e.explorer.schedule import Schedule
from e2e.explorer.snapshot import Snapshot
from e2e.history.history import History
from e2e.properties import Violation


@dataclass(frozen=True, slots=True)
class NotEnabled:
    """An act that was left out: act `number` (from 1) of a schedule had no effect in its state."""

    number: int
    act: Act
    snapshot: Snapshot

    def describe(self) -> str:
        """A sentence."""
        return f"Act {self.number} does nothing on this page: {self.act.describe()}"


@dataclass(frozen=True, slots=True)
class Played:
    """The result of a play of a schedule.

    `acts` are the acts that were played: those of the schedule without the ones in `not_enabled`.
    `snapshot` is the state after the last of them, before the network is healed. In `history` act 1 is
    the opening of the page, act `n + 1` is `acts[n - 1]`, and the later acts are the ending. With
    `is_cut_off` the history ends in the middle of an act or of the ending, because the page did not come
    to rest any more.
    """

    schedule: Schedule
    acts: tuple[Act, ...]
    history: History
    violations: tuple[Violation, ...]
    not_enabled: tuple[NotEnabled, ...]
    snapshot: Snapshot
    is_cut_off: bool = False

    def get_violation(self, property: str) -> Violation | None:
        """Returns the violation of one property; None where the history keeps it."""
        return next((each for each in self.violations if each.property == property), None)


class Player(Protocol):
    """Plays schedules on one built page: on a fresh page each, or many on one page."""

    def play(self, schedule: Schedule) -> Played:
        """Plays `schedule` from its beginning to the end of its ending.

        Raises StageError when the page could not be brought to rest, or is gone.
        """
