"""The page that `pytest` plays on: a checkout, or our own page, in the browser that the ladder finds.

A plugin of pytest beside `e2e.catalogue.plugin`, for this repository and for a team's own scenarios
(docs/examples/own-scenarios).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.engine.browser import BrowserSource, FoundBrowser, NoBrowser, find_browser
from e2e.gate.run.page_start import check_start
from e2e.pages.builds import build_pages
from e2e.pages.chosen_page import choose_page
from e2e.pages.errors import BadUsage, Undecided


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option `--web-ui`, the checkout to play on."""
    group = parser.getgroup("jobstatus-e2e")
    group.addoption("--web-ui", help="the checkout whose page to play on; our own page by default")


def pytest_configure(config: pytest.Config) -> None:
    """Fills in `--pages` and `--browser-path`; the workers get the same values from the first process.

    Raises UsageError for a folder that is no checkout, and for a page that does not build or start.
    """
    try:
        _fill_in(config)
    except (BadUsage, Undecided, NoBrowser) as error:
        raise pytest.UsageError(str(error)) from None


def _fill_in(config: pytest.Config) -> None:
    options = config.option
    browser: FoundBrowser | None = None
    if options.browser_path is None:
        browser = find_browser(server=BrowserSource.from_options(options).server)
        options.browser_path = str(browser.source.path or "")
        options.browser_sandbox = browser.source.is_sandboxed
    if options.pages is None:
        checkout = Path(options.web_ui) if options.web_ui else None
        source = choose_page("web-ui" if checkout else "reference", checkout, None)
        page = build_pages([source], lambda built: None)[source.name]
        if checkout:
            check_start(page, browser or find_browser(Path(options.browser_path)))
        options.pages = json.dumps(
            [{"name": source.name, "build": str(page.folder), "scenarios": None}]
        )
