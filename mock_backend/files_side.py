"""The files of the server: the results behind a `result_url`, and the video with its marks."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from mock_backend.contract import JobNotFound
from mock_backend.dialects import Dialect
from mock_backend.job_control import JobControl
from mock_backend.request_journal import RequestJournal, common_headers, to_json
from mock_backend.wire import RESULTS_NOT_FOUND

VIDEO = Path(__file__).with_name("video.webm")
"""One second of a test picture, in a format that every Chromium plays."""

WRITTEN_AGO = timedelta(minutes=5)
"""The age of a file: a few minutes as in the recording, in real time, which a browser's cache uses."""


class Jobs(Protocol):
    """The part of the backend that this side needs."""

    dialect: Dialect

    def find_job(self, job_id: str) -> JobControl | None:
        """Returns the job, or None for an unknown id."""


def build_router(jobs: Jobs, requests: RequestJournal) -> APIRouter:
    """Returns the routes below `/v1/jobs/{job_id}`."""
    router = APIRouter()

    @router.get("/v1/jobs/{job_id}/result", responses={404: {"model": JobNotFound}})
    async def get_result(request: Request, job_id: str) -> Response:
        number = requests.arrive(request, job_id)
        job = jobs.find_job(job_id)
        if job is None:
            status, body = jobs.dialect.refuse(job_id)
            return requests.send(number, to_json(body, status, jobs.dialect.headers))
        result = job.dialect.get_result(job.truth)
        if result is None:
            return requests.send(number, to_json({"detail": RESULTS_NOT_FOUND}, 404))
        file = _to_file(job, result)
        if job.result_fault is not None:
            return requests.spoil(number, job.result_fault, file, job)
        return requests.send(number, file)

    @router.get("/v1/jobs/{job_id}/video", responses={404: {"model": JobNotFound}})
    async def get_video(request: Request, job_id: str) -> Response:
        job = jobs.find_job(job_id)
        is_there = job is not None and job.truth.status == "completed"
        answer = (
            FileResponse(VIDEO, media_type="video/webm", headers=common_headers())
            if is_there
            else to_json({"detail": "Video not found"}, 404)
        )
        # The browser decides when and how often a media element sends requests, and the page has no
        # record of them.
        if request.headers.get("sec-fetch-dest") == "video":
            return answer
        return requests.send(requests.arrive(request, job_id), answer)

    return router


def _to_file(job: JobControl, body: object) -> Response:
    text = json.dumps(body)
    tag = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    written = datetime.now(UTC) - WRITTEN_AGO
    headers = {
        **job.dialect.headers,
        "Accept-Ranges": "bytes",
        "Content-Disposition": f'attachment; filename="{job.id}.json"',
        "Last-Modified": format_datetime(written, usegmt=True),
        "ETag": f'"{tag}"',
    }
    return to_json(body, headers=headers)
