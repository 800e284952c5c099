"""Plays one cell of the table in a worker, which keeps its browser from cell to cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from e2e.caches.cell import Cell, play_cell
from e2e.caches.kinds import KINDS
from e2e.engine.browser import BrowserSource
from e2e.engine.windows import Windows
from e2e.stage import Backstage, StageError, open_backstage
from e2e.workers import WorkerBroken, keep_open

NO_BACK_FORWARD_CACHE = "--disable-back-forward-cache"


class NotPlayed(Exception):
    """The play did not come to its end; the message says why."""


def play_order(cache: str, defences: str, build: Path, browser: BrowserSource) -> Cell:
    """Plays a page with these defences in front of `cache`, and returns its cell.

    Raises NotPlayed where the play does not come to its end, WorkerBroken where the browser is gone.
    """
    playwright, backstage = keep_open("playwright", _open_playwright)
    is_back_forward = KINDS[cache].is_back_forward
    try:
        launched, windows = keep_open(
            (browser, is_back_forward),
            lambda: _open_windows(
                playwright, backstage, browser, keeps_back_forward_cache=is_back_forward
            ),
        )
    except PlaywrightError as error:
        raise NotPlayed(str(error)) from None
    try:
        return play_cell(cache, defences, build, backstage=backstage, windows=windows)
    except (StageError, PlaywrightError) as error:
        if not launched.is_connected():
            raise WorkerBroken(f"the browser is gone: {str(error).splitlines()[0]}") from None
        raise NotPlayed(str(error)) from None


@contextmanager
def _open_playwright() -> Iterator[tuple[Playwright, Backstage]]:
    with sync_playwright() as playwright, open_backstage() as backstage:
        yield playwright, backstage


@contextmanager
def _open_windows(
    playwright: Playwright,
    backstage: Backstage,
    source: BrowserSource,
    *,
    keeps_back_forward_cache: bool,
) -> Iterator[tuple[Browser, Windows]]:
    browser = source.start(
        playwright.chromium,
        # Playwright switches the back/forward cache off in every browser that it starts.
        ignore_default_args=[NO_BACK_FORWARD_CACHE] if keeps_back_forward_cache else None,
    )
    try:
        yield browser, Windows(browser, backstage)
    finally:
        browser.close()
