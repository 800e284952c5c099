"""What the mock has of a whole server beside the pages' wire: HEAD, and an OpenAPI document."""

from __future__ import annotations

import httpx
import pytest
from pydantic import BaseModel

from mock_backend import Backend, ETag, NoStore
from mock_backend.contract import CompletedFrame, FailedFrame, Job, JobList, ProgressFrame
from mock_backend.job_life import JobLife
from mock_backend.wire import frame_for, job_as_json

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("path", ["/v1/jobs/known", "/v1/jobs", "/v1/jobs/nobody", "/openapi.json"])
async def test_head_is_answered_as_get_is_without_a_body(
    backend: Backend, http: httpx.AsyncClient, path: str
) -> None:
    backend.create_job(job_id="known", cache_policy=NoStore())
    get, head = await http.get(path), await http.head(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    ignored = {"date"}
    assert {n: v for n, v in head.headers.items() if n not in ignored} == {
        n: v for n, v in get.headers.items() if n not in ignored
    }


async def test_a_head_with_a_matching_tag_is_a_304(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(cache_policy=ETag())
    answer = await http.head(f"/v1/jobs/{job.id}", headers={"If-None-Match": '"1"'})
    assert answer.status_code == 304


async def test_a_head_is_no_poll_it_passes_the_gate_and_is_not_counted(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job()
    job.answers.hold()
    assert (await http.head(f"/v1/jobs/{job.id}")).status_code == 200
    assert (job.answers.requests, job.answers.held) == (0, ())


async def test_the_openapi_document_has_the_routes_of_the_wire_and_no_other(
    http: httpx.AsyncClient,
) -> None:
    document = (await http.get("/openapi.json")).json()
    assert {path: set(item) for path, item in document["paths"].items()} == {
        "/v1/jobs": {"get"},
        "/v1/jobs/{job_id}": {"get", "delete"},
        "/v1/jobs/{job_id}/video": {"get"},
    }
    assert list(document["components"]["schemas"]["Job"]["properties"]) == list(Job.model_fields)


@pytest.mark.parametrize("status", ["pending", "running", "completed", "failed"])
async def test_what_the_mock_answers_is_what_the_contract_has(
    backend: Backend, http: httpx.AsyncClient, status: str
) -> None:
    job = backend.create_job(status=status, progress=40)  # type: ignore[arg-type]
    Job.model_validate_json((await http.get(f"/v1/jobs/{job.id}")).content, strict=True)
    JobList.model_validate_json((await http.get("/v1/jobs")).content, strict=True)


def test_what_the_mock_sends_over_the_socket_is_what_the_contract_has() -> None:
    life = JobLife("x", now=lambda: 0)
    assert set(job_as_json(life.truth)) == set(Job.model_fields)
    frames = [frame_for(life.progress(40)), frame_for(life.complete())]
    failing = JobLife("y", now=lambda: 0)
    frames.append(frame_for(failing.fail("No ball.")))
    models: tuple[type[BaseModel], ...] = (ProgressFrame, CompletedFrame, FailedFrame)
    assert [set(frame or {}) for frame in frames] == [set(model.model_fields) for model in models]
    for frame, model in zip(frames, models, strict=True):
        model.model_validate(frame, strict=True)
