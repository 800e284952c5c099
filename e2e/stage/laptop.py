"""What befalls the laptop on which the page is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from e2e.stage.virtual_clock import VirtualClock


class PlayHere(Protocol):
    """How the stage plays an act from the thread that drives the page."""

    def __call__(self, name: str, detail: str, do: Callable[[], None]) -> None:
        """Records the act, carries out `do`, and brings the page to rest."""


class Laptop:
    """Sleeps, and has its clock set; each method is an act and comes back with the page at rest.

    `note_time_passed` tells the backend that time has moved.
    """

    def __init__(
        self, clock: VirtualClock, play: PlayHere, note_time_passed: Callable[[], None]
    ) -> None:
        self._clock = clock
        self._play = play
        self._note_time_passed = note_time_passed

    def sleep(self, *, hours: float) -> None:
        """It sleeps: time passes, and on waking each timer that was due fires once."""

        def fall_asleep() -> None:
            self._clock.fast_forward(round(hours * 3_600_000))
            self._note_time_passed()

        self._play("sleep", f"the laptop sleeps for {hours:g} h", fall_asleep)

    def set_clock(self, *, ahead_by_hours: float) -> None:
        """Its clock is set: what the page reads of it jumps, and no timer takes notice."""
        ahead = timedelta(hours=abs(ahead_by_hours))
        way = "ahead of" if ahead_by_hours > 0 else "back against"
        self._play(
            "set_clock",
            f"the laptop's clock is set {ahead} {way} the true time",
            lambda: self._clock.set_ahead(round(ahead_by_hours * 3_600_000)),
        )
