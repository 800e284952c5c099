"""The browser ladder: which Chromium a run uses, and where it comes from."""

from e2e.engine.browser.found import FoundBrowser, NoBrowser
from e2e.engine.browser.ladder import find_browser
from e2e.engine.browser.server import BrowserServer
from e2e.engine.browser.source import BrowserSource

__all__ = ["BrowserServer", "BrowserSource", "FoundBrowser", "NoBrowser", "find_browser"]
