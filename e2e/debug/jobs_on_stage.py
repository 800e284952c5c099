"""The jobs of any stage, for acts that are injected into a scenario."""

from __future__ import annotations

from e2e.explorer.jobs_in_play import JobsInPlay
from e2e.history.page_events import Mounted
from e2e.stage.stage import Stage
from mock_backend import Backend
from mock_backend.journal.events import TruthChanged


class JobsOnStage(JobsInPlay):
    """The jobs that a scenario has made so far. Call `look` before each use."""

    def __init__(self, backend: Backend, stage: Stage) -> None:
        super().__init__(backend)
        self._stage = stage

    def look(self) -> None:
        """Updates the jobs and the number of the job on the screen from the stage."""
        self.jobs = tuple(job.control for job in self._stage.jobs)
        ids = [job.id for job in self.jobs]
        for _, event in self._stage.history.of_type(Mounted):
            if event.job in ids:
                self.on_screen = ids.index(event.job) + 1

    @property
    def last_progress(self) -> float:
        """The last progress of the job on the screen before its end, in percent."""
        known = [
            event.progress or 0
            for _, event in self._stage.history.of_type(TruthChanged)
            if event.job == self.job.id and event.status not in ("completed", "failed")
        ]
        return known[-1] if known else 0

    def note_progress(self) -> None:
        """Does nothing, because the history has the progress."""
