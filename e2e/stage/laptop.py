"""Acts of the laptop on which the page is open: sleep, network and clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from e2e.engine.session import Session

HOUR = 3_600_000
"""Milliseconds in an hour."""


class Play(Protocol):
    """The function with which the stage plays an act on the backend's loop."""

    def __call__(self, name: str, detail: str, do: Callable[[], object]) -> None:
        """Records the act, carries out `do`, and brings the page to rest."""


class Laptop:
    """The laptop of the person, which sleeps, loses its network, or has its clock set.

    Each method is an act and returns when the page is at rest.
    """

    def __init__(self, session: Session, play: Play) -> None:
        self._session = session
        self._play = play

    def sleep(self, *, hours: float) -> None:
        """It sleeps: time passes, and when it wakes, each timer that was due fires once."""
        milliseconds = round(hours * HOUR)
        self._play(
            "sleep",
            f"the laptop sleeps for {hours:g} h",
            lambda: self._session.sleep(milliseconds),
        )

    def lose_network(self) -> None:
        """It has no network any more: its pages get the event `offline`.

        The server stays reachable: cut it off with `job.go_offline`.
        """
        self._order("lose_network", "the laptop loses its network")

    def find_network(self) -> None:
        """It has a network again: its pages get the event `online`."""
        self._order("find_network", "the laptop has a network again")

    def set_clock(self, *, ahead_by_hours: float) -> None:
        """Its clock is set, negative hours: back. The page's `Date` jumps, and its timers do not."""
        ahead = timedelta(hours=abs(ahead_by_hours))
        way = "ahead of" if ahead_by_hours > 0 else "back against"
        milliseconds = round(ahead_by_hours * HOUR)
        self._play(
            "set_clock",
            f"the laptop's clock is set {ahead} {way} the true time",
            lambda: self._session.set_wall_clock(milliseconds),
        )

    def _order(self, name: str, detail: str) -> None:
        def order() -> None:
            for tab in self._session.tabs:
                tab.link.order(name)

        self._play(name, detail, order)
