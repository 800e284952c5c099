"""`python -m e2e.tools.remount_compared`: each scenario in a shared document and in one of its own.

Exit code 0 when each scenario that a shared document can play has one history at both levels.
"""

from __future__ import annotations

import difflib
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from playwright.sync_api import sync_playwright

from e2e.catalogue.play import play
from e2e.catalogue.scenario import Level, Scenario
from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.browser import find_browser
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import get_scenarios
from e2e.history.across_levels import get_comparable
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression
from e2e.stage.stage import Stage

LINES = 12
"""The most lines of a difference that are shown."""

EACH = 50
"""The number of scenarios after which the progress is shown."""


@dataclass(slots=True)
class RemountCompared:
    """Plays scenarios on one page at `remount` and at `document`, and keeps the seconds of each level."""

    build: Path
    backstage: Backstage
    browser: KeptBrowser
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def compare(self, scenario: Scenario) -> list[str] | None:
        """Returns the differences of the two histories; None where the scenario needs a document."""
        began = perf_counter()
        shared, is_shared = self._play(scenario, "remount")
        if not is_shared:
            return None
        middle = perf_counter()
        alone, _ = self._play(scenario, "document")
        self.seconds["remount"] += middle - began
        self.seconds["document"] += perf_counter() - middle
        return list(difflib.unified_diff(shared, alone, "shared", "alone", lineterm="", n=1))

    def _play(self, scenario: Scenario, level: Level) -> tuple[list[str], bool]:
        """Returns the comparable history with the outcome, and whether the document was a shared one."""
        lines: list[str] = []
        is_shared = False

        def look(stage: Stage) -> None:
            nonlocal is_shared
            lines.extend(get_comparable(stage.history))
            is_shared = stage.session.tabs[0].is_shared

        result = play(
            scenario,
            {"name": "page", "build": str(self.build)},
            backstage=self.backstage,
            browser=self.browser,
            isolation=level,
            look=look,
        )
        return [*lines, f"{result.outcome} {result.reason or ''}"], is_shared


def run(
    only: Annotated[str, typer.Option(help="Only scenarios with this in their id.")] = "",
    regression: Annotated[
        str | None, typer.Option(help="Play on this wrong page; on our good one by default.")
    ] = None,
) -> None:
    """Play each scenario at both levels, and show where the histories differ."""
    patch = get_regression(regression) if regression else None
    name = regression or "reference"
    build = build_pages([PageSource(name, REFERENCE, patch)], lambda page: None)[name].folder
    source = find_browser().source
    scenarios = [each for each in get_scenarios() if only in each.id]
    equal, differing = 0, 0
    with sync_playwright() as playwright, open_backstage() as backstage:
        browser = KeptBrowser(lambda: source.start(playwright.chromium), backstage)
        compared = RemountCompared(build, backstage, browser)
        for number, scenario in enumerate(scenarios, 1):
            lines = compared.compare(scenario)
            equal += lines == []
            if lines:
                differing += 1
                print(scenario.id, *lines[:LINES], sep="\n  ", flush=True)
            if number % EACH == 0:
                print(f"  {number} of {len(scenarios)} scenarios", flush=True)
        browser.close()
    print(
        f"{len(scenarios)} scenarios: {equal} equal, {differing} differ, "
        f"{len(scenarios) - equal - differing} need a document of their own"
    )
    print(", ".join(f"{level} {seconds:.0f} s" for level, seconds in compared.seconds.items()))
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    typer.run(run)
