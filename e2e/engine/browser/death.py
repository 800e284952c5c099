"""Tells of the end of a browser's process as soon as it ends."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable


def tell_of_death(process: int, tell: Callable[[], None]) -> None:
    """Calls `tell` once, in a thread of its own, when `process` ends.

    It calls nothing where the system has no file descriptors of processes, which Linux has. A browser
    that is killed leaves its pages' lines closed with 1001, as a document does that is left for another
    one, and Playwright's sync API learns of the end at its next call.
    """
    if not hasattr(os, "pidfd_open"):
        return
    try:
        descriptor = os.pidfd_open(process)
    except OSError:
        # The process has ended already, or a container forbids the call.
        return

    def wait() -> None:
        end = select.poll()
        end.register(descriptor, select.POLLIN)
        try:
            end.poll()
        finally:
            os.close(descriptor)
        tell()

    threading.Thread(target=wait, daemon=True).start()
