"""The script that a person steps through: a scenario or a schedule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from e2e.catalogue.recovery import recover, shows_otherwise
from e2e.catalogue.scenario import Scenario
from e2e.debug.act_list import ListedAct
from e2e.debug.jobs_on_stage import JobsOnStage
from e2e.engine.backstage import Backstage
from e2e.engine.errors import NotAsExpected
from e2e.explorer.ending import CHECKED_AFTER, ENDS_AFTER, JOB_1, JOB_2, SPAN
from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.explorer.judge import JUDGED
from e2e.explorer.schedule import Schedule
from e2e.explorer.schedule_acts import ScheduleActs
from e2e.properties import ALL_PROPERTIES, Property
from e2e.stage.stage import Stage


class Cue(Protocol):
    """Is called before each act, and returns when the act may begin."""

    def reach(self, act: ListedAct) -> None:
        """Notes that the act before is over and `act` is the next one; returns when it may begin."""

    def skip(self) -> None:
        """Notes that the act that was reached is left out, because it has no effect in its state."""


class Script(Protocol):
    """Plays acts on a stage that calls a cue before each of its own acts.

    `title` and `sentence` are those of the scenario or the schedule, `acts` the acts that are known
    before the first play. `is_schedule`: its acts and the injected ones can be saved as a schedule.
    `judged` are the properties that its histories are checked for.
    """

    title: str
    sentence: str
    acts: tuple[ListedAct, ...]
    is_schedule: bool
    judged: tuple[Property, ...]

    def open(self, backstage: Backstage, stage: Stage) -> ScheduleActs:
        """Prepares `stage` for a play, and returns the object that plays injected acts on it.

        `look` updates the jobs of that object.
        """

    def look(self) -> None:
        """Updates the jobs from the stage; call it on the backend's loop."""

    def play(self, stage: Stage, cue: Cue) -> str | None:
        """Plays to the end; returns the reason for an early end, or None.

        Raises the errors of its acts.
        """


class ScenarioScript:
    """A scenario of the catalogue, with the recovery after it where the page is wrong in the end."""

    is_schedule = False
    judged = ALL_PROPERTIES
    acts: tuple[ListedAct, ...] = ()

    def __init__(self, scenario: Scenario) -> None:
        self.title = scenario.id
        self.sentence = scenario.sentence
        self._scenario = scenario
        self._jobs: JobsOnStage | None = None

    def open(self, backstage: Backstage, stage: Stage) -> ScheduleActs:
        """See Script."""
        self._jobs = JobsOnStage(backstage.backend, stage)
        return ScheduleActs(stage.session, self._jobs, stage.session.tabs[0])

    def look(self) -> None:
        """See Script."""
        if self._jobs is not None:
            self._jobs.look()

    def play(self, stage: Stage, cue: Cue) -> str | None:
        """See Script."""
        missed: str | None = None
        try:
            self._scenario.play(stage)
        except NotAsExpected as error:
            missed = f"The scenario ends here: {error}."
        if any(map(shows_otherwise, stage.histories)):
            recover(stage)
        return missed


_ENDING = tuple(
    ListedAct("ending", said, is_ending=True)
    for said in (
        "The network is healed, and what is held goes out.",
        f"Time passes: {CHECKED_AFTER / 1000:g} s.",
        "The job ends, if it has not.",
        f"Time passes: {(SPAN - ENDS_AFTER) / 1000:g} s.",
    )
)
"""The acts of the ending, in the order of `ScheduleActs.get_ending`."""


class ScheduleScript:
    """A schedule, and its ending."""

    is_schedule = True
    judged = JUDGED

    def __init__(self, schedule: Schedule, title: str) -> None:
        self.schedule = schedule
        self.title = title
        self.sentence = schedule.title or ""
        self._listed = [ListedAct(act.act, act.describe()) for act in schedule.acts]
        self._play_acts: ScheduleActs | None = None
        self._call: Callable[..., object] | None = None
        self._backstage: Backstage | None = None
        self.acts = (ListedAct("show", "the page opens on job 1"), *self._listed, *_ENDING)

    def open(self, backstage: Backstage, stage: Stage) -> ScheduleActs:
        """See Script."""
        jobs = stage.add_job(progress=JOB_1), stage.add_job(progress=JOB_2)
        in_play = JobsInPlay(backstage.backend)
        in_play.jobs = tuple(job.control for job in jobs)
        backstage.call(in_play.hold)
        self._backstage = backstage
        self._play_acts = ScheduleActs(stage.session, in_play, stage.session.tabs[0])
        return self._play_acts

    def look(self) -> None:
        """See Script."""

    def play(self, stage: Stage, cue: Cue) -> str | None:
        """See Script."""
        assert self._backstage is not None
        assert self._play_acts is not None
        acts, call = self._play_acts, self._backstage.portal.call
        stage.show(stage.jobs[0])
        for act, listed in zip(self.schedule.acts, self._listed, strict=True):
            cue.reach(listed)
            if act.is_enabled(call(acts.look)):
                call(acts.play, act)
            else:
                cue.skip()
        for listed, step in zip(_ENDING, acts.get_ending(), strict=True):
            cue.reach(listed)
            call(step)
        return None
