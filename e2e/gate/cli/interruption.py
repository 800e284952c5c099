"""Ending a command from outside."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from e2e.gate.cli.output import complain
from e2e.gate.verdict.exit_codes import ExitCode

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""SIGINT as well: a shell that starts a job in the background has it ignored."""


def on_interruption(interrupt: Callable[[int, FrameType | None], NoReturn]) -> None:
    """Has `interrupt` called for Ctrl-C and SIGTERM.

    Does nothing outside the main thread: Python handles signals there, and refuses handlers of others.
    """
    if threading.current_thread() is threading.main_thread():
        for each in SIGNALS:
            signal.signal(each, interrupt)


def run_until_interrupted(do: Callable[[], int], what_is_missing: str) -> int:
    """Returns what `do` returns, or 130 for Ctrl-C and 143 for SIGTERM, with one line that says so.

    Both arrive in `do` as KeyboardInterrupt, which every clean-up on the way knows.
    `what_is_missing` ends the sentence: "there is no verdict".
    """
    received: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        received.append(number)
        raise KeyboardInterrupt

    on_interruption(interrupt)
    try:
        return do()
    except KeyboardInterrupt:
        if received[-1:] == [signal.SIGTERM]:
            return complain(f"Terminated: {what_is_missing}.", ExitCode.TERMINATED)
        return complain(f"Interrupted: {what_is_missing}.", ExitCode.INTERRUPTED)
