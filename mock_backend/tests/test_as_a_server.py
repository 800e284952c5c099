"""The parts of a real server that no page needs: HEAD, and an OpenAPI document."""

from __future__ import annotations

import httpx
import pytest
from pydantic import BaseModel

from mock_backend import DIALECTS, Backend, DialectName, ETag, NoStore, serve_backend
from mock_backend.contract import MODELS, CompletedFrame, FailedFrame, ProgressFrame
from mock_backend.job_life import JobLife
from mock_backend.wire import frame_for

pytestmark = pytest.mark.anyio


async def test_head_is_answered_405_as_the_team_s_server_does(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job()
    for path in (f"/v1/jobs/{job.id}", "/v1/jobs"):
        head = await http.head(path)
        assert (head.status_code, head.headers["allow"]) == (405, "GET")
    assert job.answers.requests == 0


@pytest.mark.parametrize("path", ["/v1/jobs/known", "/v1/jobs", "/v1/jobs/nobody"])
async def test_head_is_answered_as_get_is_without_a_body_where_that_is_wanted(path: str) -> None:
    async with (
        serve_backend(now=lambda: 0, answers_head=True) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        job = backend.create_job(job_id="known", cache_policy=NoStore())
        get, head = await http.get(path), await http.head(path)
        polls = job.answers.requests
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert polls == (1 if path.endswith("known") else 0)
    ignored = {"date"}
    assert {n: v for n, v in head.headers.items() if n not in ignored} == {
        n: v for n, v in get.headers.items() if n not in ignored
    }


async def test_a_head_passes_the_gate_and_with_a_matching_tag_it_is_a_304() -> None:
    async with (
        serve_backend(now=lambda: 0, answers_head=True) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        job = backend.create_job(cache_policy=ETag())
        job.answers.hold()
        answer = await http.head(f"/v1/jobs/{job.id}", headers={"If-None-Match": '"1"'})
        assert (answer.status_code, job.answers.held) == (304, ())


@pytest.mark.parametrize("name", DIALECTS)
async def test_the_openapi_document_has_the_routes_of_the_wire_and_no_other(
    name: DialectName,
) -> None:
    async with (
        serve_backend(now=lambda: 0, dialect=DIALECTS[name]) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        document = (await http.get("/openapi.json")).json()
    assert {path: set(item) for path, item in document["paths"].items()} == {
        "/v1/jobs": {"get"},
        "/v1/jobs/{job_id}": {"get", "delete"},
        "/v1/jobs/{job_id}/result": {"get"},
        "/v1/jobs/{job_id}/video": {"get"},
    }
    job = MODELS[name].job
    properties = document["components"]["schemas"][job.__name__]["properties"]
    assert list(properties) == list(job.model_fields)


def test_what_the_mock_sends_over_the_socket_is_what_the_contract_has() -> None:
    life = JobLife("x", now=lambda: 0)
    frames = [frame_for(life.progress(40)), frame_for(life.complete())]
    failing = JobLife("y", now=lambda: 0)
    frames.append(frame_for(failing.fail("No ball.")))
    models: tuple[type[BaseModel], ...] = (ProgressFrame, CompletedFrame, FailedFrame)
    assert [set(frame or {}) for frame in frames] == [set(model.model_fields) for model in models]
    for frame, model in zip(frames, models, strict=True):
        model.model_validate(frame, strict=True)
