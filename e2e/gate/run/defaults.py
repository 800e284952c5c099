"""The page that `pytest` plays on by default, our own, in the browser that the ladder finds."""

from __future__ import annotations

import json

import pytest

from e2e.engine.browser import find_browser
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE


def pytest_configure(config: pytest.Config) -> None:
    """Fills in `--pages` and `--browser-path`; workers are handed what the first process found."""
    if config.option.pages is None:
        source = PageSource("reference", REFERENCE)
        page = build_pages([source], lambda built: None)[source.name]
        pages = [{"name": source.name, "build": str(page.folder), "scenarios": None}]
        config.option.pages = json.dumps(pages)
    if config.option.browser_path is None:
        config.option.browser_path = str(find_browser().path or "")
