"""Plays on a worker of a cluster, which keeps its backend and its browser from play to play."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from e2e.catalogue.confirmation import Confirmation
from e2e.catalogue.play import play
from e2e.catalogue.playing_thread import PlayingThread, open_playing_thread
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Isolation, Scenario
from e2e.engine.backstage import Backstage
from e2e.engine.browser import BrowserSource
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import get_files_of_our_page, get_own_scenarios, get_scenarios
from e2e.gate.run.cluster.order import PlayOrder
from e2e.mutation.played import Order, Played
from e2e.mutation.player import Player
from e2e.workers import keep_open
from e2e.workers.cluster_worker import get_current
from mock_backend import DialectName
from mock_backend.dialects import NamedDialect


def play_here(order: PlayOrder) -> Result:
    """Plays an order with the build and the browser of this machine, as the gate's pytest does."""
    scenario = _get_catalogue()[order.scenario]
    page = {"name": order.page, "build": str(get_current().builds[order.build])}
    dialect = NamedDialect(order.wire).load()
    confirmation = keep_open(order.session, lambda: _keep(Confirmation(order.confirms)))
    level: Isolation = "context" if order.isolation == "context" else scenario.isolation

    def play_twice(backstage: Backstage, browser: KeptBrowser) -> Result:
        return confirmation.play(
            lambda isolation: play(
                scenario,
                page,
                backstage=backstage,
                browser=browser,
                network=order.network,
                dialect=dialect,
                isolation=isolation,
            ),
            level,
        )

    return _get_playing_thread().call(play_twice)


def play_mutants_here(build: str, wire: DialectName, order: Order) -> Played:
    """Plays a scenario with mutants in effect, with the build and the browser of this machine."""
    folder = get_current().builds[build]
    dialect = NamedDialect(wire).load()
    return _get_playing_thread().call(
        lambda backstage, browser: Player(
            folder, backstage, browser, dialect, _get_alone(build)
        ).play(_get_catalogue()[order.scenario], order)
    )


def _get_playing_thread() -> PlayingThread:
    """Returns the thread that plays for this task's thread, with the browser of this machine."""
    described = get_current().described
    source = described.source if described else None
    assert isinstance(source, BrowserSource)
    return keep_open(PlayingThread, lambda: open_playing_thread(source))


@cache
def _get_alone(build: str) -> set[str]:
    """Returns the scenarios that need a document of their own, as far as plays have shown it."""
    return set()


@cache
def _get_catalogue() -> dict[str, Scenario]:
    own = (each for file in get_files_of_our_page() for each in get_own_scenarios(file))
    return {each.id: each for each in (*get_scenarios(), *own)}


@contextmanager
def _keep(confirmation: Confirmation) -> Iterator[Confirmation]:
    yield confirmation
