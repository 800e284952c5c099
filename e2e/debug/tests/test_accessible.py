"""The panel is accessible: axe finds no barrier, in light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from e2e.debug.tests.axe import SCHEMES, find_barriers
from e2e.debug.tests.conftest import StartDebug, expect_stop
from e2e.debug.tests.running import LIMIT

pytestmark = pytest.mark.timeout(2 * LIMIT)


def test_axe_finds_nothing_on_the_panel_before_and_after_the_race(
    start_debug: StartDebug, stage_browser: Browser
) -> None:
    """Two stops in four looks: the reason for its length."""
    running = start_debug("reconnect-late-progress", "--regression", "issue-231")
    running.wait_until_waiting()
    expect.set_options(timeout=LIMIT * 1000)
    for act in (1, 12):
        if act > 1:
            running.post("run", {"to": act})
        for width in (1280, 400):
            for scheme in SCHEMES:
                context = stage_browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
                )
                panel = context.new_page()
                panel.goto(running.address)
                expect_stop(panel, act)
                assert find_barriers(panel) == [], (act, width, scheme)
                scrolls = "document.documentElement.scrollWidth > innerWidth"
                assert panel.evaluate(scrolls) is False, (act, width, scheme)
                if width == 1280:
                    diagram = panel.locator(".scroll")
                    assert diagram.evaluate("each => each.scrollWidth <= each.clientWidth")
                context.close()
    expect.set_options(timeout=5000)
