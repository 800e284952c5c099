"""Climbs from the browser that was named down to the one that was fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright, sync_playwright

from e2e.stage.browser import fetched, named, playwrights_own, system
from e2e.stage.browser.found import Candidate, FoundBrowser, NoBrowser, RungBroke

START_LIMIT = 20_000
"""Milliseconds of real time that a browser has to start before its rung is given up."""


def find_browser(named_path: Path | None = None, *, headed: bool = False) -> FoundBrowser:
    """Returns the first browser on the ladder that starts.

    A browser that the person named is the only rung then. Raises NoBrowser with each rung's reason.
    """
    reasons: list[str] = []
    try:
        chosen = named.get_candidates(named_path)
    except RungBroke as broke:
        raise NoBrowser([str(broke)]) from None
    with sync_playwright() as playwright:
        rungs: list[Callable[[], list[Candidate]]] = (
            [lambda: chosen]
            if chosen
            else [
                lambda: playwrights_own.get_candidates(playwright, headed=headed),
                lambda: system.get_candidates(headed=headed),
                fetched.get_candidates,
            ]
        )
        for rung in rungs:
            try:
                candidates = rung()
            except RungBroke as broke:
                reasons.append(str(broke))
                continue
            for candidate in candidates:
                version = _start(playwright, candidate, headed, reasons)
                if version is not None:
                    return FoundBrowser(candidate.rung, candidate.path, version)
    raise NoBrowser(reasons)


def _start(
    playwright: Playwright, candidate: Candidate, headed: bool, reasons: list[str]
) -> str | None:
    try:
        browser = playwright.chromium.launch(
            executable_path=candidate.path, headless=not headed, timeout=START_LIMIT
        )
    except PlaywrightError as error:
        reasons.append(f"{candidate.rung}: {_first_line(error.message)}")
        return None
    version = browser.version
    browser.close()
    return version


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return lines[0].removeprefix("BrowserType.launch: ") if lines else "does not start."
