"""Compares the cost of a scenario through nginx with the same scenario without a proxy."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Sequence

from playwright.sync_api import sync_playwright

from e2e.catalogue.play import play
from e2e.engine.browser import find_browser
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.network import DIRECT
from e2e.gate.run.catalogue import choose_scenario
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.stage import open_backstage

SCENARIOS = (
    "reconnect-late-progress",
    "reconnect-silent",
    "missed-while-connected",
    "guard-after-a-poll-saw-completed",
    "offline-and-back",
    "asleep-while-polling",
)
"""One of each kind: sockets, polls, held answers, refused handshakes."""


def measure(*, rounds: int = 9, profile: str = "obeying") -> dict[str, float]:
    """Returns `proxy_cost_ratio`: the median over scenarios of the ratio of their median times.

    Each round plays every scenario once without a proxy and once through it, in turn, so that other work
    of the machine affects both in the same way.
    """
    source = PageSource("reference", REFERENCE)
    built = build_pages([source], lambda page: None)[source.name]
    page = {"name": source.name, "build": str(built.folder)}
    scenarios = [choose_scenario(id) for id in SCENARIOS]
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    browser_source = find_browser().source
    with sync_playwright() as playwright, open_backstage() as backstage:
        browser = KeptBrowser(lambda: browser_source.start(playwright.chromium), backstage)
        for number in range(rounds + 1):
            for scenario in scenarios:
                for network in _take_turns(number, (DIRECT, profile)):
                    began = time.perf_counter()
                    result = play(
                        scenario, page, backstage=backstage, browser=browser, network=network
                    )  # fmt: skip
                    if result.outcome != "passed":
                        raise RuntimeError(f"Failed to measure {scenario.id}: {result.reason}")
                    # The first round starts the proxy and warms both up, so it does not count.
                    if number > 0:
                        seconds[scenario.id, network].append(time.perf_counter() - began)
        browser.close()
    ratios = [
        statistics.median(seconds[each.id, profile]) / statistics.median(seconds[each.id, DIRECT])
        for each in scenarios
    ]
    return {"proxy_cost_ratio": statistics.median(ratios)}


def _take_turns(number: int, networks: Sequence[str]) -> Sequence[str]:
    return networks if number % 2 == 0 else networks[::-1]
