"""Every tool, by its name on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from e2e.engine.browser import find_browser
from e2e.tools.bench.peers.peer import Peer
from e2e.tools.bench.peers.room import open_room
from e2e.tools.bench.peers.with_bombadil import Bombadil
from e2e.tools.bench.peers.with_ours import Ours
from e2e.tools.bench.peers.with_playwright import PlaywrightTest
from e2e.tools.bench.peers.with_pytest import PytestPlaywright
from e2e.tools.bench.peers.with_vitest import VitestMsw

NAMES = ("ours", "pytest-playwright", "playwright-test", "vitest-msw", "bombadil")
NEED_PACKAGES = NAMES[2:]


def build_peers(
    names: Sequence[str], scenarios: tuple[str, ...], tell: Callable[[str], None]
) -> list[Peer]:
    """Returns the tools of `names`, with the browser that the gate finds; raises NoBrowser without.

    The npm packages are installed where one of them needs packages, and only then.
    """
    found = find_browser()
    browser = found.source.path or _find_playwrights_own()
    peers: list[Peer] = [Ours(scenarios), PytestPlaywright(browser, scenarios)]
    if not set(names).isdisjoint(NEED_PACKAGES):
        room = open_room(tell)
        peers += [
            PlaywrightTest(room, browser, scenarios),
            VitestMsw(room, scenarios),
            Bombadil(room, browser, found.source.is_sandboxed, len(scenarios)),
        ]
    return [each for each in peers if each.name in names]


def _find_playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)
