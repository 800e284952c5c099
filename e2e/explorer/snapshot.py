"""The state of page and backend at rest, which decides the acts that are possible next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobSeen:
    """A job as the backend has it; `changes` counts the steps of progress since it began."""

    status: str
    progress: float | None

    @property
    def has_ended(self) -> bool:
        """Whether the job is in a terminal state, which only a restart changes."""
        return self.status in ("completed", "failed")


@dataclass(frozen=True, slots=True)
class AnswerHeld:
    """A poll whose answer is held at the gate.

    `job` is 1 or 2. `is_outdated`: the truth has changed since its arrival, so the two ways of releasing
    it differ. `is_cacheable`: the page's request lets the browser keep the answer and use it again for
    the same request.
    """

    job: int
    is_outdated: bool
    is_cacheable: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of page and backend at rest. `is_enabled` of an act depends on it alone.

    `jobs` are job 1 and job 2, `on_screen` is the number of the job that is shown (1 or 2). Answers and
    handshakes are in the order of their arrival; a handshake or a socket is given by the number of its
    job. `next_timer` is the virtual time until the page's next timer, in milliseconds; None without a
    timer.
    """

    jobs: tuple[JobSeen, ...]
    on_screen: int
    held_answers: tuple[AnswerHeld, ...] = ()
    held_handshakes: tuple[int, ...] = ()
    open_sockets: tuple[int, ...] = ()
    next_timer: int | None = None

    @property
    def job(self) -> JobSeen:
        """The job on the screen."""
        return self.jobs[self.on_screen - 1]

    @property
    def is_listening(self) -> bool:
        """Whether a socket for the job on the screen is open, so that a broadcast can be lost."""
        return self.on_screen in self.open_sockets
