"""The pytest plugin that ends a process which plays scenarios for a gate, on SIGINT or SIGTERM."""

from __future__ import annotations

import contextlib
import signal
from types import FrameType
from typing import Any

import pytest

from e2e.catalogue.interrupter import Interrupter
from e2e.engine.kept_browser import KeptBrowser

KEPT_BROWSER = pytest.StashKey[KeptBrowser]()
"""The key of the session's browser in the stash of pytest's config."""


class Interruption:
    """Handles SIGINT, and SIGTERM where that has a handler, for the session that it is registered in.

    It handles SIGINT even where that is ignored, as in a process that a shell starts in the background:
    by SIGINT a worker learns that the gate has gone.

    The browser of the current play is killed, so that the play ends within moments. The session then
    stops before the next play, with pytest's exit code for interrupted runs, and every fixture is torn
    down. The earlier handlers are called too, because they note that a signal came. Their
    KeyboardInterrupt is dropped: in the middle of a play it may be raised in a weak reference's callback
    or in a `__del__`, where Python prints and ignores it.
    """

    def __init__(self) -> None:
        self._session: pytest.Session | None = None
        self._before: dict[int, Any] = {}

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Sets the handlers; a session that gives its plays to xdist's workers keeps the command's own.

        pytest has replaced the command's hook of dropped exceptions since the command began, so the
        command's is set once more, before pytest's.
        """
        if getattr(session.config.option, "numprocesses", None):
            handler = signal.getsignal(signal.SIGINT)
            if isinstance(handler, Interrupter):
                session.config.add_cleanup(handler.handle_dropped())
            return
        self._session = session
        for each in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(each)
            if callable(before) or each == signal.SIGINT:
                self._before[each] = before
                signal.signal(each, self._interrupt)

    def pytest_unconfigure(self) -> None:
        """Sets the earlier handlers again."""
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
    """Registers an `Interruption` for the session."""
    config.pluginmanager.register(Interruption())
