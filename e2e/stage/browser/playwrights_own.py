"""Second rung: the browser that Playwright downloaded."""

from __future__ import annotations

from playwright.sync_api import Playwright

from e2e.stage.browser.found import Candidate, RungBroke


def get_candidates(playwright: Playwright, *, headed: bool) -> list[Candidate]:
    """Playwright's own; raises RungBroke when it was never downloaded.

    Headless, Playwright starts its headless shell by itself; whether that is there shows when it is
    started.
    """
    if headed:
        from pathlib import Path

        if not Path(playwright.chromium.executable_path).is_file():
            raise RungBroke("Playwright's own Chromium is not installed.")
    return [Candidate("Playwright's own", None)]
