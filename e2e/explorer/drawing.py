"""Random schedules: Hypothesis chooses, act by act, among those that the page enables."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence

from anyio.from_thread import BlockingPortal
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky

from e2e.engine.errors import NeverAtRest, StageError
from e2e.explorer.acts import Act
from e2e.explorer.page_pool import PagePool
from e2e.explorer.player import Played
from e2e.explorer.runner import Runner
from e2e.explorer.snapshot import Snapshot
from e2e.explorer.space import Bounds, get_choices
from e2e.explorer.tasks import DrawSchedules, TaskResult, Unplayable


def draw_schedules(
    task: DrawSchedules,
    page_pool: PagePool,
    portal: BlockingPortal,
    is_stopped: Callable[[], bool],
) -> TaskResult:
    """Plays the schedules that Hypothesis draws, and returns their result.

    Called in a thread of its own, because Hypothesis blocks; `portal` leads to the loop on which
    `page_pool` plays.
    """
    until = None if task.seconds is None else time.monotonic() + task.seconds
    drawer = _Drawer(task, page_pool, portal, until, is_stopped)
    drawer.draw()
    drawer.result.is_done = not is_stopped()
    return drawer.result


class _Drawer:
    def __init__(
        self,
        task: DrawSchedules,
        page_pool: PagePool,
        portal: BlockingPortal,
        until: float | None,
        is_stopped: Callable[[], bool],
    ) -> None:
        self.result = TaskResult()
        self._task = task
        self._page_pool = page_pool
        self._portal = portal
        self._until = until
        self._is_stopped = is_stopped

    @property
    def is_over(self) -> bool:
        """Whether the time is over, or the task was recalled."""
        return self._is_stopped() or (self._until is not None and time.monotonic() >= self._until)

    def draw(self) -> None:
        """Draws and plays the schedules of the task."""

        @seed(self._task.seed)
        @settings(
            max_examples=self._task.count,
            phases=(Phase.generate,),
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
            print_blob=False,
        )
        @given(st.data())
        def schedule(data: st.DataObject) -> None:
            if not self.is_over:
                self._play(data)
                self.result.drawn += 1

        # Hypothesis raises Flaky where the time is over, or where the page enables other acts after the
        # same ones than before. Both only end this portion.
        with contextlib.suppress(Flaky):
            schedule()

    def _draw_bounds(self, data: st.DataObject) -> Bounds:
        """Draws the bounds of this schedule. Most allow few disturbances, because most bugs need few."""
        bounds = self._task.bounds
        disturbances = data.draw(st.sampled_from([1, 1, 2, 3, bounds.disturbances]))
        return bounds.model_copy(update={"disturbances": min(disturbances, bounds.disturbances)})

    def _draw_end(self, data: st.DataObject, snapshot: Snapshot, acts: Sequence[Act]) -> bool:
        """Draws whether the schedule ends early: with no answer held, the state on the screen lasts."""
        is_settled = bool(acts) and not snapshot.held_answers
        return is_settled and data.draw(st.integers(0, 3)) == 0

    def _draw_acts(self, data: st.DataObject, runner: Runner) -> Played:
        call = self._portal.call
        length = data.draw(st.integers(min(1, self._task.most), self._task.most))
        bounds = self._draw_bounds(data)
        try:
            snapshot = call(runner.begin)
            while len(runner.acts) < length:
                choices = get_choices(snapshot, runner.acts, bounds)
                if not choices or self._draw_end(data, snapshot, runner.acts):
                    break
                snapshot = call(runner.play_act, data.draw(st.sampled_from(choices)))
            return call(runner.finish)
        except NeverAtRest as error:
            return call(runner.cut_off, error)

    def _play(self, data: st.DataObject) -> None:
        call = self._portal.call
        runner = call(self._page_pool.get_runner, self._task.network)
        try:
            played = self._draw_acts(data, runner)
        except StageError as error:
            acts = tuple(runner.acts)
            self.result.unplayable.append(Unplayable(acts=acts, reason=str(error)))
            call(self._page_pool.give_up_page, self._task.network)
            return
        finally:
            call(runner.stop)
        call(self._page_pool.note, played, self.result)
