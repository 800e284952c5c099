"""The end of a command by Ctrl-C or SIGTERM."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from e2e.catalogue.interrupter import Interrupter
from e2e.gate.cli.output import complain
from e2e.gate.verdict.exit_codes import ExitCode


@contextmanager
def interruptible() -> Iterator[Sequence[int]]:
    """Lets SIGINT (Ctrl-C) and SIGTERM raise KeyboardInterrupt in the block; yields those that came.

    Does nothing outside the main thread, because Python accepts signal handlers only there. The handlers
    stay after the block, so that a signal during the exit ends the command as well.
    """
    interrupter = Interrupter()
    if threading.current_thread() is not threading.main_thread():
        yield interrupter.received
        return
    interrupter.handle_signals()
    restore_hook = interrupter.handle_dropped()
    try:
        yield interrupter.received
    finally:
        restore_hook()


def run_until_interrupted(do: Callable[[], int], what_is_missing: str) -> int:
    """Runs `do`, and returns its exit code; after Ctrl-C it returns 130, and after SIGTERM 143.

    Both signals raise KeyboardInterrupt in `do`, so every cleanup runs. The line on standard error ends
    with `what_is_missing`, such as "there is no verdict".
    """
    with interruptible() as received:
        try:
            return do()
        except KeyboardInterrupt:
            if received[-1:] == [signal.SIGTERM]:
                return complain(f"Terminated: {what_is_missing}.", ExitCode.TERMINATED)
            return complain(f"Interrupted: {what_is_missing}.", ExitCode.INTERRUPTED)
