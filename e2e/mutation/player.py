"""Plays a scenario with a mutant in effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from e2e.catalogue.plugin import play
from e2e.catalogue.scenario import Scenario
from e2e.engine.backstage import Backstage
from e2e.engine.kept_browser import KeptBrowser
from e2e.history.page_events import PageComplained, Shown
from e2e.history.steady import get_steady
from e2e.mutation.played import Broken, Order, Played
from e2e.stage.stage import Stage
from mock_backend import Dialect

HIT_LIMIT = "Hit count limit reached"
"""The error of the instrumented source when it runs the code of its mutant too often (mutants.ts)."""

MOST_SHOWN = 400
"""The most shown states that are kept of one play."""


@dataclass(frozen=True, slots=True)
class Player:
    """Plays scenarios on one instrumented page, with the backend and the browser of one worker."""

    build: Path
    backstage: Backstage
    browser: KeptBrowser
    dialect: Dialect

    def play(self, scenario: Scenario, mutants: tuple[str, ...]) -> Played:
        """Plays `scenario` in a document of its own with `mutants` in effect, and returns the result."""
        seen: dict[str, Stage] = {}
        result = play(
            scenario,
            {"name": "mutated", "build": str(self.build)},
            backstage=self.backstage,
            browser=self.browser,
            dialect=self.dialect,
            isolation=scenario.isolation,
            mutants=mutants,
            look=lambda stage: seen.update(stage=stage),
        )
        stage = seen.get("stage")
        return Played(
            order=Order(scenario=scenario.id, mutants=mutants),
            outcome=result.outcome,
            reason=result.reason,
            broken=tuple(
                Broken(property=each.property, severity=each.severity, detail=each.detail)
                for each in result.findings
            ),
            cause=result.cause.id if result.cause else None,
            has_no_end=result.is_hung or (stage is not None and _has_no_end(stage)),
            history_key=result.history_key,
            shown=tuple(_describe_shown(stage))[:MOST_SHOWN] if stage else (),
            reached=stage.reached_mutants if stage else frozenset(),
        )


def _has_no_end(stage: Stage) -> bool:
    return stage.session.is_endless or any(
        HIT_LIMIT in event.message
        for history in stage.histories
        for _, event in history.of_type(PageComplained)
    )


def _describe_shown(stage: Stage) -> Iterator[str]:
    for history in stage.histories:
        shown = (each.event for each in get_steady(history) if isinstance(each.event, Shown))
        lines = (" / ".join(event.lines) or "nothing" for event in shown)
        yield from (state for state, _ in groupby(lines))
