"""Tells of the end of a browser's process as soon as it ends."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable


def tell_of_death(process: int, tell: Callable[[], None]) -> None:
    """Calls `tell` once, in a thread of its own, when `process` ends.

    It calls nothing where the system has no file descriptors of processes (Linux has
    them). A browser that is killed leaves its pages' lines closed with 1001, as a document does that is
    left for another one, and Playwright's sync API learns of the end at its next call.
    """
    if not hasattr(os, "pidfd_open"):
        return
    descriptor = os.pidfd_open(process)

    def wait() -> None:
        try:
            select.select([descriptor], [], [])
        finally:
            os.close(descriptor)
        tell()

    threading.Thread(target=wait, daemon=True).start()
