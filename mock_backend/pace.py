"""Lets the backend wait for virtual time."""

from __future__ import annotations

import asyncio


class Pace:
    """Wakes the waiting coroutines each time that virtual time has moved on. It has no clock."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def is_waited_for(self) -> bool:
        """Whether a coroutine waits for the next `note_time_passed`."""
        return any(not each.done() for each in self._waiting)

    async def wait(self) -> None:
        """Returns at the next `note_time_passed`."""
        moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(moved)
        await moved

    def note_time_passed(self) -> None:
        """Notes that virtual time has moved on, and wakes the waiting coroutines."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            if not each.done():
                each.set_result(None)
