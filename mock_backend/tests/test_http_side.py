"""The HTTP side of the wire, asked over real sockets."""

from __future__ import annotations

import httpx
import pytest

from mock_backend import (
    Backend,
    CachePolicy,
    CutBeforeHeaders,
    CutMidBody,
    ETag,
    ETagBySecond,
    Fault,
    HtmlPage,
    LastModifiedOnly,
    MaxAge,
    NoHeaders,
    NoStore,
    Status,
    TruncatedJson,
    serve_backend,
)

pytestmark = pytest.mark.anyio

CONTRACT_KEYS = {
    "job_id", "status", "progress", "results", "error_message", "job_type", "plugin_id", "tool",
    "tool_list", "current_tool", "tools_total", "tools_completed", "created_at", "updated_at",
}  # fmt: skip


async def test_a_job_is_answered_bare_with_every_key_of_the_contract(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="running", progress=40)
    answer = await http.get(f"/v1/jobs/{job.id}?_t=1")
    assert answer.status_code == 200
    assert set(answer.json()) == CONTRACT_KEYS
    assert answer.json()["progress"] == 40
    assert answer.json()["results"] is None


async def test_a_job_is_answered_wrapped_where_asked_for(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="completed", is_wrapped=True)
    answer = (await http.get(f"/v1/jobs/{job.id}")).json()
    assert answer["job"]["status"] == "completed"
    assert answer["job"]["results"]["total_frames"] == 200


async def test_an_unknown_job_is_a_404_with_a_detail(http: httpx.AsyncClient) -> None:
    answer = await http.get("/v1/jobs/nobody")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Job not found"})


async def test_jobs_are_listed_with_limit_and_skip(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    ids = [backend.create_job().id for _ in range(3)]
    answer = (await http.get("/v1/jobs?limit=1&skip=1")).json()
    assert ([job["job_id"] for job in answer["jobs"]], answer["count"]) == ([ids[1]], 3)


async def test_cancelling_fails_a_job_and_leaves_a_finished_one(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    running, done = backend.create_job(status="running"), backend.create_job(status="completed")
    for job in (running, done):
        assert (await http.delete(f"/v1/jobs/{job.id}")).status_code == 200
    assert (running.truth.status, done.truth.status) == ("failed", "completed")


@pytest.mark.parametrize(
    ("policy", "headers"),
    [
        (NoHeaders(), {"cache-control": None, "etag": None, "last-modified": None}),
        (MaxAge(60), {"cache-control": "max-age=60"}),
        (NoStore(), {"cache-control": "no-store, no-cache, must-revalidate", "pragma": "no-cache"}),
        (ETag(), {"etag": '"1"', "cache-control": None}),
        (ETagBySecond(), {"etag": 'W/"0"'}),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_a_policy_decides_the_cache_headers(
    backend: Backend, http: httpx.AsyncClient, policy: CachePolicy, headers: dict[str, str | None]
) -> None:
    job = backend.create_job(cache_policy=policy)
    answer = await http.get(f"/v1/jobs/{job.id}")
    assert {name: answer.headers.get(name) for name in headers} == headers


async def test_a_date_alone_lies_far_enough_back_for_heuristic_freshness(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(cache_policy=LastModifiedOnly())
    answer = await http.get(f"/v1/jobs/{job.id}")
    assert answer.headers["last-modified"].endswith("GMT")
    assert "cache-control" not in answer.headers


async def test_a_matching_tag_is_a_304_until_the_job_changes(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(cache_policy=ETag())
    tag = {"If-None-Match": 'W/"1", "9"'}
    assert (await http.get(f"/v1/jobs/{job.id}", headers=tag)).status_code == 304
    job.complete()
    assert (await http.get(f"/v1/jobs/{job.id}", headers=tag)).json()["status"] == "completed"


async def test_a_tag_of_whole_seconds_hides_what_happened_within_one(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job(status="running", cache_policy=ETagBySecond())
    tag = {"If-None-Match": (await http.get(f"/v1/jobs/{job.id}")).headers["etag"]}
    job.complete()
    assert (await http.get(f"/v1/jobs/{job.id}", headers=tag)).status_code == 304


async def test_the_middleware_of_the_analysis_forbids_every_cache_below_v1_jobs() -> None:
    async with (
        serve_backend(now=lambda: 0, has_no_cache_middleware=True) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        job = backend.create_job(cache_policy=MaxAge(60))
        for path in (f"/v1/jobs/{job.id}", "/v1/jobs", "/v1/jobs/nobody"):
            answer = await http.get(path)
            assert answer.headers.get_list("cache-control") == [
                "no-store, no-cache, must-revalidate"
            ]
            assert answer.headers["pragma"] == "no-cache"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [(Status(503), 503), (HtmlPage(), "text/html"), (TruncatedJson(), ValueError)],
    ids=repr,
)
async def test_a_fault_takes_the_place_of_the_answer(
    backend: Backend, http: httpx.AsyncClient, fault: Fault, expected: object
) -> None:
    job = backend.create_job()
    job.answers.fault_next(fault)
    answer = await http.get(f"/v1/jobs/{job.id}")
    if expected is ValueError:
        with pytest.raises(ValueError):
            answer.json()
    elif isinstance(expected, int):
        assert answer.status_code == expected
    else:
        assert answer.headers["content-type"].startswith(str(expected))
    assert (await http.get(f"/v1/jobs/{job.id}")).json()["status"] == "pending"


@pytest.mark.parametrize("fault", [CutBeforeHeaders(), CutMidBody()], ids=repr)
async def test_a_cut_ends_the_connection_before_the_answer_does(
    backend: Backend, http: httpx.AsyncClient, fault: Fault
) -> None:
    job = backend.create_job()
    job.answers.fault(fault)
    with pytest.raises(httpx.TransportError):
        await http.get(f"/v1/jobs/{job.id}")
    assert [event.kind for event in backend.journal.events][-1] == "connection_cut"
