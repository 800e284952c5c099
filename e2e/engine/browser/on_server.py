"""The one rung of a person who names a server: the browser that it hands over."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Examined:
    """The version of the browser that a server handed over, and the reason why no page can play in it.

    `version` is None where it handed over none that the suite knows how to play in. Where both are there,
    the browser does not reach this machine.
    """

    version: str | None = None
    fault: str | None = None


def find(server: BrowserServer) -> FoundBrowser:
    """Returns the browser that the server hands over, once it has read a page of this machine.

    Raises NoBrowser with the reason where there is no such browser.
    """
    rung = f"the server at {server}"
    examined = examine(server)
    if examined.fault is not None or examined.version is None:
        raise NoBrowser([f"{rung}: {examined.fault}."], WAY_OUT)
    return FoundBrowser(rung, BrowserSource(server=server), examined.version)


def examine(server: BrowserServer) -> Examined:
    """Asks the server for a browser, which then reads a page of this machine; returns the result."""
    from playwright.sync_api import Error as PlaywrightError
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = BrowserSource(server=server).start(playwright.chromium)
        except PlaywrightError as error:
            return Examined(fault=server.tell(error.message))
        with ended_after(server.limit, get_end_of_connection(browser)) as has_ended:
            try:
                examined = _examine_browser(browser)
                browser.close()
            except PlaywrightError as error:
                if not has_ended.is_set():
                    return Examined(
                        fault=f"its browser is gone again: {error.message.splitlines()[0]}"
                    )
                return Examined(
                    fault=f"its browser did not open a page of this machine in {server.limit:g} s "
                    "(--browser-server-limit)"
                )
    return examined


def _examine_browser(browser: Browser) -> Examined:
    from playwright.sync_api import Error as PlaywrightError

    name, version = browser.browser_type.name, browser.version
    if name != "chromium":
        return Examined(fault=f"it hands over {name}, and the accounts know how Chromium asks")
    token = secrets.token_hex()
    with _serve(token) as port:
        page = browser.new_page()
        try:
            page.goto(f"http://{EXPOSED_HOST}:{port}/", timeout=0)
        except PlaywrightError as error:
            if not browser.is_connected():
                raise
            return _out_of_reach(version, error.message.splitlines()[0])
        # Another machine may have a page at the same port.
        if page.title() != token:
            return _out_of_reach(version, "another page is at the same address")
    return Examined(version)


def _out_of_reach(version: str, reason: str) -> Examined:
    return Examined(version, NO_WAY_BACK.format(reason=reason))


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
