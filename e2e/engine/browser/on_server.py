"""The one rung of a person who names a server: the browser that it hands over."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from typing import TYPE_CHECKING

from e2e.engine.browser.ending import ended_after, get_end_of_connection
from e2e.engine.browser.found import FoundBrowser, NoBrowser
from e2e.engine.browser.server import EXPOSED_HOST, BrowserServer
from e2e.engine.browser.source import BrowserSource

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WAY_OUT = (
    f"Start one with `playwright run-server` of Playwright {version('playwright')}, as here, or leave "
    "--browser-server out to play in a browser of this machine."
)
NO_WAY_BACK = (
    "its browser does not reach this machine ({reason}). `playwright run-server` hands over a browser "
    "with a tunnel to here; that of `launch-server` has none, and must run on this machine"
)


def find(server: BrowserServer) -> FoundBrowser:
    """Returns the browser that the server hands over, once it has read a page of this machine.

    Raises NoBrowser with the reason where there is no such browser.
    """
    from playwright.sync_api import Error as PlaywrightError
    from playwright.sync_api import sync_playwright

    source = BrowserSource(server=server)
    rung = f"the server at {server}"
    with sync_playwright() as playwright:
        try:
            browser = source.start(playwright.chromium)
        except PlaywrightError as error:
            raise NoBrowser([f"{rung}: {server.tell(error.message)}."], WAY_OUT) from None
        with ended_after(server.limit, get_end_of_connection(browser)) as has_ended:
            try:
                reason = _find_fault(browser)
                found = FoundBrowser(rung, source, browser.version)
                browser.close()
            except PlaywrightError as error:
                reason = f"its browser is gone again: {error.message.splitlines()[0]}"
                if has_ended.is_set():
                    reason = (
                        f"its browser did not open a page of this machine in {server.limit:g} s "
                        "(--browser-server-limit)"
                    )
    if reason is not None:
        raise NoBrowser([f"{rung}: {reason}."], WAY_OUT)
    return found


def _find_fault(browser: Browser) -> str | None:
    """Returns the reason why pages cannot be played in the browser, or None."""
    from playwright.sync_api import Error as PlaywrightError

    name = browser.browser_type.name
    if name != "chromium":
        return f"it hands over {name}, and the accounts know how Chromium asks"
    token = secrets.token_hex()
    with _serve(token) as port:
        page = browser.new_page()
        try:
            page.goto(f"http://{EXPOSED_HOST}:{port}/", timeout=0)
        except PlaywrightError as error:
            if not browser.is_connected():
                raise
            return NO_WAY_BACK.format(reason=error.message.splitlines()[0])
        # Another machine may have a page at the same port.
        if page.title() != token:
            return NO_WAY_BACK.format(reason="another page is at the same address")
    return None


@contextmanager
def _serve(title: str) -> Iterator[int]:
    """Serves a page with this title on a port of `EXPOSED_HOST`, which it yields."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<title>{title}</title>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer((EXPOSED_HOST, 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        serving.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            serving.join()
