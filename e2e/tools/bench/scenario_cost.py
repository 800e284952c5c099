"""Compares the cost of a scenario with a minimal browser test, and virtual time with real time."""

from __future__ import annotations

import random
from statistics import median

from playwright.sync_api import Browser, expect

from e2e.catalogue.plugin import play
from e2e.catalogue.scenario import Scenario
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.window import LAUNCH_ARGUMENTS
from e2e.gate.run.catalogue import get_scenarios
from e2e.tools.bench.ground import Ground, get_seconds, open_ground

ROUNDS = 120
"""The number of scenarios, which are drawn from the whole catalogue, and of floors between them."""


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Returns `scenario_cost_ratio` and `virtual_time_ratio`.

    The floor is a fresh context, one load of the same page, one assertion and close, as in a plain
    pytest-playwright test with the browser options of pytest-playwright. `virtual_time_ratio` is the
    virtual time of the scenario's page divided by the real time of the play.
    """
    drawn = random.Random(231).sample(get_scenarios(), rounds)
    floors: list[float] = []
    costs: list[float] = []
    rates: list[float] = []
    with open_ground() as ground:
        chromium, path = ground.playwright.chromium, ground.browser.path
        plain = chromium.launch(executable_path=path)
        browser = KeptBrowser(
            lambda: chromium.launch(executable_path=path, args=[*LAUNCH_ARGUMENTS]),
            ground.backstage,
        )
        browser.get_windows()
        for each in drawn:
            floors.append(get_seconds(lambda: _play_floor(ground, plain)))
            cost = get_seconds(lambda each=each: _play(each, ground, browser))  # type: ignore[misc]
            costs.append(cost)
            rates.append(ground.backstage.now() / 1000 / cost)
        plain.close()
        browser.close()
    return {
        "scenario_cost_ratio": median(costs) / median(floors),
        "virtual_time_ratio": median(rates),
    }


def _play(scenario: Scenario, ground: Ground, browser: KeptBrowser) -> None:
    page = {"name": "reference", "build": str(ground.page)}
    result = play(scenario, page, backstage=ground.backstage, browser=browser)
    if result.outcome != "passed":
        raise RuntimeError(f"Failed to measure {scenario.id}: it {result.outcome}.")


def _play_floor(ground: Ground, browser: Browser) -> None:
    backend = ground.backstage.backend
    job = ground.backstage.call(lambda: backend.create_job(status="running", progress=40))
    address = f"{backend.base_url}{ground.backstage.publish(ground.page)}?job={job.id}"
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Status: running")).to_be_visible()
    context.close()
    ground.backstage.call(lambda: backend.forget_job(job.id))
