"""Every tool, by its name on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from e2e.engine.browser import find_browser
from e2e.tools.bench.peers.peer import Peer
from e2e.tools.bench.peers.room import Room
from e2e.tools.bench.peers.with_bombadil import Bombadil
from e2e.tools.bench.peers.with_ours import Ours
from e2e.tools.bench.peers.with_playwright import PlaywrightTest
from e2e.tools.bench.peers.with_pytest import PytestPlaywright
from e2e.tools.bench.peers.with_vitest import VitestMsw

NAMES = ("ours", "pytest-playwright", "playwright-test", "vitest-msw", "bombadil")


def build_peers(room: Room, names: Sequence[str]) -> list[Peer]:
    """Returns the tools of `names`, all with the browser that the gate finds; raises NoBrowser without."""
    found = find_browser()
    browser = found.path or _find_playwrights_own()
    peers: list[Peer] = [
        Ours(),
        PytestPlaywright(browser),
        PlaywrightTest(room, browser),
        VitestMsw(room),
        Bombadil(room, browser, found.is_sandboxed),
    ]
    return [each for each in peers if each.name in names]


def _find_playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)
