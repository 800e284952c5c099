"""A thread that plays, with Playwright, a backend and a browser of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from playwright.sync_api import sync_playwright

from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.browser import BrowserSource
from e2e.engine.kept_browser import KeptBrowser

T = TypeVar("T")


class PlayingThread:
    """Calls functions with its backend and its browser, one at a time; any thread may ask for it.

    Playwright's objects belong to the thread that made them. A worker of a cluster plays in one thread
    and is cleaned up in another one, so neither can be that thread.
    """

    def __init__(self, thread: ThreadPoolExecutor, backstage: Backstage, browser: KeptBrowser):
        self._thread = thread
        self._backstage = backstage
        self._browser = browser
        self._is_busy = self._is_over = False

    def call(self, function: Callable[[Backstage, KeptBrowser], T]) -> T:
        """Returns the result of `function`, or raises its error."""
        return self._thread.submit(self._call, function).result()

    def stop(self) -> None:
        """Ends a call that is under way by the end of its browser; a later call raises RuntimeError."""
        self._is_over = True
        if self._is_busy:
            self._browser.end_for_good()

    def _call(self, function: Callable[[Backstage, KeptBrowser], T]) -> T:
        self._is_busy = True
        try:
            if self._is_over:
                raise RuntimeError("Failed to play: the work of this worker is over.")
            return function(self._backstage, self._browser)
        finally:
            self._is_busy = False


@contextmanager
def open_playing_thread(source: BrowserSource) -> Iterator[PlayingThread]:
    """Starts the thread with a backend, and yields it; its first play starts the browser of `source`.

    With the block all of them end, a call that is under way as well.
    """
    with (
        ThreadPoolExecutor(max_workers=1, thread_name_prefix="plays") as thread,
        ExitStack() as stack,
    ):

        def open_all() -> PlayingThread:
            playwright = stack.enter_context(sync_playwright())
            backstage = stack.enter_context(open_backstage())
            browser = KeptBrowser(lambda: source.start(playwright.chromium), backstage)
            stack.callback(browser.close)
            return PlayingThread(thread, backstage, browser)

        playing = None
        try:
            playing = thread.submit(open_all).result()
            yield playing
        finally:
            if playing is not None:
                playing.stop()
            thread.submit(stack.close).result()
