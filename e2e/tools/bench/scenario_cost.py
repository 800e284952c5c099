"""Compares the cost of a scenario with a minimal browser test, and virtual time with real time."""

from __future__ import annotations

import random
from functools import partial
from statistics import median

from e2e.catalogue.play import play
from e2e.catalogue.scenario import Isolation, Scenario
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import get_scenarios
from e2e.tools.bench.ground import Ground, get_seconds, open_ground, play_floor

ROUNDS = 120
"""The number of scenarios, which are drawn from the whole catalogue, and of floors between them."""


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Returns `scenario_cost_ratio`, `attached_cost_ratio` and `virtual_time_ratio`.

    The first is the cost of a scenario as the gate plays it, most of them in a document of its own, in
    floors (`play_floor`); the second the cost of the same scenario in a context with Playwright attached.
    The third is the virtual time of the scenario's page divided by the real time of the first play.
    """
    drawn = random.Random(231).sample(get_scenarios(), rounds)
    floors: list[float] = []
    costs: list[float] = []
    attached: list[float] = []
    rates: list[float] = []
    with open_ground() as ground:
        chromium, source = ground.playwright.chromium, ground.browser.source
        plain = chromium.launch(executable_path=source.path)
        browser = KeptBrowser(lambda: source.start(chromium), ground.backstage)
        browser.get_windows()
        for each in drawn:
            floors.append(get_seconds(lambda: play_floor(ground, plain)))
            cost = get_seconds(partial(_play, each, ground, browser, each.isolation))
            costs.append(cost)
            rates.append(ground.backstage.now() / 1000 / cost)
            attached.append(get_seconds(partial(_play, each, ground, browser, "context")))
        plain.close()
        browser.close()
    return {
        "scenario_cost_ratio": median(costs) / median(floors),
        "attached_cost_ratio": median(attached) / median(floors),
        "virtual_time_ratio": median(rates),
    }


def _play(scenario: Scenario, ground: Ground, browser: KeptBrowser, isolation: Isolation) -> None:
    page = {"name": "reference", "build": str(ground.page)}
    result = play(scenario, page, backstage=ground.backstage, browser=browser, isolation=isolation)
    if result.outcome != "passed":
        raise RuntimeError(f"Failed to measure {scenario.id}: it {result.outcome}.")
