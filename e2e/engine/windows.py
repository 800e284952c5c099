"""Windows, lent to one stage after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic, TypeVar

from e2e.engine.attached_window import AttachedWindow
from e2e.engine.backstage import Backstage
from e2e.engine.bare_window import BareWindow
from e2e.engine.browser.server import EXPOSED_HOST
from e2e.engine.browser.source import TIME_ZONE
from e2e.engine.window import VIEWPORT, get_new_host

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession

STAGES = 40
"""How many stages use one window; then it is closed, with the memory that its pages left in use."""

W = TypeVar("W", AttachedWindow, BareWindow)


def _leave_as_it_is(context: BrowserContext) -> None:
    pass


def _get_exposed_host() -> str:
    return EXPOSED_HOST


class Windows:
    """Lends windows, each to one stage at a time, and opens one where none is free.

    With `is_on_server` each window is a new one with Playwright attached: all stages have one host there
    (see EXPOSED_HOST), and the zone is the context's, not the process's.
    """

    def __init__(
        self, browser: Browser, backstage: Backstage, *, is_on_server: bool = False
    ) -> None:
        self._browser = browser
        self._backstage = backstage
        self._is_on_server = is_on_server
        self._control: CDPSession | None = None
        self._attached: _Reused[AttachedWindow] = _Reused(browser, self._open_attached)
        self._bare: _Reused[BareWindow] = _Reused(browser, self._open_bare)

    @contextmanager
    def lend(
        self, *, prepare: Callable[[BrowserContext], None] | None = None
    ) -> Iterator[AttachedWindow]:
        """Lends the block a window with Playwright attached.

        It is closed after an exception, which may have harmed it. With `prepare` it is a new window:
        `prepare` gets its context before the page opens, and the window is closed in any case.
        """
        if prepare is None and not self._is_on_server:
            with self._attached.lend() as window:
                yield window
            return
        window = self._open_attached(prepare or _leave_as_it_is)
        try:
            yield window
        finally:
            if self._browser.is_connected():
                window.close()

    @contextmanager
    def lend_bare(self) -> Iterator[BareWindow | AttachedWindow]:
        """Lends the block a window without a debugger; after an exception the window is closed.

        On a server the window has one (see the class).
        """
        with self.lend() if self._is_on_server else self._bare.lend() as window:
            yield window

    def _open_bare(self) -> BareWindow:
        if self._control is None:
            self._control = self._browser.new_browser_cdp_session()
        return BareWindow(self._control, self._backstage)

    def _open_attached(
        self, prepare: Callable[[BrowserContext], None] = _leave_as_it_is
    ) -> AttachedWindow:
        if self._is_on_server:
            context = self._browser.new_context(viewport=VIEWPORT, timezone_id=TIME_ZONE)
            get_host = _get_exposed_host
        else:
            context, get_host = self._browser.new_context(viewport=VIEWPORT), get_new_host
        prepare(context)
        return AttachedWindow(context, self._backstage, get_host)


class _Reused(Generic[W]):
    """Lends one window again and again, up to `STAGES` times."""

    def __init__(self, browser: Browser, open_one: Callable[[], W]) -> None:
        self._browser = browser
        self._open_one: Callable[[], W] = open_one
        self._free: W | None = None
        self._lent = 0

    @contextmanager
    def lend(self) -> Iterator[W]:
        window, self._free = self._free, None
        if window is None:
            window, self._lent = self._open_one(), 0
        else:
            window.clear()
        self._lent += 1
        is_reusable = False
        try:
            yield window
            is_reusable = self._lent < STAGES and window.is_usable
        finally:
            if is_reusable:
                self._free = window
            elif self._browser.is_connected():
                window.close()
