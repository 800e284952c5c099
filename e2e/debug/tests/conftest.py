"""The panel of a command that runs, opened in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.debug.tests.running import LIMIT, Running, run_debug
from e2e.pages.tests.conftest import a_checkout as a_checkout

StartDebug = Callable[..., Running]
OpenPanel = Callable[[Running], Page]


@pytest.fixture(scope="session")
def debugged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Yields a free play that waits for its second act, for tests that do not change it."""
    with run_debug(cwd=tmp_path_factory.mktemp("debugged")) as running:
        running.wait_until_waiting()
        yield running


@pytest.fixture
def start_debug(tmp_path: Path) -> Iterator[StartDebug]:
    """Yields a function that starts `jobstatus-e2e debug`; all started commands end with the test."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(run_debug(*arguments, cwd=tmp_path))


@pytest.fixture
def open_panel(stage_browser: Browser) -> Iterator[OpenPanel]:
    """Yields a function that opens the panel of a command, in a browser context, at its first stop."""
    expect.set_options(timeout=LIMIT * 1000)
    with ExitStack() as stack:

        def open_panel(running: Running) -> Page:
            context = stack.enter_context(stage_browser.new_context())
            page = context.new_page()
            page.set_default_timeout(LIMIT * 1000)
            page.goto(running.address)
            expect_stop(page, 1)
            return page

        yield open_panel
    expect.set_options(timeout=5000)


def expect_stop(panel: Page, cursor: int) -> None:
    """Expects that the play waits for a command, and that `cursor` acts are over."""
    stop = f"header[data-activity=waiting][data-cursor='{cursor}']"
    expect(panel.locator(stop)).to_be_visible()
