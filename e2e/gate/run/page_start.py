"""Checks that a page starts: if it does not, no scenario can show a race."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from e2e.engine.browser import FoundBrowser
from e2e.engine.browser.ending import ended_after, get_end_of_connection
from e2e.engine.windows import Windows
from e2e.history.page_events import PageComplained
from e2e.pages.builds import BuiltPage, describe_not_applied
from e2e.pages.errors import Undecided
from e2e.pages.locate import locate
from e2e.pages.places import CACHE
from e2e.pages.suite_key import get_suite_key
from e2e.stage import Stage, StageError, open_backstage, open_stage
from mock_backend.journal.events import HandshakeArrived, RequestArrived

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from playwright.sync_api import Error as PlaywrightError

PATIENCE = 5
"""Virtual seconds that a page has to show a status: longer than two polls of the contract take."""

MOST_SECONDS = 90.0
"""Seconds of real time that this takes on a server at most: more than rest may take a few times."""


def check_start(page: BuiltPage, browser: FoundBrowser) -> None:
    """Opens the page once on a running job, unless this build started before in this browser.

    Raises Undecided if the browser does not start, if the page shows no status, or if it sends its
    requests to another server. The message has all errors of the page with their places in the checkout's
    sources, and the configs of the checkout that were not applied. A page that shows a status but does
    not come to rest has started: the scenarios judge it. Raises Undecided as well where the browser goes
    away.
    """
    from playwright.sync_api import Error as PlaywrightError

    known = _get_memory(page, browser)
    if known.exists():
        return
    try:
        _open_once(page, browser)
    except PlaywrightError as error:
        server = browser.source.server
        told = server.tell(error.message) if server else error.message.splitlines()[0]
        raise Undecided(
            f"Failed to open the page: the browser ({browser.rung}) is gone: {told}"
        ) from None
    with suppress(OSError):
        known.parent.mkdir(parents=True, exist_ok=True)
        known.touch()


def _get_memory(page: BuiltPage, browser: FoundBrowser) -> Path:
    """Returns the file that is there once the page has started: of one build, suite and browser."""
    said = "\0".join((page.key, get_suite_key(), browser.rung, browser.version))
    return CACHE / "started" / hashlib.sha256(said.encode()).hexdigest()[:16]


def _open_once(page: BuiltPage, browser: FoundBrowser) -> None:
    with _open(page, browser) as stage:
        errors: list[PlaywrightError] = []
        unrest: StageError | None = None
        hosts: set[str] = set()
        _listen(stage.page, errors, hosts)
        try:
            stage.show(stage.add_job(progress=40))
            if not _is_shown(stage) or not _has_asked(stage):
                stage.let_pass(seconds=PATIENCE)
        except StageError as error:
            if _is_shown(stage):
                return
            unrest = error
        if unrest is None:
            # The browser's events up to now reach this process before the answer. A page that did not
            # come to rest may never answer, so it is not asked.
            stage.page.evaluate("0")
        if not _is_shown(stage):
            raise Undecided(_describe_no_start(page, stage, errors, unrest))
        hosts -= {"", *_get_own_hosts(stage.page.url)}
        if hosts and not _has_asked(stage):
            raise Undecided(
                "Failed to judge the page: it asks another server than the one it was served from "
                f"({', '.join(sorted(hosts))}). The suite leads VITE_API_URL and VITE_WS_BACKEND_URL to "
                "its own server; let the page go by these."
            )


@contextmanager
def _open(page: BuiltPage, browser: FoundBrowser) -> Iterator[Stage]:
    from playwright.sync_api import Error as PlaywrightError
    from playwright.sync_api import sync_playwright

    with open_backstage() as backstage, sync_playwright() as playwright:
        try:
            launched = browser.source.start(playwright.chromium)
        except PlaywrightError as error:
            if browser.source.server is not None:
                raise
            raise Undecided(
                f"The browser that was found does not start: {browser}: "
                f"{error.message.splitlines()[0]}. `jobstatus-e2e doctor` tries each browser again."
            ) from None
        is_on_server = browser.source.server is not None
        with _ended_on_server(launched) if is_on_server else nullcontext():
            try:
                windows = Windows(launched, backstage, is_on_server=is_on_server)
                with windows.lend() as window, open_stage(backstage, window, page.folder) as stage:
                    yield stage
            finally:
                launched.close()


def _ended_on_server(browser: Browser) -> AbstractContextManager[object]:
    """Ends the connection to a server that goes silent, where Playwright would wait for ever."""
    return ended_after(MOST_SECONDS, get_end_of_connection(browser))


def _listen(page: Page, errors: list[PlaywrightError], hosts: set[str]) -> None:
    page.on("pageerror", lambda error: errors.append(error))

    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))


def _get_own_hosts(address: str) -> list[str]:
    """Returns the host of the page and that of its observer's line, from `observer=<port>/<token>`."""
    parts = urlsplit(address)
    observers = parse_qs(parts.query).get("observer", [])
    return [parts.netloc, *(f"127.0.0.1:{each.split('/')[0]}" for each in observers)]


def _is_shown(stage: Stage) -> bool:
    shown = stage.get_shown()
    return shown is not None and shown.status is not None


def _has_asked(stage: Stage) -> bool:
    asked = (RequestArrived, HandshakeArrived)
    return any(isinstance(entry.event, asked) for entry in stage.history.entries)


def _describe_no_start(
    page: BuiltPage,
    stage: Stage,
    errors: Sequence[PlaywrightError],
    unrest: StageError | None,
) -> str:
    lines = ["The page did not start: opened on a running job it shows no line `Status: <status>`."]
    shown = stage.get_shown()
    lines.append(f"It shows: {' / '.join(shown.lines) if shown and shown.lines else 'nothing'}")
    for error in errors:
        lines.append(f"Error: {(error.name or 'Error')}: {error.message}")
        lines += [f"  at {place}" for place in locate(page, error.stack or "")]
    if not errors:
        said = [each.message for _, each in stage.history.of_type(PageComplained)]
        lines += [f"Console: {each}" for each in said]
    if unrest is not None:
        lines.append(str(unrest))
    if page.facts.not_applied:
        lines.append(describe_not_applied(page.source, page.facts.not_applied))
    return "\n".join(lines)
