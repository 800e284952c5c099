"""Plays schedules on fresh pages, each on a stage of its own in a browser context of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from e2e.engine.backstage import Backstage, open_backstage
from e2e.engine.browser import BrowserServer, BrowserSource
from e2e.engine.browser.ending import ended_after, get_end_of_connection
from e2e.engine.errors import NeverAtRest, PageGone, StageError
from e2e.engine.windows import Windows
from e2e.explorer.ending import JOB_1, JOB_2
from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.judge import judge
from e2e.explorer.player import NotEnabled, Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.schedule_acts import ScheduleActs
from e2e.explorer.snapshot import Snapshot
from e2e.stage.opening import open_stage
from e2e.stage.stage import Stage
from mock_backend.dialects import DIALECTS, Dialect, read_recorded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Error as PlaywrightError

MOST_SECONDS = 120.0
"""Seconds of real time that a play on a server takes at most: one takes 2 s."""


class Witness(Protocol):
    """Keeps evidence of a schedule. Its methods are called while the schedule is played."""

    def begin(self, context: BrowserContext) -> None:
        """Called when the browser context is open and has no page yet."""

    def note_rest(self, stage: Stage) -> None:
        """Called when the page is at rest after an act."""

    def end(self, context: BrowserContext, stage: Stage) -> None:
        """Called when the schedule is over and the page is still open."""


class _Nobody:
    def begin(self, context: BrowserContext) -> None:
        pass

    def note_rest(self, stage: Stage) -> None:
        pass

    def end(self, context: BrowserContext, stage: Stage) -> None:
        pass


class FreshStages:
    """A `Player` that plays each schedule on a page of its own, to confirm findings of a shared page.

    It plays on a `Stage` as the catalogue does, in a browser context with Playwright attached. Call it
    only from the thread that opened the browser. The backend answers with the bodies of `recorded` where
    they are given, else in the schedule's dialect. `is_slow`: the browser runs in slow motion for a
    person who watches. `server` is the one that the browser is on; a connection to it that goes silent is
    ended after `MOST_SECONDS`, as Playwright would wait for ever.
    """

    def __init__(
        self,
        backstage: Backstage,
        browser: Browser,
        build: Path,
        *,
        recorded: Dialect | None = None,
        is_slow: bool = False,
        server: BrowserServer | None = None,
    ) -> None:
        self._recorded = recorded
        self._is_slow = is_slow
        self._backstage = backstage
        self._browser = browser
        self._server = server
        self._windows = Windows(browser, backstage, is_on_server=server is not None)
        self._build = build

    def play(self, schedule: Schedule, *, witness: Witness | None = None) -> Played:
        """See Player."""
        from playwright.sync_api import Error as PlaywrightError

        watching = witness or _Nobody()
        try:
            with (
                _ended_on(self._server, self._browser, MOST_SECONDS),
                self._windows.lend(prepare=watching.begin) as window,
                open_stage(
                    self._backstage,
                    window,
                    self._build,
                    network=schedule.network,
                    dialect=self._recorded or DIALECTS[schedule.wire],
                    is_slow=self._is_slow,
                ) as stage,
            ):
                played = self._play(schedule, stage, watching)
                watching.end(window.context, stage)
                return played
        except (PlaywrightError, StageError) as error:
            if not self._browser.is_connected():
                on = f"of the server at {self._server} is gone" if self._server else "died"
                raise PageGone(f"Failed to go on: the browser {on}.") from None
            if isinstance(error, PlaywrightError):
                raise PageGone(f"Failed to go on: {_tell(error, self._server)}") from None
            raise

    def _play(self, schedule: Schedule, stage: Stage, witness: Witness) -> Played:
        acts, open_page = self._begin(stage)
        call = self._backstage.portal.call
        not_enabled: list[NotEnabled] = []
        snapshot = Snapshot((), 1)
        is_cut_off = False
        history = stage.history
        try:
            open_page()
            witness.note_rest(stage)
            snapshot = call(acts.look)
            for number, act in enumerate(schedule.acts, 1):
                if not act.is_enabled(snapshot):
                    not_enabled.append(NotEnabled(number, act, snapshot))
                    continue
                call(acts.play, act)
                stage.linger()
                witness.note_rest(stage)
                snapshot = call(acts.look)
            for step in acts.get_ending():
                call(step)
                stage.linger()
                witness.note_rest(stage)
        except NeverAtRest:
            is_cut_off = True
            # The page goes on, and the loop's thread appends its records while this one judges.
            history = history.copy()
            if not judge(history):
                raise
            witness.note_rest(stage)
        return Played(
            schedule=schedule,
            acts=acts.played,
            history=history,
            violations=judge(history),
            not_enabled=tuple(not_enabled),
            snapshot=snapshot,
            is_cut_off=is_cut_off,
        )

    def _begin(self, stage: Stage) -> tuple[ScheduleActs, Callable[[], None]]:
        """Returns the acts on the two jobs of a schedule, and a function that opens the page on job 1."""
        jobs = stage.add_job(progress=JOB_1), stage.add_job(progress=JOB_2)
        in_play = JobsInPlay(self._backstage.backend)
        in_play.jobs = tuple(job.control for job in jobs)
        self._backstage.call(in_play.hold)
        return ScheduleActs(stage.session, in_play, stage.session.tabs[0]), partial(
            stage.show, jobs[0]
        )


def _ended_on(
    server: BrowserServer | None, browser: Browser, seconds: float
) -> AbstractContextManager[object]:
    """Ends the connection to a server where the block takes longer; does nothing without a server."""
    return nullcontext() if server is None else ended_after(seconds, get_end_of_connection(browser))


def _tell(error: PlaywrightError, server: BrowserServer | None) -> str:
    return server.tell(error.message) if server else error.message.splitlines()[0]


Open = Callable[[Path], FreshStages]


@contextmanager
def open_fresh_stages(
    source: BrowserSource,
    *,
    recorded: Path | None = None,
    headed: bool = False,
    slowmo: int = 0,
) -> Iterator[Open]:
    """Starts a browser and a backend, and ends them with the block.

    Yields a function that returns fresh stages for the page built in a folder. `recorded` is the
    recording that the backend answers with. `slowmo` is a pause after each act, in milliseconds of real
    time. Raises UnusableRecording for a recording that cannot be played, and PageGone where a server does
    not hand over a browser.
    """
    from playwright.sync_api import Error as PlaywrightError
    from playwright.sync_api import sync_playwright

    bodies = read_recorded(recorded) if recorded else None
    with open_backstage() as backstage, sync_playwright() as playwright:
        server = source.server
        try:
            browser = source.start(playwright.chromium, headless=not headed, slow_mo=slowmo)
        except PlaywrightError as error:
            if server is None:
                raise
            raise PageGone(
                f"Failed to play in a browser of the server at {server}: {_tell(error, server)}."
            ) from None
        try:
            yield lambda build: FreshStages(
                backstage,
                browser,
                build,
                recorded=bodies,
                is_slow=slowmo > 0,
                server=server,
            )
        finally:
            if browser.is_connected():
                # A connection that has gone silent, or was ended, does not say that it is closed.
                limit = server.limit if server else 0
                with suppress(PlaywrightError), _ended_on(server, browser, limit):
                    browser.close()
