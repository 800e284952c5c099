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
from mock_backend.job_control import JobControl
from mock_backend.job_life import JobKind, JobLife, Status
from mock_backend.journal.journal import Journal
from mock_backend.no_cache_middleware import NoCacheMiddleware
from mock_backend.pages import Pages
from mock_backend.protocols import SteerableHttpProtocol
from mock_backend.request_journal import RequestJournal


class Backend:
    """Jobs, their journal, and the pages that watch them.

    Every method is for the backend's own event loop. `port` is set once it serves. `dialect` is that of
    its list, of the answer for an unknown id, and of each job that is not given another. With
    `answers_head` HEAD is answered as GET is; the team's server answers it 405.
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
        """Where it serves: loopback, by number."""
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
        """Adds a job, with a new id unless one is given.

        `dialect` decides its answers, the backend's own where none is given. `kind`: `progress` it
        begins with; `is_wrapped` answers `{"job": {...}}`; `job_type`, `tools` and `found` decide its
        results; `step`, in milliseconds, how finely its times are counted.
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
        """The job, None for an unknown id."""
        return self._jobs.get(job_id)

    def get_job(self, job_id: str) -> JobControl:
        """The job; KeyError for an unknown id."""
        return self._jobs[job_id]

    def get_jobs(self) -> tuple[JobControl, ...]:
        """All jobs, oldest first."""
        return tuple(self._jobs.values())

    def forget_job(self, job_id: str) -> None:
        """Ends everything held or open for the job; from then on its id is unknown."""
        job = self._jobs.pop(job_id, None)
        if job is not None:
            job.end_everything()

    def cut_request(self, request: int) -> None:
        """Ends the connection that a request came over: to its answer, the client went away."""
        connection = self.connections.get(request)
        if connection is not None:
            connection.cut()

    def publish(self, key: str, folder: Path) -> None:
        """Serves a built page under `/pages/{key}/`."""
        self._pages.publish(key, folder)
