"""Processes that play, each with a thread that sends it orders, until a campaign has no more."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress

from e2e.gate.run.mutation.worker import WorkerSetup
from e2e.mutation.campaign import Campaign
from e2e.mutation.played import Order, Played
from e2e.pages.errors import Undecided
from e2e.pages.places import LOGS, ROOT


class Workers:
    """The processes that play in one run; `play_until` may be called several times."""

    def __init__(self, processes: list[subprocess.Popen[str]]) -> None:
        self._processes = processes
        self._is_stopped = False

    def play_until(
        self,
        campaign: Campaign,
        is_enough: Callable[[Campaign], bool],
        on_played: Callable[[Played], None],
    ) -> None:
        """Plays the orders of `campaign` until it has no more, or `is_enough` returns true.

        Calls `on_played` after each play that the campaign has taken in, and never from two threads at a
        time. Raises Undecided if a process has ended.
        """
        changed = threading.Condition()

        def take_order() -> Order | None:
            with changed:
                while not self._is_stopped and not is_enough(campaign):
                    order = campaign.next_order()
                    if order is not None:
                        return order
                    if not campaign.has_plays_under_way:
                        break
                    changed.wait()
                changed.notify_all()
                return None

        def feed(process: subprocess.Popen[str]) -> None:
            while (order := take_order()) is not None:
                try:
                    played = _play(process, order)
                except BaseException:
                    with changed:
                        self._is_stopped = True
                        changed.notify_all()
                    raise
                with changed:
                    campaign.take(played)
                    on_played(played)
                    changed.notify_all()

        with ThreadPoolExecutor(len(self._processes)) as threads:
            try:
                futures = [threads.submit(feed, each) for each in self._processes]
                wait(futures, return_when=FIRST_EXCEPTION)
                for each in futures:
                    each.result()
            except BaseException:
                self._stop(changed)
                raise

    def _stop(self, changed: threading.Condition) -> None:
        with changed:
            self._is_stopped = True
            changed.notify_all()
        for process in self._processes:
            process.terminate()


@contextmanager
def open_workers(count: int, setup: WorkerSetup) -> Iterator[Workers]:
    """Starts `count` processes, and ends them with the block."""
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "mutation.log").open("w", encoding="utf-8") as log:
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "e2e.gate.run.mutation.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                start_new_session=True,
            )
            for _ in range(count)
        ]
        try:
            for each in processes:
                print(setup.model_dump_json(), file=each.stdin, flush=True)
            yield Workers(processes)
        finally:
            for each in processes:
                assert each.stdin is not None
                # A process that has ended may not have read its last order.
                with suppress(BrokenPipeError):
                    each.stdin.close()
            for each in processes:
                each.wait()
                assert each.stdout is not None
                each.stdout.close()


def _play(process: subprocess.Popen[str], order: Order) -> Played:
    assert process.stdout is not None
    try:
        print(order.model_dump_json(), file=process.stdin, flush=True)
        line = process.stdout.readline()
    except OSError:
        line = ""
    if not line:
        log = (LOGS / "mutation.log").relative_to(ROOT)
        raise Undecided(
            f"Failed to go on: a process that plays has ended. Its own words are in {log}. "
            "Begin again with --resume."
        )
    answer = json.loads(line)
    if "error" in answer:
        return Played(order=order, outcome="inconclusive", reason=answer["error"])
    return Played.model_validate(answer)
