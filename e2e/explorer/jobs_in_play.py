"""The two jobs of a schedule at the backend."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from e2e.engine.accounts import Accounts
from e2e.explorer.ending import JOB_1, JOB_2
from e2e.explorer.snapshot import AnswerHeld, JobSeen, Snapshot
from mock_backend import JobControl, ServerSocket
from mock_backend.gates.answers import HeldAnswer
from mock_backend.gates.handshakes import HeldHandshake

if TYPE_CHECKING:
    from mock_backend import Backend


class JobsInPlay:
    """Job 1 and job 2, each with an id that no other schedule has; `on_screen` is 1 or 2.

    Answers, handshakes and frames take turns, and at first answers and handshakes are held. Call it only
    on the backend's loop.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._ids = (str(uuid.uuid4()), str(uuid.uuid4()))
        self.jobs: tuple[JobControl, ...] = ()
        self.on_screen = 1
        self._last_progress = [JOB_1, JOB_2]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of both jobs, which are known before the jobs exist."""
        return self._ids

    @property
    def job(self) -> JobControl:
        """The job on the screen."""
        return self.jobs[self.on_screen - 1]

    @property
    def last_progress(self) -> float:
        """The progress of the job on the screen just before its last change, in percent."""
        return self._last_progress[self.on_screen - 1]

    def note_progress(self) -> None:
        """Keeps the progress of the job on the screen as `last_progress`; call it before a change."""
        self._last_progress[self.on_screen - 1] = self.job.truth.progress or 0

    def begin(self) -> None:
        """Creates both jobs, running, with their answers and handshakes held."""
        self.jobs = tuple(
            self._backend.create_job(job_id=each, status="running", progress=progress)
            for each, progress in zip(self._ids, (JOB_1, JOB_2), strict=True)
        )
        for job in self.jobs:
            job.take_turns()
        self.hold()

    def hold(self) -> None:
        """Holds answers and handshakes from now on."""
        for job in self.jobs:
            job.answers.hold()
            job.handshakes.hold()

    def heal(self) -> None:
        """Lets answers and handshakes pass from now on; those that are held stay held."""
        for job in self.jobs:
            job.answers.pass_through()
            job.handshakes.pass_through()

    @property
    def held_answers(self) -> list[tuple[JobControl, HeldAnswer]]:
        """The answers that are held, oldest first, each with its job."""
        held = [(job, answer) for job in self.jobs for answer in job.answers.held]
        return sorted(held, key=lambda each: each[1].request)

    @property
    def held_handshakes(self) -> list[tuple[JobControl, HeldHandshake]]:
        """The handshakes that are held, oldest first, each with its job."""
        held = [(job, shake) for job in self.jobs for shake in job.handshakes.held]
        return sorted(held, key=lambda each: each[1].socket)

    @property
    def sockets(self) -> list[tuple[JobControl, ServerSocket]]:
        """The sockets that are open, oldest first, each with its job."""
        held = [(job, socket) for job in self.jobs for socket in job.sockets]
        return sorted(held, key=lambda each: each[1].id)

    def get_snapshot(self, accounts: Accounts, next_timer: int | None) -> Snapshot:
        """Returns the state of page and backend at rest.

        `next_timer` is the virtual time until the page's next timer, in milliseconds; None without one.
        """
        targets = accounts.backend.held
        page = accounts.pages[0]

        def see(job: JobControl, answer: HeldAnswer) -> AnswerHeld:
            target = targets.get(answer.request, "?")
            return AnswerHeld(
                job=self._number_of(job),
                is_outdated=answer.arrived_as.version != job.truth.version,
                is_cacheable="?" not in target and page.count_through_cache(target) > 0,
            )

        return Snapshot(
            jobs=tuple(JobSeen(job.truth.status, job.truth.progress) for job in self.jobs),
            on_screen=self.on_screen,
            held_answers=tuple(see(job, answer) for job, answer in self.held_answers),
            held_handshakes=tuple(self._number_of(job) for job, _ in self.held_handshakes),
            open_sockets=tuple(self._number_of(job) for job, _ in self.sockets),
            next_timer=next_timer,
        )

    def _number_of(self, job: JobControl) -> int:
        return self.jobs.index(job) + 1
