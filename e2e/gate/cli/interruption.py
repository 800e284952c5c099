"""The end of a command by Ctrl-C or SIGTERM."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from e2e.gate.cli.output import complain
from e2e.gate.verdict.exit_codes import ExitCode

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""The signals that interrupt a command; SIGINT too, which a shell makes a background job ignore."""


def on_interruption(interrupt: Callable[[int, FrameType | None], NoReturn]) -> None:
    """Installs `interrupt` as the handler of SIGINT (Ctrl-C) and SIGTERM.

    Does nothing outside the main thread, because Python accepts signal handlers only there.
    """
    if threading.current_thread() is threading.main_thread():
        for each in SIGNALS:
            signal.signal(each, interrupt)


def run_until_interrupted(do: Callable[[], int], what_is_missing: str) -> int:
    """Runs `do`, and returns its exit code; after Ctrl-C it returns 130, and after SIGTERM 143.

    Both signals raise KeyboardInterrupt in `do`, so every cleanup runs. The line on standard error ends
    with `what_is_missing`, such as "there is no verdict".
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
