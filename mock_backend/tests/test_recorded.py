"""The mock answers as the team's server does: field by field and type by type, in both dialects.

tests/recorded has the answers of that server. No test compares the mock with itself.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from mock_backend import DIALECTS, Backend, DialectName, serve_backend
from mock_backend.contract import MODELS, VideoResults
from mock_backend.dialects import Recorded
from mock_backend.journal.events import RequestArrived
from mock_backend.recording import RecordedAnswer, Recording

pytestmark = pytest.mark.anyio

RECORDED = Path(__file__).with_name("recorded")
KNOWN = "00000001-0000-4000-8000-000000000001"
NAIVE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")
NOT_COMPARED = {"content-length", "last-modified", "etag", "content-disposition"}
"""Headers whose values differ from answer to answer; only their presence is compared."""

MESSAGE = "Failed to open the video"


def read(name: str) -> list[dict[str, Any]]:
    answers: list[dict[str, Any]] = json.loads((RECORDED / name).read_text(encoding="utf-8"))
    return answers


INLINE = read("inline-results-server.json")
RESULT_URL = read("result-url-server.json")
NOT_YET = "Results file not found"


def shape(value: object) -> object:
    """Returns the names and types in `value`.

    A list has each shape of its elements once; a text is either a time or another text.
    """
    match value:
        case dict():
            return {key: shape(each) for key, each in value.items()}
        case list():
            return sorted({json.dumps(_shape_element(each)) for each in value})
        case str():
            return "time" if NAIVE.fullmatch(value) else "text"
    return type(value).__name__


def _shape_element(value: object) -> object:
    # The coordinates of a box are numbers, with a fraction or without.
    return "number" if isinstance(value, int | float) else shape(value)


def name(answer: dict[str, Any]) -> str:
    body = answer["body"]
    kind = body.get("job_type", answer["status"])
    return f"{answer['request'].split('?')[0].split('/')[-1][:8]}-{kind}-{body.get('status', '')}"


def create_job(backend: Backend, body: dict[str, Any]) -> None:
    """Creates a job in the state of the recorded one."""
    job_type = body.get("job_type") or "video"
    job = backend.create_job(job_id=body["job_id"], job_type=job_type)
    progress = body["progress"]
    if body["status"] != "pending":
        job.start()
        if progress is not None:
            job.progress(min(progress, 99))
    if body["status"] == "completed":
        job.complete()
    if body["status"] == "failed":
        job.fail(MESSAGE)


@pytest.mark.parametrize("recorded", [each for each in INLINE if each["status"] == 200], ids=name)
async def test_an_inline_job_is_what_was_recorded(
    backend: Backend, http: httpx.AsyncClient, recorded: dict[str, Any]
) -> None:
    create_job(backend, recorded["body"])
    answer = await http.get(recorded["request"].split()[1])
    assert answer.status_code == 200
    assert list(answer.json()) == list(recorded["body"])
    assert shape(answer.json()) == shape(recorded["body"])
    same = ("job_id", "status", "progress", "error_message", "tool_list", "job_type")
    for field in same:
        assert answer.json()[field] == recorded["body"][field]
    MODELS["inline"].job.model_validate_json(answer.content, strict=True)


@pytest.mark.parametrize("recorded", RESULT_URL, ids=name)
async def test_an_answer_of_today_s_server_is_what_was_recorded(recorded: dict[str, Any]) -> None:
    jobs = [each["body"] for each in RESULT_URL if "job_type" in each["body"]]
    async with (
        serve_backend(now=lambda: 0, dialect=DIALECTS["result-url"]) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        for job in jobs:
            create_job(backend, job)
        answer = await http.get(recorded["request"].split()[1])
    assert answer.status_code == recorded["status"]
    assert shape(answer.json()) == shape(recorded["body"])
    headers = dict(answer.headers)
    assert set(headers) - {"date"} == set(recorded["headers"])
    for header in recorded["headers"].keys() - NOT_COMPARED:
        assert headers[header] == recorded["headers"][header]
    if recorded["status"] != 200:
        assert answer.json() == recorded["body"]
    if "job_type" in recorded["body"]:
        assert answer.json()["progress"] == recorded["body"]["progress"]
        assert answer.json()["result_url"] == recorded["body"]["result_url"]
        MODELS["result-url"].job.model_validate_json(answer.content, strict=True)
    if "frames" in recorded["body"]:
        VideoResults.model_validate_json(answer.content, strict=True)
        disposition = recorded["headers"]["content-disposition"]
        assert headers["content-disposition"] == disposition
        assert re.fullmatch(r'"[0-9a-f]{32}"', headers["etag"])


def test_the_comparison_sees_a_field_a_type_and_a_time_that_differ() -> None:
    good: dict[str, Any] = {"a": 1, "b": [{"c": "2026-11-25T09:10:53.773153"}]}
    for other in (
        {"a": 1},
        {"a": 1.0, "b": good["b"]},
        {"a": None, "b": good["b"]},
        {"a": 1, "b": []},
        {"a": 1, "b": [{"c": "2026-11-25T09:10:53.773153+00:00"}]},
        {"a": 1, "b": [{"c": "2026-11-25T09:10:53.773"}]},
    ):
        assert shape(other) != shape(good)
    assert shape({"a": 7, "b": good["b"] * 2}) == shape(good)


async def test_an_unknown_inline_job_is_the_recorded_404(http: httpx.AsyncClient) -> None:
    recorded = [each for each in INLINE if each["status"] == 404]
    answer = await http.get(f"/v1/jobs/{KNOWN}")
    assert (answer.status_code, answer.json()) == (404, recorded[-1]["body"])
    assert [each["body"]["detail"] for each in recorded] == [NOT_YET, "Job not found"]


async def test_an_id_of_another_length_is_a_422_as_well(http: httpx.AsyncClient) -> None:
    status, body = DIALECTS["result-url"].refuse("12")
    assert (status, body["detail"][0]["type"]) == (422, "uuid_parsing")
    assert "found 2" in body["detail"][0]["msg"]


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_results_are_there_when_the_job_has_completed_and_not_before(
    dialect: DialectName,
) -> None:
    async with (
        serve_backend(now=lambda: 0, dialect=DIALECTS[dialect]) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        job = backend.create_job(status="running")
        addresses = (f"/v1/jobs/{job.id}/result?mode=stream", f"/v1/jobs/{job.id}/video")
        before = [(await http.get(each)).status_code for each in addresses]
        job.complete()
        results, video = [await http.get(each) for each in addresses]
        part = await http.get(addresses[1], headers={"Range": "bytes=0-3"})
    assert before == [404, 404]
    has_results = 200 if dialect == "result-url" else 404
    assert (results.status_code, video.status_code) == (has_results, 200)
    assert video.headers["content-type"] == "video/webm"
    # EBML's magic number, with which a WebM file begins.
    assert (part.status_code, part.content) == (206, b"\x1a\x45\xdf\xa3")


@pytest.mark.parametrize(("by", "journalled"), [("empty", 1), ("video", 0)])
async def test_what_a_media_element_asks_for_by_itself_is_not_journalled(
    backend: Backend, http: httpx.AsyncClient, by: str, journalled: int
) -> None:
    job = backend.create_job(status="completed")
    answer = await http.get(f"/v1/jobs/{job.id}/video", headers={"Sec-Fetch-Dest": by})
    arrived = [each for each in backend.journal.events if isinstance(each, RequestArrived)]
    assert (answer.status_code, len(arrived)) == (200, journalled)


@pytest.mark.parametrize(("found", "least", "most"), [("nothing", 0, 0), ("much", 3_000, 9_000)])
async def test_a_job_finds_nothing_or_much_where_that_is_wanted(
    backend: Backend, http: httpx.AsyncClient, found: Any, least: int, most: int
) -> None:
    job = backend.create_job(status="completed", found=found)
    results = (await http.get(f"/v1/jobs/{job.id}")).json()["results"]
    objects = sum(len(each["detections"]["tracked_objects"]) for each in results["frames"])
    assert least <= objects <= most
    VideoResults.model_validate(results)
    summary = DIALECTS["result-url"].get_job(job.truth)["summary"]
    assert summary["detection_count"] == objects
    assert bool(summary["classes"]) == (found == "much")


async def test_a_recorded_wrapper_is_there_once_where_the_mock_wraps_as_well() -> None:
    body: Any = {"job": {"job_id": "old", "status": "completed", "progress": 100, "results": {}}}
    answer = RecordedAnswer(request="GET /v1/jobs/old", status=200, body=body)
    recording = Recording(server="x", recorded_at="y", wire="inline", answers=(answer,))
    async with (
        serve_backend(now=lambda: 0, dialect=Recorded(recording)) as backend,
        httpx.AsyncClient(base_url=backend.base_url) as http,
    ):
        for is_wrapped in (False, True):
            job = backend.create_job(status="running", progress=40, is_wrapped=is_wrapped)
            said = (await http.get(f"/v1/jobs/{job.id}")).json()
            assert said == {
                "job": {"job_id": job.id, "status": "running", "progress": 40, "results": None}
            }


async def test_several_tools_are_listed_and_counted(
    backend: Backend, http: httpx.AsyncClient
) -> None:
    tools = ("player_detection", "ball_detection")
    job = backend.create_job(status="running", progress=60, job_type="video_multi", tools=tools)
    inline = (await http.get(f"/v1/jobs/{job.id}")).json()
    today = DIALECTS["result-url"].get_job(job.truth)
    assert (inline["tool_list"], today["tools"]) == ([*tools], [*tools])
    for each in (inline, today):
        assert (each["current_tool"], each["tools_total"], each["tools_completed"]) == (
            "ball_detection", 2, 1,
        )  # fmt: skip
    MODELS["inline"].job.model_validate(inline, strict=True)
    MODELS["result-url"].job.model_validate(today, strict=True)
