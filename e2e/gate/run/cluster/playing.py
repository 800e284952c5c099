"""Plays scenarios on many machines: hands out orders, and takes their results."""

from __future__ import annotations

import traceback
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from pathlib import Path

from e2e.catalogue.durations import get_durations, sort_longest_first
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.gate.run.cluster.order import PlayOrder
from e2e.gate.run.machine import describe_machine
from e2e.gate.run.play import Plays, PlaySettings, play
from e2e.pages.errors import Undecided
from e2e.workers import ClusterRefused, WorkerPool

PlayAll = Callable[
    [Sequence[Plays], PlaySettings, Sequence[Scenario], Callable[[Result], None]], list[Result]
]
"""A function with the contract of `e2e.gate.run.play.play`."""


@contextmanager
def open_player(
    address: str | None, builds: Sequence[Path], tell: Callable[[str], None]
) -> Iterator[PlayAll]:
    """Yields the function that plays: on the cluster at `address`, or here with pytest for None.

    The workers of the cluster get `builds`, and `tell` a line that says which workers there are. Plays
    with evidence or in a window stay here. Raises Undecided where the cluster cannot be used.
    """
    if address is None:
        yield play
        return
    # Dask is an optional extra, and takes half a second to import.
    from e2e.workers.cluster import open_cluster

    try:
        with open_cluster(address, builds, describe_machine, tell) as pool:
            yield (
                lambda pages, settings, known, on_result: (
                    play_far(pool, pages, settings, known, on_result)
                    if settings.evidence is None
                    else play(pages, settings, known, on_result)
                )
            )
    except ClusterRefused as error:
        raise Undecided(str(error)) from None


def play_far(
    pool: WorkerPool,
    pages: Sequence[Plays],
    settings: PlaySettings,
    known: Sequence[Scenario],
    on_result: Callable[[Result], None],
) -> list[Result]:
    """Plays all scenarios of `pages` on `pool`, and returns a result for each, as they end.

    Each is a task of its own, the longest first: a lost worker interrupts one play, which is played
    again. One that could not be played is inconclusive. Calls `on_result` with each result.
    """
    scenarios = {each.id: each for each in known}
    under_way = {pool.submit(play_order, each): each for each in _make_orders(pages, settings)}
    results = []
    for future in as_completed(under_way):
        order = under_way[future]
        results.append(_get_result(future, scenarios[order.scenario], order.page))
        on_result(results[-1])
    return results


def play_order(order: PlayOrder) -> str:
    """Plays an order on the worker that it runs on; returns the Result as JSON, as pytest sends it."""
    # Only a worker needs Playwright and pytest.
    from e2e.gate.run.cluster.worker import play_here

    return play_here(order).model_dump_json()


def _make_orders(pages: Sequence[Plays], settings: PlaySettings) -> list[PlayOrder]:
    session = uuid.uuid4().hex
    wanted = {id for page in pages for id in page.scenarios}
    return [
        PlayOrder(
            page=page.name,
            build=page.folder.name,
            scenario=id,
            network=settings.network,
            wire=settings.wire,
            isolation=settings.isolation,
            confirms=settings.confirms,
            session=session,
        )
        for id in sort_longest_first(wanted, get_durations())
        for page in pages
        if id in page.scenarios
    ]


def _get_result(future: Future[str], scenario: Scenario, page: str) -> Result:
    try:
        return Result.model_validate_json(future.result())
    except Exception as error:  # every error of a worker is told as that of its scenario
        told = traceback.format_exception_only(error)[-1].strip()
        return scenario.give_up(page, f"it could not be played: {told}")
