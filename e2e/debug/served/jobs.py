"""The jobs of a backend that a person moves, with the last events."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from pydantic import BaseModel, ConfigDict

from e2e.debug.errors import Refused
from e2e.debug.served.orders import ORDERS, allows_caching
from e2e.history.entry import Entry
from e2e.history.narrative import tell
from mock_backend import Backend, JobControl
from mock_backend.journal.events import JournalEvent
from mock_backend.moments import to_moment

REMEMBERED = 40
"""The number of events that are kept to show."""


class ServedOffer(BaseModel):
    """An order that does something now, and its sentence."""

    model_config = ConfigDict(frozen=True)

    order: str
    sentence: str


class ServedJob(BaseModel):
    """A job as the backend has it, with its gates: which of them hold, and the numbers of held messages.

    `may_be_cached`: its answers say that a cache may keep them for an hour.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    status: str
    progress: float | None
    holds_answers: bool
    holds_handshakes: bool
    may_be_cached: bool
    held_answers: int
    held_handshakes: int
    open_sockets: int
    offers: tuple[ServedOffer, ...]


class ServedView(BaseModel):
    """Everything of a backend at one moment; `last` are its last events, the newest first."""

    model_config = ConfigDict(frozen=True)

    version: int
    address: str
    jobs: tuple[ServedJob, ...]
    last: tuple[str, ...]


class ServedJobs:
    """Carries out orders on the jobs of `backend`. Call it only on the backend's loop."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._version = 0
        self._moved = asyncio.Event()
        self._last: deque[str] = deque(maxlen=REMEMBERED)
        backend.journal.subscribe(self._note)

    def look(self) -> ServedView:
        """Returns the state of the jobs, and the last events."""
        return ServedView(
            version=self._version,
            address=self._backend.base_url,
            jobs=tuple(_describe(job) for job in self._backend.get_jobs()),
            last=tuple(reversed(self._last)),
        )

    def carry_out(self, job_id: str, order: str) -> None:
        """Carries out `order` on a job.

        Raises Refused for an unknown job, and for an order that has no effect in the present state.
        """
        job = self._backend.find_job(job_id)
        if job is None:
            raise Refused("job", f"There is no job {job_id!r}.")
        if not ORDERS[order].is_enabled(job):
            raise Refused("order", f"It does nothing now: {ORDERS[order].sentence}")
        ORDERS[order].do(job)
        self._move()

    def add_job(self) -> None:
        """Creates a job, which is pending."""
        self._backend.create_job()
        self._move()

    async def follow(self) -> AsyncIterator[int]:
        """Yields the present version, and the new version after each change."""
        while True:
            moved, version = self._moved, self._version
            yield version
            if version == self._version:
                await moved.wait()

    def _note(self, event: JournalEvent) -> None:
        if (said := tell(Entry(0, 0, "backend", event))) is not None:
            self._last.append(f"{to_moment(event.at):%H:%M:%S} {said}")
        # The journal of a server that runs for days would grow without end.
        self._backend.journal.forget()
        self._move()

    def _move(self) -> None:
        self._version += 1
        self._moved.set()
        self._moved = asyncio.Event()


def _describe(job: JobControl) -> ServedJob:
    return ServedJob(
        id=job.id,
        status=job.truth.status,
        progress=job.truth.progress,
        holds_answers=job.answers.is_holding,
        holds_handshakes=job.handshakes.is_holding,
        may_be_cached=allows_caching(job),
        held_answers=len(job.answers.held),
        held_handshakes=len(job.handshakes.held),
        open_sockets=len(job.sockets),
        offers=tuple(
            ServedOffer(order=name, sentence=each.sentence)
            for name, each in ORDERS.items()
            if each.is_enabled(job)
        ),
    )
