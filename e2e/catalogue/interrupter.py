"""The handler of Ctrl-C and SIGTERM: it ends a command even where Python drops its exception."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN_AFTER = 0.05
"""Seconds of real time after which a signal that no handler has noticed is sent again."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""The signals that interrupt a command; SIGINT too, which a shell makes a background job ignore."""


class Interrupter:
    """Raises KeyboardInterrupt in the main thread on each signal; `received` has the signals' numbers.

    Python prints and drops an exception that is raised in a `__del__` or in a weak reference's callback,
    such as that of an import (`sys.unraisablehook`); the command would go on for ever. Where it drops
    this KeyboardInterrupt, the signal is sent again until it is handled. Once is not enough: a signal
    that comes when the main thread is about to wait for a lock or a file does not end that wait.
    """

    def __init__(self) -> None:
        self.received: list[int] = []
        self._is_in_hook = threading.Lock()
        self._sending = threading.RLock()
        self._is_handled = False

    def handle_signals(self) -> None:
        """Handles SIGINT and SIGTERM from now on. Call it in the main thread: Python demands that."""
        for each in SIGNALS:
            signal.signal(each, self)

    def handle_dropped(self) -> Callable[[], None]:
        """Takes dropped exceptions before the present hook does; returns a function that restores it."""
        before = sys.unraisablehook

        def hook(dropped: UnraisableHookArgs) -> None:
            if self.received and isinstance(dropped.exc_value, KeyboardInterrupt):
                self._send_again()
            else:
                before(dropped)

        def restore() -> None:
            sys.unraisablehook = before

        sys.unraisablehook = hook
        return restore

    def __call__(self, number: int, frame: FrameType | None) -> NoReturn:
        """Notes the signal, and raises KeyboardInterrupt."""
        with self._sending:
            self._is_handled = True
        self.received.append(number)
        raise KeyboardInterrupt

    def _send_again(self) -> None:
        # An exception raised in the hook would be dropped as well: a thread sends the signal after it.
        with self._is_in_hook:
            self._is_handled = False
            threading.Thread(target=self._send, args=(self.received[-1],), daemon=True).start()

    def _send(self, number: int) -> None:
        with self._is_in_hook:
            main = threading.main_thread().ident or 0
        pause = threading.Event()
        while not self._is_handled:
            # The handler waits for the lock: no signal is sent after it, in the middle of a cleanup.
            with self._sending:
                if not self._is_handled:
                    signal.pthread_kill(main, number)
            pause.wait(AGAIN_AFTER)
