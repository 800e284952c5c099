"""The two windows of `jobstatus-e2e debug` lie side by side, both on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from e2e.engine.window import VIEWPORT
from e2e.gate.run.debug_windows import place_beside_the_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass(frozen=True)
class Bounds:
    left: int
    top: int
    right: int
    bottom: int


def test_the_panel_lies_beside_the_page_and_ends_with_the_screen(
    stage_browser: Browser,
) -> None:
    """The bounds are the browser's own; without windows it keeps them as it does with."""
    context = stage_browser.new_context(no_viewport=True)
    panel = context.new_page()
    before = get_bounds(panel)
    place_beside_the_page(panel)
    screen = panel.evaluate("[screen.availWidth, screen.availHeight]")
    edge = min(VIEWPORT["width"], screen[0] // 2)
    assert get_bounds(panel) == Bounds(edge, 0, screen[0], screen[1]) != before
    context.close()


def get_bounds(page: Page) -> Bounds:
    control = page.context.new_cdp_session(page)
    bounds = control.send("Browser.getWindowForTarget")["bounds"]
    left, top = bounds["left"], bounds["top"]
    return Bounds(left, top, left + bounds["width"], top + bounds["height"])
