"""Second rung: the browser that Playwright downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.engine.browser.found import Candidate, RungBroke

if TYPE_CHECKING:
    from playwright.sync_api import Playwright


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
