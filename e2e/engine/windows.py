"""Windows, lent to one stage after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from e2e.engine.attached_window import AttachedWindow
from e2e.engine.backstage import Backstage
from e2e.engine.bare_window import BareWindow
from e2e.engine.browser.server import EXPOSED_HOST
from e2e.engine.browser.source import TIME_ZONE
from e2e.engine.errors import NeedsDocument
from e2e.engine.network import DIRECT
from e2e.engine.shared_window import SharedWindow
from e2e.engine.window import VIEWPORT, get_new_host

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession

STAGES = 40
"""How many stages use one window; then it is closed, with the memory that its pages left in use."""

W = TypeVar("W", AttachedWindow, BareWindow, SharedWindow)


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
        self._loaded: frozenset[str] = frozenset()
        self._shared: dict[tuple[Path, bool], _Reused[SharedWindow]] = {}

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

    @contextmanager
    def lend_shared(
        self, build: Path, network: str, *, has_mutants: bool
    ) -> Iterator[SharedWindow]:
        """Lends the block a window whose document the plays on the page in folder `build` share.

        It has no debugger; after an exception, and where a play leaves work behind, it is closed. Raises
        NeedsDocument behind a proxy, which would keep the answers of earlier plays, and on a server.
        """
        if network != DIRECT or self._is_on_server:
            raise NeedsDocument(
                "a network with a proxy" if network != DIRECT else "a server's browser"
            )
        key = (build, has_mutants)
        if key not in self._shared:
            self._shared[key] = _Reused(self._browser, partial(self._open_shared, *key))
        with self._shared[key].lend() as window:
            yield window

    def get_loaded_mutants(self) -> frozenset[str]:
        """Returns the mutants whose code ran while the documents were loaded that plays share now.

        No play in such a document can have one of them in effect.
        """
        return self._loaded

    def close_shared(self) -> None:
        """Closes the documents that plays share; the next play that shares one opens another."""
        for each in self._shared.values():
            each.close()

    def _open_shared(self, build: Path, has_mutants: bool) -> SharedWindow:
        port, page = self._backstage.get_port(DIRECT), self._backstage.publish(build)
        window = SharedWindow(
            self._get_control(), self._backstage, port, page, has_mutants=has_mutants
        )
        self._loaded = window.loaded_mutants
        return window

    def _get_control(self) -> CDPSession:
        if self._control is None:
            self._control = self._browser.new_browser_cdp_session()
        return self._control

    def _open_bare(self) -> BareWindow:
        return BareWindow(self._get_control(), self._backstage)

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

    def close(self) -> None:
        """Closes the window that is free, if there is one."""
        window, self._free = self._free, None
        if window is not None and self._browser.is_connected():
            window.close()

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
