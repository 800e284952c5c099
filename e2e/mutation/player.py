"""Plays a scenario with a mutant in effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from e2e.catalogue.play import play
from e2e.catalogue.scenario import Scenario
from e2e.engine.backstage import Backstage
from e2e.engine.kept_browser import KeptBrowser
from e2e.history.across_levels import get_comparable_key
from e2e.history.page_events import PageComplained, Shown
from e2e.history.steady import get_steady
from e2e.mutation.played import Broken, Order, Played
from e2e.stage.stage import Stage
from mock_backend import Dialect

HIT_LIMIT = "Hit count limit reached"
"""The error of the instrumented source when it runs the code of its mutant too often (mutants.ts)."""

MOST_SHOWN = 400
"""The most shown states that are kept of one play."""

COMPARED = 4
"""The number of plays without a mutant in a shared document that are compared with plays in their own.

A page that counts its plays in a module differs by the second one.
"""


@dataclass(slots=True)
class Player:
    """Plays scenarios on one instrumented page, with the backend and the browser of one worker.

    The plays share a document where the scenario opens no other one and no mutant is in code that runs
    while a document is loaded. `alone` are the scenarios that turned out to need a document of their own.
    `shares` is False once a play had another history in the shared document: then no play shares it.
    """

    build: Path
    backstage: Backstage
    browser: KeptBrowser
    dialect: Dialect
    alone: set[str] = field(default_factory=set)
    shares: bool = field(default=True, init=False)
    _compared: int = field(default=0, init=False)

    def play(self, scenario: Scenario, order: Order) -> Played:
        """Plays `scenario` with the mutants of `order` in effect, and returns the result."""
        seen, played = self._play(scenario, order)
        if order.mutants or not seen.shares_document or self._compared == COMPARED:
            return played
        self._compared += 1
        _, apart = self._play(scenario, order.model_copy(update={"is_fresh": True}))
        if apart.history_key == played.history_key:
            return played
        self.shares = False
        return apart.model_copy(update={"order": order})

    def _play(self, scenario: Scenario, order: Order) -> tuple[_Seen, Played]:
        seen = _Seen()
        can_share = (
            self.shares and scenario.isolation == "document" and scenario.id not in self.alone
        )
        loaded = self.browser.get_windows().get_loaded_mutants()
        is_shared = can_share and not order.is_fresh and loaded.isdisjoint(order.mutants)
        result = play(
            scenario,
            {"name": "mutated", "build": str(self.build)},
            backstage=self.backstage,
            browser=self.browser,
            dialect=self.dialect,
            isolation="remount" if is_shared else scenario.isolation,
            mutants=order.mutants,
            look=seen.take,
        )
        if is_shared and not seen.shares_document and not order.mutants:
            self.alone.add(scenario.id)
        if seen.shares_document and order.mutants and seen.history_key != order.unmutated_key:
            # A mutant that did something may have left something behind.
            self.browser.get_windows().close_shared()
        return seen, Played(
            order=order,
            outcome=result.outcome,
            reason=result.reason,
            broken=tuple(
                Broken(property=each.property, severity=each.severity, detail=each.detail)
                for each in result.findings
            ),
            cause=result.cause.id if result.cause else None,
            has_no_end=result.is_hung or seen.has_no_end,
            history_key=seen.history_key,
            shown=seen.shown,
            reached=seen.reached,
        )


@dataclass(slots=True)
class _Seen:
    """The parts of a stage that a mutation run keeps, taken before its page is unmounted."""

    history_key: str | None = None
    has_no_end: bool = False
    shares_document: bool = False
    shown: tuple[str, ...] = ()
    reached: frozenset[str] = frozenset()

    def take(self, stage: Stage) -> None:
        self.history_key = get_comparable_key(stage.history)
        self.has_no_end = _has_no_end(stage)
        self.shares_document = stage.session.tabs[0].is_shared
        self.shown = tuple(_describe_shown(stage))[:MOST_SHOWN]
        self.reached = stage.session.reached_mutants


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
