"""Second rung: the browser that Playwright downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from e2e.engine.browser.found import Candidate, RungBroke

if TYPE_CHECKING:
    from playwright.sync_api import Playwright


def get_candidates(playwright: Playwright, *, headed: bool) -> list[Candidate]:
    """Returns Playwright's own browser; raises RungBroke where `headed` and it was never downloaded.

    Without `headed`, Playwright picks its headless shell by itself: only a start shows whether that is
    installed.
    """
    if headed:
        from pathlib import Path

        if not Path(playwright.chromium.executable_path).is_file():
            raise RungBroke("Playwright's own Chromium is not installed.")
    return [Candidate("Playwright's own", None)]
