"""The windows of `jobstatus-e2e debug`: the page at the left edge of the screen, the panel beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.engine.window import VIEWPORT

if TYPE_CHECKING:
    from playwright.sync_api import Page

WINDOW_ARGUMENT = "--window-position=0,0"
"""Puts new windows at the left edge of the screen: those of the page."""


def place_beside_the_page(panel: Page) -> None:
    """Gives the panel's window the screen from the right edge of the page's window on.

    The page's window begins at the left edge (`WINDOW_ARGUMENT`) and is as wide as its viewport.
    """
    width, height = panel.evaluate("[screen.availWidth, screen.availHeight]")
    left = min(VIEWPORT["width"], width // 2)
    control = panel.context.new_cdp_session(panel)
    window = control.send("Browser.getWindowForTarget")["windowId"]
    bounds = {"left": left, "top": 0, "width": width - left, "height": height}
    control.send("Browser.setWindowBounds", {"windowId": window, "bounds": bounds})
    control.detach()
