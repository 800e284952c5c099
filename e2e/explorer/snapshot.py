"""What can be done next: how things stand at rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JobSeen:
    """A job as the backend has it; `changes` counts the steps of progress since it began."""

    status: str
    progress: float | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing but a restart changes it any more."""
        return self.status in ("completed", "failed")


@dataclass(frozen=True, slots=True)
class AnswerHeld:
    """A poll that waits at the gate.

    `job` is 1 or 2. `is_outdated`: what was true on its arrival is not what is true now, so the two
    ways of releasing it differ. `is_cacheable`: the page asked in a way that lets the browser keep
    the answer and give it to the same question again.
    """

    job: int
    is_outdated: bool
    is_cacheable: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of page and backend at rest, and all that an act's enabledness may depend on.

    `jobs` holds job 1 and job 2, `on_screen` says which of them is shown (1 or 2). Answers and
    handshakes are in the order in which they came, a handshake and a socket given as its job.
    `next_timer` is in how many virtual milliseconds the page's next timer is due; None: none is set.
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
        """Whether a socket for the job on the screen is open: a broadcast can be lost."""
        return self.on_screen in self.open_sockets
