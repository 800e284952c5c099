"""Decides when the backend takes in the bytes that arrive on its connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Intake:
    """Takes in arrivals at once or, while it is paused, once it is open again, in the order of arrival.

    An arrival is data on a connection, or its end. Use it on the backend's loop.
    """

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] | None = None

    def take(self, arrive: Callable[[], None]) -> None:
        """Calls `arrive` at once or, while the intake is paused, at the end of the pause."""
        if self._waiting is None:
            arrive()
        else:
            self._waiting.append(arrive)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Takes in nothing until the block ends. Blocks do not nest.

        An event in the journal has the virtual time of its arrival. The backend does not know that time
        while a page's clock runs on to a moment that only the page knows.
        """
        self._waiting = []
        try:
            yield
        finally:
            waiting, self._waiting = self._waiting, None
            for arrive in waiting:
                arrive()
