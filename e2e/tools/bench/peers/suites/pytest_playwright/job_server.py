"""The job server of the tests: our mock backend, told from the tests' thread what to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from mock_backend import Backend, CachePolicy, JobControl, serve_backend
from mock_backend.wire import progress_frame

T = TypeVar("T")


class ServedJob:
    """A running job at 40 %, and `address`, that of the page which shows it."""

    def __init__(self, portal: BlockingPortal, backend: Backend, policy: CachePolicy | None):
        self._portal = portal
        self._job: JobControl = portal.call(
            lambda: backend.create_job(status="running", progress=40, cache_policy=policy)
        )
        self.address = f"{backend.base_url}/pages/page/?job={self._job.id}"

    @property
    def polls(self) -> int:
        """The number of polls that have arrived."""
        return self._job.answers.requests

    def progress(self, percent: float) -> None:
        """Moves the job, and tells the open sockets."""
        self._call(lambda: self._job.progress(percent))

    def complete(self, *, broadcast: bool = True) -> None:
        """Completes the job; without `broadcast` no socket is told."""
        self._call(lambda: self._job.complete(broadcast=broadcast))

    def send_late_progress(self, percent: float) -> None:
        """Sends a progress frame that is not true any more."""
        self._call(lambda: self._job.say(progress_frame(self._job.id, percent, 95)))

    def cut_sockets(self) -> None:
        """Cuts the connections of the open sockets."""
        for socket in self._job.sockets:
            self._call(socket.cut)

    def hold_handshakes(self) -> None:
        """Leaves handshakes unanswered from now on."""
        self._call(self._job.handshakes.hold)

    def open_handshakes(self) -> None:
        """Answers the handshakes that wait, and those to come."""
        self._call(self._job.handshakes.pass_through)
        for handshake in self._job.handshakes.held:
            self._call(handshake.accept)

    def hold_answers(self) -> None:
        """Leaves polls unanswered from now on; their answers are as old as their requests."""
        self._call(self._job.answers.hold)

    def send_held_answers(self) -> None:
        """Sends each answer that waits, as old as its request, and holds no more."""
        self._call(self._job.answers.pass_through)
        for answer in self._job.answers.held:
            self._call(partial(answer.release, "arrival"))

    def _call(self, do: Callable[[], T]) -> T:
        return self._portal.call(do)


class JobServer:
    """Creates jobs on a backend that serves the page."""

    def __init__(self, portal: BlockingPortal, backend: Backend) -> None:
        self._portal = portal
        self._backend = backend

    def add_job(self, *, cache_policy: CachePolicy | None = None) -> ServedJob:
        """Returns a new job."""
        return ServedJob(self._portal, self._backend, cache_policy)


@contextmanager
def serve_page(folder: Path) -> Iterator[JobServer]:
    """Serves the built page in `folder` with a job server beside it, until the block ends."""
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            serve_backend(now=lambda: int(time.time() * 1000))
        ) as backend,
    ):
        backend.publish("page", folder)
        yield JobServer(portal, backend)
