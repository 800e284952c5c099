"""Tries the browsers of the ladder, from the one that the person named down to the fetched one."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from e2e.engine.browser import (
    fetched,
    named,
    on_server,
    playwrights_own,
    remembered,
    system,
)
from e2e.engine.browser.found import Candidate, FoundBrowser, NoBrowser, RungBroke
from e2e.engine.browser.server import BrowserServer
from e2e.engine.browser.source import BrowserSource

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

START_LIMIT = 20_000
"""Milliseconds of real time that a browser has to start before its rung is given up."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One step of the ladder: either a browser that started, or the reason why it did not."""

    rung: str
    found: FoundBrowser | None
    reason: str | None


def find_browser(
    named_path: Path | None = None, *, server: BrowserServer | None = None, headed: bool = False
) -> FoundBrowser:
    """Returns the first browser on the ladder that starts.

    Where the person named a browser or a server, it is the only rung. With `headed` only a browser with a
    window counts. One of this machine that an earlier command found is not started again for it
    (`remembered`). Raises NoBrowser with the reason of each rung.
    """
    if server is not None:
        return on_server.find(server)
    known = remembered.recall(named_path, headed=headed)
    if known is not None:
        return known
    reasons: list[str] = []
    with closing(climb(named_path, headed=headed)) as steps:
        for step in steps:
            if step.found is not None:
                remembered.remember(step.found, named_path, headed=headed)
                return step.found
            reasons.append(step.reason or step.rung)
    raise NoBrowser(reasons)


def climb(named_path: Path | None = None, *, headed: bool = False) -> Generator[Tried]:
    """Tries every browser on the ladder, the preferred one first, and yields the result of each."""
    try:
        chosen = named.get_candidates(named_path)
    except RungBroke as broke:
        yield Tried("named", None, str(broke))
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        rungs: dict[str, Callable[[], list[Candidate]]] = {
            "named": lambda: chosen,
            "Playwright's own": lambda: playwrights_own.get_candidates(playwright, headed=headed),
            "the system's": lambda: system.get_candidates(headed=headed),
            "fetched by set-up": fetched.get_candidates,
        }
        for name, get_candidates in rungs.items():
            if chosen and name != "named":
                return
            try:
                candidates = get_candidates()
            except RungBroke as broke:
                yield Tried(name, None, str(broke))
                continue
            for candidate in candidates:
                yield _start(playwright, candidate, headed)


def _start(playwright: Playwright, candidate: Candidate, headed: bool) -> Tried:
    """Starts a candidate in Chromium's sandbox, and without it where this fails on this machine."""
    from playwright.sync_api import Error as PlaywrightError

    reason = ""
    for is_sandboxed in (True, False):
        source = BrowserSource(candidate.path, is_sandboxed)
        try:
            browser = source.start(playwright.chromium, headless=not headed, timeout=START_LIMIT)
        except PlaywrightError as error:
            reason = f"{candidate.rung}: {_first_line(error.message)}"
            continue
        found = FoundBrowser(candidate.rung, source, browser.version)
        browser.close()
        return Tried(candidate.rung, found, None)
    return Tried(candidate.rung, None, reason)


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return lines[0].removeprefix("BrowserType.launch: ") if lines else "does not start."
