"""The common ground of the measurements: our built page, a backstage, and a browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.browser import FoundBrowser, find_browser
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE


@dataclass(frozen=True, slots=True)
class Ground:
    """The browser, Playwright, the backstage, and `page`, the folder of the built page."""

    browser: FoundBrowser
    playwright: Playwright
    backstage: Backstage
    page: Path


@contextmanager
def open_ground() -> Iterator[Ground]:
    """Finds the browser, builds the page and starts a backstage, which ends with the block."""
    found = find_browser()
    source = PageSource("reference", REFERENCE)
    page = build_pages([source], lambda built: None)[source.name]
    with sync_playwright() as playwright, open_backstage() as backstage:
        yield Ground(found, playwright, backstage, page.folder)


def play_floor(ground: Ground, browser: Browser) -> None:
    """Plays a minimal browser test: a fresh context, one load of our page, one assertion, and close.

    It is what a plain pytest-playwright test does with `browser`, started as pytest-playwright starts it.
    """
    backend = ground.backstage.backend
    job = ground.backstage.call(lambda: backend.create_job(status="running", progress=40))
    address = f"{backend.base_url}{ground.backstage.publish(ground.page)}?job={job.id}"
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Status: running")).to_be_visible()
    context.close()
    ground.backstage.call(lambda: backend.forget_job(job.id))


def get_seconds(do: Callable[[], object]) -> float:
    """Returns the real seconds that `do` takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
