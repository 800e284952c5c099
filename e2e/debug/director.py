"""Plays a script, stops it before the acts that a person chooses, and plays it anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from e2e.debug.act_list import ActList, ListedAct
from e2e.debug.commands import Rebuild
from e2e.debug.desk import Desk
from e2e.debug.errors import Refused
from e2e.debug.look import (
    explain,
    get_jobs,
    get_properties,
    get_screen,
    judge_so_far,
    list_acts,
    list_held,
    list_in_flight,
)
from e2e.debug.offers import get_offers
from e2e.debug.script import Script
from e2e.debug.view import Activity, Offer, View
from e2e.engine.backstage import Backstage
from e2e.engine.errors import StageError
from e2e.explorer.acts import Act
from e2e.explorer.schedule_acts import ScheduleActs
from e2e.pages.errors import Undecided
from e2e.stage.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Page


class PlayAnew(Exception):
    """The present play ends early, and another one begins."""


def take_picture(page: Page) -> bytes:
    """Returns the page as a PNG, for a person who has no window on it."""
    return page.screenshot(animations="disabled")


class Director:
    """The cue of one play after another. Call it only in the thread that drives the browser.

    `rebuild` builds the page anew from the changed sources, and returns whether the page has changed; it
    raises Undecided where the page does not build. `has_browser` returns whether the browser still runs.
    `take_picture` is None where a person sees the page itself.
    """

    def __init__(
        self,
        script: Script,
        acts: ActList,
        desk: Desk,
        backstage: Backstage,
        rebuild: Callable[[tuple[str, ...]], bool],
        has_browser: Callable[[], bool],
        take_picture: Callable[[Page], bytes] | None,
    ) -> None:
        self._script = script
        self._acts = acts
        self._desk = desk
        self._backstage = backstage
        self._rebuild = rebuild
        self._has_browser = has_browser
        self._take_picture = take_picture
        self._stage: Stage | None = None
        self._performer: ScheduleActs | None = None
        self._is_under_way = False
        self._is_skipped = False
        self._is_complete = False
        self._is_scouting = not script.acts
        self._message: str | None = None
        acts.expect(script.acts, runs_through=self._is_scouting)

    def play(self, stage: Stage) -> None:
        """Plays the script on a fresh stage, until a person asks for another play.

        Raises BrowserClosed.
        """
        self._stage = stage
        self._acts.begin()
        self._message = None
        self._is_under_way = self._is_complete = False
        self._performer = self._script.open(self._backstage, stage)
        with suppress(PlayAnew):
            self._guard(lambda: self._play_script(stage))
            while True:
                self._guard(self._stop_at_end)

    def before_act(self, name: str, detail: str) -> None:
        """See Stage. The script has reached an act of the stage."""
        self.reach(ListedAct(name, detail))

    def reach(self, act: ListedAct) -> None:
        """See Cue. Raises PlayAnew where the play ends early for another one."""
        self._end_act()
        self._acts.meet(act)
        self._go_to(lambda: self._acts.goes_on and self._acts.get_injected() is None)
        self._is_under_way = True
        if not self._is_scouting:
            self._publish("playing")

    def skip(self) -> None:
        """See Cue."""
        self._is_skipped = True

    def _play_script(self, stage: Stage) -> None:
        self._message = self._script.play(stage, self)
        self._is_complete = True

    def _stop_at_end(self) -> None:
        self._end_act()
        self._acts.end(is_complete=self._is_complete)
        if self._is_scouting:
            self._is_scouting = False
            self._acts.stop_at_first()
            raise PlayAnew
        self._go_to(lambda: False)

    def _guard(self, do: Callable[[], None]) -> None:
        """Calls `do`; an error of the stage or of Playwright ends the play with a message."""
        from playwright.sync_api import Error as PlaywrightError

        try:
            do()
        except StageError as error:
            self._message = str(error)
        except PlaywrightError as error:
            self._message = f"Failed to go on: {error.message.splitlines()[0]}"

    def _end_act(self) -> None:
        if self._is_under_way:
            self._acts.note_played(is_skipped=self._is_skipped)
        self._is_under_way = self._is_skipped = False

    def _go_to(self, may_go_on: Callable[[], bool]) -> None:
        """Stops, plays injected acts, and returns when the script's next act may begin."""
        while True:
            if self._desk.is_pause_wanted():
                self._acts.pause()
            if may_go_on():
                return
            if self._acts.goes_on and (act := self._acts.get_injected()) is not None:
                self._play_injected(act)
                continue
            self._obey()

    def _play_injected(self, act: Act) -> None:
        self._publish("playing")
        assert self._performer is not None
        performer = self._performer

        async def play() -> bool:
            self._script.look()
            if not act.is_enabled(performer.look()):
                return False
            await performer.play(act)
            return True

        is_played = False
        try:
            is_played = self._backstage.portal.call(play)
        finally:
            self._acts.note_played(is_skipped=not is_played)

    def _obey(self) -> None:
        """Waits for an order, and takes it."""
        order = self._desk.take(self._wait, self._has_browser)
        if isinstance(order, Rebuild):
            self._build(order)
            return
        with suppress(Refused):
            if self._acts.take(order) == "anew":
                raise PlayAnew

    def _wait(self) -> None:
        self._show()
        self._publish("waiting")

    def _build(self, order: Rebuild) -> None:
        self._message = None
        self._publish("building")
        try:
            is_another = self._rebuild(order.changed)
        except Undecided as error:
            self._message = str(error)
            return
        if is_another:
            self._acts.play_to_here()
            raise PlayAnew

    def _show(self) -> None:
        if self._take_picture is not None and self._stage is not None:
            from playwright.sync_api import Error as PlaywrightError

            with suppress(PlaywrightError):
                self._desk.picture = self._take_picture(self._stage.page)

    def _publish(self, activity: Activity) -> None:
        self._backstage.call(lambda: self._desk.publish(self._look(activity)))

    def _look(self, activity: Activity) -> View:
        """Returns the view of the play; call it on the backend's loop."""
        stage, performer, acts = self._stage, self._performer, self._acts
        assert stage is not None
        assert performer is not None
        self._script.look()
        snapshot = acts.snapshot = performer.look()
        jobs = tuple(stage.session.jobs)
        violations = judge_so_far(self._script.judged, stage.history)
        cause, self._desk.diagram = explain(stage.history, violations)
        offers = get_offers(snapshot) if acts.can_be_injected_into else ()
        return self._desk.view.model_copy(
            update={
                "activity": activity,
                "address": stage.address,
                "message": self._message,
                "acts": list_acts(acts),
                "cursor": acts.cursor,
                "is_at_end": acts.is_at_end,
                "has_ending_begun": acts.has_ending_begun,
                "is_schedule": self._script.is_schedule,
                "can_be_saved": self._script.is_schedule and bool(performer.played),
                "now": stage.now,
                "next_timer": snapshot.next_timer,
                "screen": get_screen(stage.get_shown()),
                "jobs": get_jobs(snapshot),
                "held": tuple(list_held(jobs)),
                "in_flight": tuple(list_in_flight(stage.session.accounts, jobs)),
                "offers": tuple(Offer(act=each, sentence=each.describe()) for each in offers),
                "properties": get_properties(self._script.judged, violations),
                "cause": cause,
                "has_picture": self._desk.picture is not None,
                "played": performer.played if self._script.is_schedule else (),
            }
        )
