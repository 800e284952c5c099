"""The pytest plugin by which a process that plays scenarios for a gate is interrupted."""

from __future__ import annotations

import contextlib
import signal
from types import FrameType
from typing import Any

import pytest

from e2e.engine.kept_browser import KeptBrowser

KEPT_BROWSER = pytest.StashKey[KeptBrowser]()
"""Where the browser of the session is found: in the stash of pytest's config."""


class Interruption:
    """Takes SIGINT, and SIGTERM where that has a handler, for the session that it is registered in.

    SIGINT even where it is ignored, as it is in what a shell starts in the background: with it a worker
    is told that the gate has gone.

    The play in hand loses its browser, so that it ends in moments; the session then stops between two
    plays with pytest's exit code for interrupted runs, and every fixture is torn down. The handlers
    before it are called too, for the notes that they take; the KeyboardInterrupt that they raise is
    dropped: raised in the middle of a play it may land in a weak reference's callback or in a `__del__`,
    where Python prints and forgets it.
    """

    def __init__(self) -> None:
        self._session: pytest.Session | None = None
        self._before: dict[int, Any] = {}

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Takes the signals over; an xdist session that hands its plays to workers keeps its own."""
        if getattr(session.config.option, "numprocesses", None):
            return
        self._session = session
        for each in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(each)
            if callable(before) or each == signal.SIGINT:
                self._before[each] = before
                signal.signal(each, self._interrupt)

    def pytest_unconfigure(self) -> None:
        """Gives the signals back."""
        for each, before in self._before.items():
            signal.signal(each, before)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        before = self._before[number]
        if callable(before):
            with contextlib.suppress(KeyboardInterrupt):
                before(number, frame)
        assert self._session is not None
        self._session.shouldstop = "by a signal"
        kept = self._session.config.stash.get(KEPT_BROWSER, None)
        if kept is not None:
            kept.end_for_good()


def pytest_configure(config: pytest.Config) -> None:
    """Registers it."""
    config.pluginmanager.register(Interruption())
