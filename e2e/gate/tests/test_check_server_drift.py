"""`check-server` against a server that has drifted from the mock: each field is named.

`test_the_command_names_each_of_several_fields` runs the command; the long tables run the check without
the command, over the same sockets.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from e2e.gate.tests.job_servers import (
    Checked,
    check_here,
    run_check_server,
    run_command,
    serve_mock,
)

Job = dict[str, Any]


def rename(job: Job, old: str, new: str) -> None:
    job[new] = job.pop(old)


def expect_fields(
    drift: Callable[[Job], object],
    expected: dict[str, str],
    *,
    status: str = "completed",
    check: Callable[[str], Checked] = check_here,
) -> None:
    """Asserts the fields that a check names, and the text for each, on a server with jobs changed by
    `drift`."""

    def change(path: str, body: Any) -> Any:
        if path == "/v1/jobs":
            return body
        changed = copy.deepcopy(body)
        if "job_id" in changed:
            drift(changed)
        return changed

    with serve_mock(change=change) as server:
        server.create_job(status=status)
        checked = check(server.url)
    assert checked.code == 1
    assert {each["rule"] for each in checked.report["findings"]} == {"wire"}
    assert checked.fields.keys() == expected.keys()
    for field, words in expected.items():
        assert words in checked.fields[field]
        assert field.split(".")[-1] in checked.fields[field]


@pytest.mark.parametrize(
    ("drift", "expected"),
    [
        (lambda job: job.pop("progress"), {"progress": "no progress"}),
        (lambda job: rename(job, "error_message", "error"), {"error_message": "'error' is there"}),
        (lambda job: job.update(status="done"), {"status": '"done"', "results": "only when"}),
        (lambda job: job.update(job_type="audio"), {"job_type": '"audio"'}),
        (lambda job: job.update(progress="40"), {"progress": '"40"; the contract has number'}),
        (lambda job: job.update(progress=140), {"progress": "less than or equal to 100"}),
        (lambda job: job.update(tools_total=True), {"tools_total": "true; the contract has integer"}),
        (lambda job: job.update(tool_list="a,b"), {"tool_list": "array or null"}),
        (lambda job: job.update(updated_at=1700000000), {"updated_at": "1700000000"}),
        (lambda job: job.update(updated_at="yesterday"), {"updated_at": "isoformat"}),
        (lambda job: job.update(results=None), {"results": "only when completed"}),
        (lambda job: job["results"].pop("frames"), {"results.frames": "no results.frames"}),
        (
            lambda job: job["results"]["frames"][0].pop("detections"),
            {"results.frames": "[0][detections]"},
        ),
        (
            lambda job: job["results"]["frames"][0]["detections"]["tracked_objects"][1].pop("xyxy"),
            {"results.frames": "[0][detections][tracked_objects][1][xyxy]"},
        ),
    ],
    ids=[
        "missing", "renamed", "another status", "another job_type", "text for a number", "over 100",
        "a boolean for a count", "text for a list", "seconds for a moment", "no moment",
        "completed without results", "results without frames", "a frame without detections",
        "an object without its box",
    ],
)  # fmt: skip
def test_a_job_that_has_drifted_is_named_field_by_field(
    drift: Callable[[Job], object], expected: dict[str, str]
) -> None:
    expect_fields(drift, expected)


def test_the_command_names_each_of_several_fields() -> None:
    def drift(job: Job) -> None:
        job.pop("tool_list")
        rename(job, "error_message", "error")
        rename(job, "current_tool", "tool_now")
        job.update(status="done", tools_completed="1")

    named = {
        "tool_list": "no tool_list",
        "error_message": "'error' is there",
        "current_tool": "no current_tool",
        "status": '"done"; the contract has one of completed, failed, pending, running',
        "tools_completed": '"1"; the contract has integer or null',
    }
    expect_fields(drift, named, status="running", check=run_check_server)


def test_a_field_that_nobody_knows_is_noted_and_no_finding() -> None:
    with serve_mock(change=lambda path, body: {**body, "eta": 4}) as server:
        server.create_job()
        checked = check_here(server.url)
    assert checked.code == 0
    assert "eta: not in the contract" in checked.notes


def test_an_escape_sequence_that_a_server_sends_does_not_reach_the_terminal() -> None:
    with serve_mock(change=lambda path, body: {**body, "\x1b[31meta": "[bold]"}) as server:
        server.create_job()
        checked = run_command("check-server", server.url, "--listen", "0")
    assert "\x1b" not in checked.out
    assert "\ufffd[31meta: not in the contract" in checked.out


@pytest.mark.parametrize(
    ("path", "changed", "field", "words"),
    [
        ("/v1/jobs", lambda body: {"items": body["jobs"], "count": 1}, "jobs", "'items' is there"),
        ("/v1/jobs", lambda body: {**body, "count": "1"}, "count", "integer"),
        (
            "/v1/jobs",
            lambda body: {**body, "jobs": [{**body["jobs"][0], "status": "done"}]},
            "jobs[].status",
            '"done"',
        ),
        ("404", lambda body: {"error": body["detail"]}, "detail", "'error' is there"),
    ],
    ids=["jobs renamed", "count as text", "a status in the list", "the detail of a 404"],
)
def test_a_list_or_a_404_that_has_drifted_is_named(
    path: str, changed: Callable[[Job], Job], field: str, words: str
) -> None:
    def change(asked: str, body: Any) -> Any:
        is_meant = asked == path or (path == "404" and body == {"detail": "Job not found"})
        return changed(body) if is_meant else body

    with serve_mock(change=change) as server:
        job = server.create_job()
        checked = check_here(server.url, job=job.id)
    assert (checked.code, list(checked.fields)) == (1, [field])
    assert words in checked.fields[field]


def test_a_list_may_show_its_jobs_in_part() -> None:
    def change(path: str, body: Any) -> Any:
        if path != "/v1/jobs":
            return body
        kept = [{name: job[name] for name in ("job_id", "status")} for job in body["jobs"]]
        return {**body, "jobs": kept}

    with serve_mock(change=change) as server:
        server.create_job()
        assert check_here(server.url).code == 0


def document(drift: Callable[[Job], object]) -> Callable[[str, Any], Any]:
    """Returns a change of the OpenAPI document alone."""

    def change(path: str, body: Any) -> Any:
        if path == "/openapi.json":
            drift(body)
        return body

    return change


def of_job(body: Job) -> Job:
    properties: Job = body["components"]["schemas"]["Job"]["properties"]
    return properties


@pytest.mark.parametrize(
    ("drift", "expected"),
    [
        (lambda body: of_job(body).pop("progress"), {"progress": "has no progress"}),
        (lambda body: rename(of_job(body), "tool", "tools"), {"tool": "'tools' is there"}),
        (
            lambda body: of_job(body).update(progress={"type": "string"}),
            {"progress": "is string; the contract has number or null", "jobs[].progress": "string"},
        ),
        (
            lambda body: of_job(body)["status"].update(
                enum=["queued", "running", "completed", "failed"]
            ),
            {"status": "queued", "jobs[].status": "queued"},
        ),
        (
            lambda body: of_job(body)["job_id"].update(nullable=True),
            {"job_id": "string or null", "jobs[].job_id": "string or null"},
        ),
        (
            lambda body: body["components"]["schemas"]["JobList"]["properties"].pop("count"),
            {"count": "has no count"},
        ),
    ],
    ids=["missing", "renamed", "another type", "another enum", "nullable", "the list's count"],
)
def test_an_openapi_document_that_has_drifted_is_named_field_by_field(
    drift: Callable[[Job], object], expected: dict[str, str]
) -> None:
    with serve_mock(change=document(drift)) as server:
        server.create_job()
        checked = check_here(server.url)
    assert checked.code == 1
    assert {each["rule"] for each in checked.report["findings"]} == {"openapi"}
    assert checked.fields.keys() == expected.keys()
    assert [field for field, words in expected.items() if words not in checked.fields[field]] == []


def test_a_document_without_the_routes_names_them() -> None:
    with serve_mock(change=document(lambda body: body["paths"].clear())) as server:
        server.create_job()
        checked = check_here(server.url)
    came = [each["came"] for each in checked.report["findings"]]
    assert came == ["the document has no GET /v1/jobs/{job_id}", "the document has no GET /v1/jobs"]


def test_no_document_is_noted_and_no_finding() -> None:
    with serve_mock(change=document(lambda body: body.clear())) as server:
        server.create_job()
        checked = check_here(server.url)
    assert checked.code == 0
    assert "no OpenAPI document" in checked.notes
