"""`check-server` finds the dialect that a server speaks, and compares its answers with that dialect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from e2e.gate.tests.job_servers import (
    check_here,
    run_check_server,
    run_command,
    serve_mock,
    serve_recorded,
)
from mock_backend import DIALECTS, DialectName

NO_STORE = {"Cache-Control": "no-store, no-cache, must-revalidate", "Pragma": "no-cache"}


@pytest.mark.parametrize("status", ["pending", "running", "completed", "failed"])
@pytest.mark.parametrize("is_wrapped", [False, True], ids=["bare", "wrapped"])
def test_nothing_is_found_at_a_good_server_of_today(status: str, is_wrapped: bool) -> None:
    with serve_mock(dialect="result-url") as server:
        server.create_job(status=status, progress=40, is_wrapped=is_wrapped)
        checked = check_here(server.url)
    assert (checked.code, checked.found, checked.report["unchecked"]) == (0, set(), [])
    assert checked.report["wire"] == "result-url"
    asked = [each["asked"] for each in checked.report["asked"]]
    assert any("/result?mode=stream" in each for each in asked) == (status == "completed")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_report_says_which_dialect_it_is(dialect: DialectName) -> None:
    with serve_mock(dialect=dialect) as server:
        server.create_job(status="completed")
        for_machines, for_people = (
            run_check_server(server.url),
            run_command("check-server", server.url, "--listen", "0"),
        )
    assert (for_machines.code, for_machines.report["wire"]) == (0, dialect)
    assert f"the server speaks the dialect {dialect}" in for_people.out


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_server_that_answers_as_the_team_s_was_recorded_speaks_its_dialect(
    dialect: DialectName,
) -> None:
    with serve_recorded(dialect, NO_STORE) as url:
        checked = check_here(url)
    rules = {each["rule"] for each in checked.report["findings"]}
    # The server of the standard library has no WebSocket.
    assert (rules, checked.report["wire"]) == ({"websocket-opens"}, dialect)
    assert "405, where GET is answered 200" in checked.notes


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_the_team_s_server_lacks_is_found_in_both_dialects(dialect: DialectName) -> None:
    with serve_recorded(dialect) as url:
        checked = check_here(url)
    assert ("no-store", "GET job") in checked.found
    assert not [each for each in checked.report["findings"] if each["rule"] == "wire"]


def drift(change: Callable[[dict[str, Any]], object]) -> Callable[[str, Any], Any]:
    def apply(path: str, body: Any) -> Any:
        if "result_url" in body:
            change(body)
        return body

    return apply


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda job: job.pop("result_url") and job.update(results={}), {"results"}),
        (lambda job: job.pop("summary"), {"summary"}),
        (lambda job: job.update(progress="100"), {"progress"}),
        (lambda job: job.update(progress=41.5), {"progress"}),
        (lambda job: job.update(result_url=None), {"result_url"}),
        (lambda job: job.update(summary={"frame_count": 1}), {"summary"}),
        (lambda job: job.update(updated_at=7), {"updated_at"}),
        (lambda job: job.update(job_type="anything"), set()),
        (lambda job: job.pop("plugin_id"), set()),
        (lambda job: job.update(plugin_id=7), set()),
        (lambda job: job.update(eta=4), set()),
    ],
    ids=[
        "results in the place of result_url", "no summary", "text for a number", "a fraction",
        "completed without result_url", "half a summary", "a number for a time", "any job_type",
        "no plugin_id, which no page reads", "another plugin_id", "a field that nobody knows",
    ],
)  # fmt: skip
def test_a_server_of_today_that_has_drifted_is_named_field_by_field(
    change: Callable[[dict[str, Any]], object], expected: set[str]
) -> None:
    with serve_mock(change=drift(change), dialect="result-url") as server:
        job = server.create_job(status="completed")
        checked = check_here(server.url, job=job.id)
    found = set(checked.fields)
    assert expected <= found if expected == {"results"} else found == expected
    assert checked.code == (1 if expected else 0)


def test_what_no_page_reads_is_noted_with_what_came() -> None:
    with serve_mock(
        change=drift(lambda job: job.update(plugin_id=7)), dialect="result-url"
    ) as server:
        server.create_job(status="completed")
        checked = check_here(server.url)
    assert (checked.code, checked.found) == (0, set())
    assert "plugin_id is 7; the contract has string or null; no page reads it" in checked.notes


def test_results_that_are_not_where_the_job_says_are_a_finding() -> None:
    def gone(path: str, body: Any) -> Any:
        return {**body, "result_url": "/v1/jobs/nowhere/result"} if "result_url" in body else body

    def lacking(path: str, body: Any) -> Any:
        if path.endswith("/result"):
            for each in body["frames"]:
                for found in each["detections"]["tracked_objects"]:
                    del found["xyxy"]
        return body

    for change, field in ((gone, "result_url"), (lacking, "frames")):
        with serve_mock(change=change, dialect="result-url") as server:
            job = server.create_job(status="completed")
            checked = check_here(server.url, job=job.id)
        assert (checked.code, set(checked.fields)) == (1, {field})
