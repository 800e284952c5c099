"""Steps through a race: builds the page, serves the panel, and plays again and again."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING

from e2e.debug.act_list import ActList
from e2e.debug.desk import Desk
from e2e.debug.director import Director, take_picture
from e2e.debug.errors import BrowserClosed
from e2e.debug.guard import LOOPBACK, Guard
from e2e.debug.panel import build_app
from e2e.debug.saving import Saver
from e2e.debug.serving import listen, serve_panel
from e2e.debug.view import View
from e2e.debug.watching import watch_sources
from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.browser import FoundBrowser
from e2e.engine.session import REST_LIMIT
from e2e.engine.windows import Windows
from e2e.gate.run.browser_choice import find_chosen
from e2e.gate.run.debug_choice import Chosen, DebugSettings, choose
from e2e.gate.run.debug_windows import WINDOW_ARGUMENT, place_beside_the_page
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.errors import BadUsage, Undecided
from e2e.stage.opening import open_stage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession

Say = Callable[[str], None]

DAY = 24 * 3600.0
"""Seconds that a page in a window has to come to rest: a person may stop it at a breakpoint."""


def debug(settings: DebugSettings, say: Say, tell_address: Say) -> None:
    """Lets a person step through a race, until the browser is closed or the command interrupted.

    Calls `say` with lines for the person, and `tell_address` once with the panel's address and token.
    Raises BadUsage for settings that cannot be used, and Undecided if there is no browser, the page does
    not build, or a server's browser is gone, which no person can close.
    """
    chosen = choose(settings)
    server = settings.browser_server
    is_shown = server is None and not settings.headless and has_display()
    browser = find_chosen(settings.browser, server, headed=is_shown)
    say(f"Browser: {browser}")
    folder, was_cached = _build(chosen.page)
    say(f"Page: {settings.page}, {'nothing to build' if was_cached else 'built'}")
    say(f"Wire: {chosen.wire}")
    if not is_shown:
        say(f"{_tell_why(settings)}The panel shows the page as a picture. Open it in a browser:")
    with ExitStack() as stack:
        listener = stack.enter_context(_listen(settings))
        backstage = stack.enter_context(open_backstage())
        debugging = _Debugging(settings, chosen, backstage, say, folder)
        token = secrets.token_urlsafe(24)
        serving = serve_panel(debugging.build_panel(token), listener)
        stack.enter_context(backstage.portal.wrap_async_context_manager(serving))
        address = _get_address(settings.host, listener.getsockname()[1], token)
        tell_address(address)
        stack.enter_context(debugging.watch())
        opened = stack.enter_context(_open_browser(browser, headless=not is_shown))
        if is_shown:
            panel = opened.new_context(no_viewport=True).new_page()
            place_beside_the_page(panel)
            panel.goto(address)
        debugging.play(opened, is_shown=is_shown)


def _tell_why(settings: DebugSettings) -> str:
    """Returns a sentence about the reason for which there is no window; "" where the person asked so."""
    if settings.browser_server is not None:
        return "The browser is the server's, so it has no window here. "
    return "" if settings.headless else "No display (DISPLAY is not set). "


def has_display() -> bool:
    """Whether a window can be shown to a person."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Debugging:
    """One run of the command: the desk, the plays, and the newest build of the page."""

    def __init__(
        self, settings: DebugSettings, chosen: Chosen, backstage: Backstage, say: Say, build: Path
    ) -> None:
        self._settings = settings
        self._chosen = chosen
        self._backstage = backstage
        self._say = say
        self._build = build
        self._acts = ActList()
        script = chosen.script
        first = View(title=script.title, sentence=script.sentence, page=settings.page)
        self._desk = Desk(self._acts.check, first)

    def build_panel(self, token: str) -> Guard:
        """Returns the web application with the panel and the control API; requests need `token`."""
        settings, chosen = self._settings, self._chosen
        saver = Saver(
            settings.save_dir,
            settings.page,
            settings.page_options,
            chosen.network,
            chosen.dialect_name,
        )
        return build_app(
            self._desk,
            saver,
            token=token,
            hosts=LOOPBACK | {settings.host},
            is_open=settings.host not in LOOPBACK,
        )

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Builds the page again when a source is saved, until the block ends."""
        page = self._chosen.page
        paths = [page.checkout, *([page.regression.patch] if page.regression else [])]
        with watch_sources(paths, self._desk.request_rebuild):
            yield

    def play(self, browser: Browser, *, is_shown: bool) -> None:
        """Plays again and again, until the browser is closed; raises Undecided if it was a server's."""
        server = self._settings.browser_server
        windows = Windows(browser, self._backstage, is_on_server=server is not None)
        control = browser.new_browser_cdp_session()
        director = Director(
            self._chosen.script,
            self._acts,
            self._desk,
            self._backstage,
            self._rebuild,
            lambda: _answers(control),
            None if is_shown else take_picture,
        )
        with suppress(BrowserClosed):
            while browser.is_connected():
                self._play_once(windows, director, is_shown=is_shown)
        if server is not None:
            raise Undecided(f"Failed to go on: the browser of the server at {server} is gone.")
        self._say("The browser was closed.")

    def _play_once(self, windows: Windows, director: Director, *, is_shown: bool) -> None:
        with (
            windows.lend() as window,
            open_stage(
                self._backstage,
                window,
                self._build,
                limit=DAY if is_shown else REST_LIMIT,
                network=self._chosen.network,
                dialect=self._chosen.dialect,
                before_act=director.before_act,
            ) as stage,
        ):
            director.play(stage)

    def _rebuild(self, changed: tuple[str, ...]) -> bool:
        """Builds the page, and returns whether the build differs; raises Undecided if it fails."""
        self._say(f"Saved: {', '.join(changed[:3])}{' ...' if changed[3:] else ''}")
        try:
            folder, _ = _build(self._chosen.page)
        except Undecided as error:
            self._say(str(error))
            raise
        is_another = folder != self._build
        self._build = folder
        self._say("Page: built, and played to the same act" if is_another else "Page: the same")
        return is_another


def _build(source: PageSource) -> tuple[Path, bool]:
    page = build_pages([source], lambda built: None)[source.name]
    return page.folder, page.was_cached


def _answers(control: CDPSession) -> bool:
    from playwright.sync_api import Error as PlaywrightError

    try:
        control.send("Browser.getVersion")
    except PlaywrightError:
        return False
    return True


def _listen(settings: DebugSettings) -> socket:
    try:
        return listen(settings.host, settings.port)
    except OSError as error:
        raise BadUsage(
            f"Failed to serve the panel at {settings.host}, port {settings.port}: {error.strerror}. "
            "Without --port a free one is taken, without --host it is loopback."
        ) from None


def _get_address(host: str, port: int, token: str) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/?token={token}"


@contextmanager
def _open_browser(browser: FoundBrowser, *, headless: bool) -> Iterator[Browser]:
    from playwright.sync_api import Error as PlaywrightError
    from playwright.sync_api import sync_playwright

    server = browser.source.server
    with sync_playwright() as playwright:
        try:
            opened = browser.source.start(playwright.chromium, WINDOW_ARGUMENT, headless=headless)
        except PlaywrightError as error:
            if server is None:
                raise
            raise Undecided(
                f"Failed to begin: {browser.rung}: {server.tell(error.message)}."
            ) from None
        try:
            yield opened
        finally:
            if opened.is_connected():
                opened.close()
