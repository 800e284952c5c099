"""The backend that moves only when told."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Unpack
from weakref import WeakValueDictionary

from fastapi import FastAPI

from mock_backend import files_side, http_side, websocket_side
from mock_backend.cache_policies import CachePolicy, NoHeaders
from mock_backend.dialects import Dialect, Inline
from mock_backend.intake import Intake
from mock_backend.job_control import JobControl
from mock_backend.job_life import JobKind, JobLife, Status
from mock_backend.journal.journal import Journal
from mock_backend.no_cache_middleware import NoCacheMiddleware
from mock_backend.pages import Pages
from mock_backend.protocols import SteerableHttpProtocol
from mock_backend.request_journal import RequestJournal


class Backend:
    """Jobs, their journal, and the pages that watch them.

    Call its methods only on the backend's event loop. `port` is set once it serves. `dialect` is the
    dialect of its list, of the answer for an unknown id, and of each job without a dialect of its own.
    With `answers_head` it answers HEAD like GET; the team's server answers 405.
    """

    def __init__(
        self,
        *,
        now: Callable[[], int],
        has_no_cache_middleware: bool = False,
        dialect: Dialect | None = None,
        answers_head: bool = False,
    ) -> None:
        self.dialect = dialect or Inline()
        self.answers_head = answers_head
        self.journal = Journal()
        self.intake = Intake()
        self.port = 0
        self.connections: WeakValueDictionary[int, SteerableHttpProtocol] = WeakValueDictionary()
        self.app = FastAPI(title="jobstatus mock backend", docs_url=None, redoc_url=None)
        self._now = now
        self._jobs: dict[str, JobControl] = {}
        self._pages = Pages()
        requests = RequestJournal(self.journal, self.connections, now)
        self.app.include_router(http_side.build_router(self, requests, now))
        self.app.include_router(files_side.build_router(self, requests))
        self.app.include_router(websocket_side.build_router(self, now))
        self.app.include_router(self._pages.build_router())
        if has_no_cache_middleware:
            self.app.add_middleware(NoCacheMiddleware)

    @property
    def base_url(self) -> str:
        """Its address: loopback by number, and the port."""
        return f"http://127.0.0.1:{self.port}"

    def create_job(
        self,
        *,
        job_id: str | None = None,
        status: Status = "pending",
        cache_policy: CachePolicy | None = None,
        dialect: Dialect | None = None,
        **kind: Unpack[JobKind],
    ) -> JobControl:
        """Adds a job, with a new id unless `job_id` is given, and returns its control.

        `dialect` decides the form of its answers; None stands for the backend's own. `kind`: `progress`
        is the progress at the beginning, in percent; with `is_wrapped` an answer is `{"job": {...}}`;
        `job_type`, `tools` and `found` decide its results; `step` is the resolution of its times, in
        milliseconds; with `keeps_progress` it completes at the progress that it reported last.
        """
        is_wrapped = kind.pop("is_wrapped", False)
        life = JobLife(job_id or str(uuid.uuid4()), now=self._now, status=status, **kind)  # type: ignore[misc]
        job = JobControl(
            life,
            journal=self.journal,
            now=self._now,
            cache_policy=cache_policy or NoHeaders(),
            is_wrapped=is_wrapped,
            dialect=dialect or self.dialect,
        )
        self._jobs[job.id] = job
        return job

    def find_job(self, job_id: str) -> JobControl | None:
        """Returns the job, or None for an unknown id."""
        return self._jobs.get(job_id)

    def get_job(self, job_id: str) -> JobControl:
        """Returns the job; raises KeyError for an unknown id."""
        return self._jobs[job_id]

    def get_jobs(self) -> tuple[JobControl, ...]:
        """Returns all jobs, oldest first."""
        return tuple(self._jobs.values())

    def forget_job(self, job_id: str) -> None:
        """Ends all that is held or open for the job; its id is unknown from now on."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            job.end_everything()

    def cut_request(self, request: int) -> None:
        """Cuts the connection of a request; its handler sees that the client went away."""
        connection = self.connections.get(request)
        if connection is not None:
            connection.cut()

    def publish(self, key: str, folder: Path) -> None:
        """Serves a built page under `/pages/{key}/`."""
        self._pages.publish(key, folder)
