"""Workers of a cluster that play the orders of a campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from pathlib import Path

from e2e.gate.run.machine import describe_machine
from e2e.mutation.campaign import Campaign
from e2e.mutation.played import Order, Played
from e2e.pages.errors import Undecided
from e2e.workers import ClusterRefused, WorkerLost, WorkerPool
from mock_backend import DialectName


class FarWorkers:
    """The workers of a pool, for one built page; `play_until` may be called several times."""

    def __init__(self, pool: WorkerPool, build: str, wire: DialectName) -> None:
        self._pool = pool
        self._build = build
        self._wire = wire

    def play_until(
        self,
        campaign: Campaign,
        is_enough: Callable[[Campaign], bool],
        on_played: Callable[[Played], None],
    ) -> None:
        """Plays the orders of `campaign` until it has no more, or `is_enough` returns true.

        Calls `on_played` after each play that the campaign has taken in. A worker that is lost is
        replaced by another one; raises Undecided where several are lost with one order.
        """
        under_way: dict[Future[Played], Order] = {}
        while True:
            # No order waits for a worker, because each play may tell that another one is not needed.
            while (
                len(under_way) < self._pool.size
                and not is_enough(campaign)
                and (order := campaign.next_order()) is not None
            ):
                under_way[self._pool.submit(play_order, self._build, self._wire, order)] = order
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                campaign.take(played := _get_played(future, under_way.pop(future)))
                on_played(played)


@contextmanager
def open_far_workers(
    address: str, build: Path, wire: DialectName, tell: Callable[[str], None]
) -> Iterator[FarWorkers]:
    """Yields the workers of the cluster at `address`, which get the built page in `build`.

    Calls `tell` with a line that says which workers there are. Raises Undecided where the cluster cannot
    be used.
    """
    # Dask is an optional extra.
    from e2e.workers.cluster import open_cluster

    try:
        with open_cluster(address, [build], describe_machine, tell) as pool:
            yield FarWorkers(pool, build.name, wire)
    except ClusterRefused as error:
        raise Undecided(str(error)) from None


def play_order(build: str, wire: DialectName, order: Order) -> Played:
    """Plays an order on the worker that it runs on."""
    # Only a worker needs Playwright and pytest.
    from e2e.gate.run.cluster.worker import play_mutants_here

    return play_mutants_here(build, wire, order)


def _get_played(future: Future[Played], order: Order) -> Played:
    try:
        return future.result()
    except WorkerLost as error:
        mutants = f" with mutant {', '.join(order.mutants)}" if order.mutants else ""
        raise Undecided(
            f"Failed to go on: {error}, with the same play: {order.scenario}{mutants}. "
            "Begin again with --resume."
        ) from None
    except Exception as error:  # every error of a worker is told as that of its play
        return Played(
            order=order, outcome="inconclusive", reason=f"{type(error).__name__}: {error}"
        )
