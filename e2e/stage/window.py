"""A window of the browser in which one stage after another is set up."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from e2e.stage.backstage import VirtualNow
from e2e.stage.virtual_clock import VirtualClock

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

VIEWPORT: ViewportSize = {"width": 720, "height": 400}
"""Room for the component, and little else on a screenshot."""

STAGES = 8
"""How many stages a window sees: Playwright's clock tells each new document all that it was told."""

LAUNCH_ARGUMENTS = (
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
    "--js-flags=--no-enable-lazy-source-positions,--single-threaded",
)
"""What a browser is started with.

Every host of `get_new_host` is the backend's loopback address. Playwright's clock makes an Error for
each timer, for which V8 would parse the page again to find its lines; and V8's own threads only take
the cores from the other workers (docs/decisions/0005).
"""

_numbers = itertools.count(1)


def get_new_host() -> str:
    """A host name that no page was loaded from yet, so that nothing of an earlier stage is left.

    Storage, caches and connections belong to a host. All names are of one site, as a document of
    another site would be given a process of its own, at twice the price.
    """
    return f"stage-{next(_numbers)}.jobstatus.localhost"


class Window:
    """A page, its browser context and its clock. `host` is new for each stage."""

    def __init__(self, context: BrowserContext, now: VirtualNow) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.clock = VirtualClock(context, now)
        self.host = get_new_host()
        self.stages = 1

    def clear(self) -> None:
        """Makes room for the next stage: time 0, another host, and the other pages closed."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        self.clock.begin_anew()
        self.host = get_new_host()
        self.stages += 1


class Windows:
    """Lends windows, each to one stage at a time, and opens one where none is free."""

    def __init__(self, browser: Browser, now: VirtualNow) -> None:
        self._browser = browser
        self._now = now
        self._free: Window | None = None

    @contextmanager
    def lend(self, *, prepare: Callable[[BrowserContext], None] | None = None) -> Iterator[Window]:
        """Lends a window to the block; after an exception, which may have harmed it, it is closed.

        With `prepare` it is a new one, prepared before its page opens, and closed in any case.
        """
        window, self._free = (self._free if prepare is None else None), None
        if window is None:
            context = self._browser.new_context(viewport=VIEWPORT)
            if prepare is not None:
                prepare(context)
            window = Window(context, self._now)
        else:
            window.clear()
        is_reusable = False
        try:
            yield window
            is_reusable = prepare is None and window.stages < STAGES and not window.page.is_closed()
        finally:
            if is_reusable:
                self._free = window
            elif self._browser.is_connected():
                window.context.close()
