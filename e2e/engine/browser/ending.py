"""Ends a browser from any thread and in a signal handler, even one that hangs."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

End = Callable[[], bool]


def get_end(browser: Browser) -> tuple[int, End]:
    """Returns the id of the browser's process on this machine, and a function that kills it.

    The function returns whether there was a process to kill. Then all calls of Playwright to the browser
    fail at once.
    """
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    process = int(next(each["id"] for each in processes if each["type"] == "browser"))

    def kill() -> bool:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    return process, kill


def get_end_of_connection(browser: Browser) -> End:
    """Returns a function that ends the connection to the server of the browser.

    The id of the browser's process means nothing here: on this machine it may be another's. With the
    connection the server ends what was opened over it, and calls of Playwright that are under way fail.
    Its sync API has no call that may come from another thread, so this is done on Playwright's own loop,
    which runs as long as a call waits.
    """
    loop, connection = browser._loop, browser._impl_obj._connection

    def end() -> bool:
        if loop.is_closed():
            return False
        loop.call_soon_threadsafe(connection.close, "The connection was ended.")
        return True

    return end


@contextmanager
def ended_after(seconds: float, end: End) -> Iterator[threading.Event]:
    """Calls `end` where the block takes longer than `seconds` of real time.

    Yields an event that is set before `end` is called.
    """
    has_ended = threading.Event()

    def end_now() -> None:
        has_ended.set()
        end()

    timer = threading.Timer(seconds, end_now)
    timer.start()
    try:
        yield has_ended
    finally:
        timer.cancel()
        timer.join()
