"""The HTTP side of the wire, over real sockets."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from mock_backend import (
    FAULTS,
    Backend,
    CachePolicy,
    ETag,
    ETagBySecond,
    LastModifiedOnly,
    MaxAge,
    NoHeaders,
    NoStore,
    serve_backend,
)
from mock_backend.tests.test_answer_gate import wait_until_recorded

pytestmark = pytest.mark.anyio

CONTRACT_KEYS = {
    "job_id", "status", "progress", "results", "error_message", "job_type", "tool", "tool_list",
    "current_tool", "tools_total", "tools_completed", "created_at", "updated_at",
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


@pytest.mark.parametrize(
    ("message", "sent"), [("für 鍵", "für 鍵".encode()), ("鍵 \ud83d", rb"\u9375 \ud83d")]
)
async def test_characters_are_sent_as_they_are_but_where_utf_8_has_none(
    backend: Backend, http: httpx.AsyncClient, message: str, sent: bytes
) -> None:
    """As FastAPI sends them. A lone surrogate is in no text of UTF-8."""
    job = backend.create_job()
    job.fail(message)
    answer = await http.get(f"/v1/jobs/{job.id}")
    assert sent in answer.content
    assert answer.json()["error_message"] == message


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


async def test_a_date_belongs_to_one_version(backend: Backend, http: httpx.AsyncClient) -> None:
    job = backend.create_job(status="running", cache_policy=LastModifiedOnly())
    dates = [(await http.get(f"/v1/jobs/{job.id}")).headers["last-modified"]]
    job.complete()
    dates += [(await http.get(f"/v1/jobs/{job.id}")).headers["last-modified"] for _ in range(2)]
    assert dates[0] != dates[1] == dates[2]


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
    ("name", "expected"),
    [
        ("404", (404, "application/json")),
        ("429", (429, "application/json")),
        ("500", (500, "application/json")),
        ("502", (502, "application/json")),
        ("503", (503, "application/json")),
        ("html-200", (200, "text/html")),
        ("html-511", (511, "text/html")),
        ("redirect", (302, "")),
        ("wrong-content-type", (200, "text/plain")),
    ],
)
async def test_a_fault_takes_the_place_of_one_answer(
    backend: Backend, http: httpx.AsyncClient, name: str, expected: tuple[int, str]
) -> None:
    job = backend.create_job()
    job.answers.fault_next(FAULTS[name])
    answer = await http.get(f"/v1/jobs/{job.id}")
    content_type = answer.headers.get("content-type", "").partition(";")[0]
    assert (answer.status_code, content_type) == expected
    assert (await http.get(f"/v1/jobs/{job.id}")).json()["status"] == "pending"


@pytest.mark.parametrize("name", ["empty-body", "truncated-json"])
async def test_a_body_that_is_no_json_comes_with_status_200(
    backend: Backend, http: httpx.AsyncClient, name: str
) -> None:
    job = backend.create_job()
    job.answers.fault(FAULTS[name])
    answer = await http.get(f"/v1/jobs/{job.id}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    with pytest.raises(ValueError):
        answer.json()


@pytest.mark.parametrize(
    ("name", "has_headers"),
    [
        ("cut-before-headers", False),
        ("reset-before-headers", False),
        ("cut-mid-body", True),
        ("reset-mid-body", True),
    ],
)
async def test_a_connection_that_ends_does_so_before_or_after_its_headers(
    backend: Backend, http: httpx.AsyncClient, name: str, has_headers: bool
) -> None:
    job = backend.create_job()
    job.answers.fault(FAULTS[name])
    assert await ask_until_it_breaks_off(http, job.id) == has_headers
    assert [event.kind for event in backend.journal.events][-1] == "connection_cut"


async def ask_until_it_breaks_off(http: httpx.AsyncClient, job_id: str) -> bool:
    """Returns whether the headers came before the connection ended."""
    headers_came = False
    try:
        async with http.stream("GET", f"/v1/jobs/{job_id}") as answer:
            headers_came = answer.status_code == 200
            await answer.aread()
    except httpx.TransportError:
        return headers_came
    raise AssertionError("the answer came to its end")


@pytest.mark.parametrize(
    ("name", "is_reset"), [("cut-before-headers", False), ("reset-before-headers", True)]
)
async def test_a_reset_is_a_tcp_reset_and_a_cut_is_an_end_of_stream(
    backend: Backend, name: str, is_reset: bool
) -> None:
    job = backend.create_job()
    job.answers.fault(FAULTS[name])
    port = int(backend.base_url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /v1/jobs/{job.id} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    if is_reset:
        with pytest.raises(ConnectionResetError):
            await reader.read()
    else:
        # Without a byte a browser might repeat the request by itself.
        assert await reader.read() == b"H"
    writer.close()


async def test_an_answer_that_never_comes_is_journalled_as_held_until_the_client_leaves(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    job = backend.create_job()
    job.answers.fault(FAULTS["never-answers"])
    asking = asyncio.create_task(http.get(f"/v1/jobs/{job.id}"))
    await wait_until_recorded(backend, "request_held")
    assert job.answers.held == ()
    asking.cancel()
    await wait_until_recorded(backend, "request_abandoned")


def test_no_two_faults_of_the_registry_do_the_same() -> None:
    assert len({fault.effect for fault in FAULTS.values()}) == len(FAULTS)
