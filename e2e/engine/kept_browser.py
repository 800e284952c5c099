"""The browser that a worker keeps, and starts anew where it died or a page made it hang."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from e2e.engine.backstage import Backstage
from e2e.engine.errors import PageGone
from e2e.engine.windows import Windows

MOST = 1200.0
"""Seconds of real time for one play, however much happens in it: 1,800 polls of a long job take
20 s on a machine of two processors, and ten gates may share them."""


class Watch:
    """What is watched while a scenario is played, and whether its browser had to be ended."""

    def __init__(self) -> None:
        self.get_progress: Callable[[], int] = lambda: 0
        self.has_ended_browser = False
        self._is_over = threading.Event()
        self._looker: threading.Thread | None = None

    def begin(self, look: Callable[[threading.Event], None]) -> None:
        """Has `look` called in a thread of its own, with the event that says that it is over."""
        self._looker = threading.Thread(target=look, args=(self._is_over,), daemon=True)
        self._looker.start()

    def end(self) -> None:
        """Watches no longer, and returns once nothing does; twice is once."""
        self._is_over.set()
        if self._looker is not None:
            self._looker.join()


class KeptBrowser:
    """Starts a browser when it is asked for one, and another where that one is gone.

    From the thread that started it, but for the end that `watch` makes of it: Playwright's calls have
    no limit of their own, and a script without an end never lets them return. Without its process they
    all fail at once.
    """

    def __init__(self, launch: Callable[[], Browser], backstage: Backstage) -> None:
        self._launch = launch
        self._backstage = backstage
        self._browser: Browser | None = None
        self._windows: Windows | None = None
        self._process = 0
        self._is_ended_for_good = False

    @property
    def is_there(self) -> bool:
        """Whether one is running."""
        return self._browser is not None and self._browser.is_connected()

    def answers(self) -> bool:
        """Asks the browser, and returns whether it answered.

        `is_there` is as old as the last call that went to the browser, and a play that waited for rest
        made none: a browser that was killed meanwhile is still there by it.
        """
        if self._browser is None:
            return False
        try:
            self._browser.new_browser_cdp_session().detach()
        except PlaywrightError:
            return False
        return True

    @property
    def process(self) -> int:
        """The id of its process; 0 where none was started."""
        return self._process

    def get_windows(self) -> Windows:
        """Returns windows of the browser that runs; starts one where none does.

        Raises PageGone once it was ended for good.
        """
        if self._windows is None or not self.is_there:
            self._refuse_after_the_end()
            self._browser = self._launch()
            self._process = _get_process(self._browser)
            self._windows = Windows(self._browser, self._backstage)
            self._refuse_after_the_end()
        return self._windows

    def _refuse_after_the_end(self) -> None:
        if self._is_ended_for_good:
            raise PageGone("Failed to start a browser: the session was interrupted.")

    def end(self) -> None:
        """Ends the process of the browser, whatever it is doing; the next that asks gets another."""
        self._kill()
        if self._browser is not None:
            with suppress(PlaywrightError):
                self._browser.close()
        self._browser = self._windows = None

    def end_for_good(self) -> None:
        """Ends the browser's process at once, and has no other started: for a signal handler."""
        self._is_ended_for_good = True
        self._kill()

    def close(self) -> None:
        """Closes the browser, if one is running."""
        if self._browser is not None and self.is_there:
            self._browser.close()
        self._browser = self._windows = None

    @contextmanager
    def watch(self, limit: float | None) -> Iterator[Watch]:
        """Ends the browser where its block makes no progress for `limit` seconds of real time.

        The last resort against a page whose script never ends, which no account and no count can
        know of. With None nothing is watched: a person looks on, and takes all the time there is.
        """
        watch = Watch()

        def look(is_over: threading.Event) -> None:
            last, left = -1, MOST
            assert limit is not None
            while not is_over.wait(limit):
                progress, left = watch.get_progress(), left - limit
                if progress == last or left <= 0:
                    watch.has_ended_browser = self._kill()
                    return
                last = progress

        if limit is not None:
            watch.begin(look)
        try:
            yield watch
        finally:
            watch.end()

    def _kill(self) -> bool:
        """Kills the browser's process, and returns whether there was one to kill."""
        process, self._process = self._process, 0
        if not process or self._browser is None:
            return False
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True


def _get_process(browser: Browser) -> int:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return int(next(each["id"] for each in processes if each["type"] == "browser"))
