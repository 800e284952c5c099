"""The browser that a worker keeps, and replaces where it died or a page made it hang."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from e2e.engine.backstage import Backstage
from e2e.engine.browser.death import tell_of_death
from e2e.engine.browser.ending import End, get_end, get_end_of_connection
from e2e.engine.browser.profile import get_profile, remove_profile
from e2e.engine.browser.server import BrowserServer
from e2e.engine.errors import PageGone
from e2e.engine.windows import Windows

MOST = 1200.0
"""Seconds of real time after which a play is ended even while it makes progress.

The limit is this high because 1,800 polls of a long job take 20 s on a machine of two processors, and ten
gates may share these.
"""


class Watch:
    """The watch over one play: its progress, and whether its browser had to be ended.

    `get_progress` returns a number that changes while the play goes on; the caller sets it.
    """

    def __init__(self) -> None:
        self.get_progress: Callable[[], int] = lambda: 0
        self.has_ended_browser = False
        self._is_over = threading.Event()
        self._looker: threading.Thread | None = None

    def begin(self, look: Callable[[threading.Event], None]) -> None:
        """Calls `look` in a thread of its own, with the event that `end` sets."""
        self._looker = threading.Thread(target=look, args=(self._is_over,), daemon=True)
        self._looker.start()

    def end(self) -> None:
        """Stops watching, and returns once the thread has ended; a second call does nothing."""
        self._is_over.set()
        if self._looker is not None:
            self._looker.join()


class KeptBrowser:
    """Starts a browser when it is asked for windows, and another one where the first is gone.

    Call it only from the thread that started the browser. The exceptions are `watch`, which ends the
    browser from a thread of its own, and `end_for_good`. Playwright's calls have no limit of their own,
    and a script without an end never lets them return; once the process is killed, they all fail at once.

    `server` is the one that `launch` connects to, where it does. Then the connection is ended in the
    place of a process, and another one is made for the next play. Where that fails once, the server is
    asked no more, as each of hundreds of plays might wait for it.
    """

    def __init__(
        self,
        launch: Callable[[], Browser],
        backstage: Backstage,
        server: BrowserServer | None = None,
    ) -> None:
        self._launch = launch
        self._backstage = backstage
        self._server = server
        self._lost: str | None = None
        self._browser: Browser | None = None
        self._windows: Windows | None = None
        self._process = 0
        self._profile: Path | None = None
        self._replacing = threading.Lock()
        self._end: End | None = None
        self._is_ended_for_good = False

    @property
    def is_there(self) -> bool:
        """Whether a browser is running, and was not ended.

        Where no file descriptors of processes tell of its end, and on a server, this is as new as
        Playwright's last call (see `answers`).
        """
        has_end = self._end is not None
        return has_end and self._browser is not None and self._browser.is_connected()

    def answers(self) -> bool:
        """Sends a call to the browser, and returns whether it answered.

        `is_there` is only as new as the last call to the browser, and a play that waits for rest makes no
        call: if the browser was killed meanwhile, `is_there` still says True.
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
        """The id of the browser's process; 0 where no browser was started, and on a server."""
        return self._process

    def get_windows(self) -> Windows:
        """Returns the windows of the browser that runs, and starts a browser where none runs.

        Raises PageGone after `end_for_good`, and where the server does not hand over a browser.
        """
        if self._windows is None or not self.is_there:
            self._refuse_after_the_end()
            browser = self._launch() if self._server is None else self._connect(self._server)
            with self._replacing:
                self._browser = browser
            if self._server is None:
                self._process, self._end = get_end(browser)
                self._profile = get_profile(self._process)
                tell_of_death(self._process, partial(self._take_death, browser))
            else:
                self._end = partial(self._disconnect, get_end_of_connection(browser))
            self._windows = Windows(browser, self._backstage, is_on_server=self._server is not None)
            self._refuse_after_the_end()
        return self._windows

    def _connect(self, server: BrowserServer) -> Browser:
        if self._lost is None:
            try:
                return self._launch()
            except PlaywrightError as error:
                self._lost = (
                    f"Failed to play in a browser of the server at {server}: "
                    f"{server.tell(error.message)}."
                )
        raise PageGone(self._lost)

    def _disconnect(self, end: End) -> bool:
        """Ends the connection, and the lines of its pages: a play makes few calls of Playwright."""
        has_ended = end()
        self._hang_up()
        return has_ended

    def _take_death(self, browser: Browser) -> None:
        # The lines of another browser's pages, which may be there by now, are left as they are.
        with self._replacing:
            if self._browser is browser:
                self._end = None
                self._hang_up()

    def _hang_up(self) -> None:
        # Where the loop of the lines has ended, so have they.
        with suppress(RuntimeError):
            self._backstage.portal.start_task_soon(self._backstage.links.hang_up)

    def _refuse_after_the_end(self) -> None:
        if self._is_ended_for_good:
            raise PageGone("Failed to start a browser: the session was interrupted.")

    def end(self) -> None:
        """Kills the browser, even a hung one; the next `get_windows` starts another."""
        self._kill()
        if self._browser is not None:
            with suppress(PlaywrightError):
                self._browser.close()
        self._forget()

    def end_for_good(self) -> None:
        """Kills the browser at once and lets no other start: for a signal handler."""
        self._is_ended_for_good = True
        self._kill()

    def close(self) -> None:
        """Closes the browser, if one is running."""
        if self._browser is not None and self._browser.is_connected():
            with suppress(PlaywrightError):
                self._browser.close()
        self._forget()

    def _forget(self) -> None:
        remove_profile(self._profile)
        with self._replacing:
            self._browser = None
        self._windows = self._profile = None

    @contextmanager
    def watch(self, limit: float | None) -> Iterator[Watch]:
        """Kills the browser where the block makes no progress for `limit` seconds of real time.

        This is the last resort against a page whose script never ends: neither the accounts nor a count
        can notice such a script. With None nothing is watched, as a person who steps through a play may
        take any time.
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
        """Kills the browser's process, or ends the connection; returns whether there was one."""
        end, self._end = self._end, None
        self._process = 0
        return end is not None and self._browser is not None and end()
