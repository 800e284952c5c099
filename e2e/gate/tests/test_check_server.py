"""`check-server` against real servers whose headers are right, or wrong in one way each."""

from __future__ import annotations

import pytest

from e2e.gate.tests.job_servers import (
    Checked,
    Said,
    run_check_server,
    run_command,
    serve_mock,
    serve_script,
)
from mock_backend import (
    CachePolicy,
    ETag,
    ETagBySecond,
    LastModifiedOnly,
    MaxAge,
    NoHeaders,
    NoStore,
)
from mock_backend.journal.events import FrameReceived, RequestArrived

OF_THE_JOB = {"GET job", "HEAD job"}
OF_ITS_304 = {"GET job 304", "HEAD job 304"}
OF_THE_REST = {"GET list", "HEAD list", "GET unknown", "HEAD unknown"}
"""The policies of the mock are for one job only: its list and its 404 never carry a header."""


@pytest.mark.parametrize(
    ("policy", "wrong", "words"),
    [
        (NoHeaders(), OF_THE_JOB, ["no Cache-Control", "RFC 9111, section 4.2.2"]),
        (MaxAge(60), OF_THE_JOB, ["max-age=60", "1 minute", "RFC 9111, section 5.2.2.1"]),
        (LastModifiedOnly(), OF_THE_JOB, ["10 days ago", "for 1 day", "RFC 9111, section 4.2.2"]),
        (ETag(), OF_THE_JOB | OF_ITS_304, ["ETag", "RFC 9111, section 4.3.4"]),
        (ETagBySecond(), OF_THE_JOB | OF_ITS_304, ['W/"0"', "RFC 9110, section 15.4.5"]),
        (NoStore(), set(), []),
    ],
    ids=lambda value: type(value).__name__ if hasattr(value, "get_headers") else None,
)
def test_findings_are_where_the_policy_is_wrong_and_nowhere_else(
    policy: CachePolicy, wrong: set[str], words: list[str]
) -> None:
    with serve_mock(has_no_cache_middleware=False) as server:
        server.create_job(status="completed", cache_policy=policy)
        checked = run_check_server(server.url)
    rules = ("no-store", "pragma")
    assert checked.found == {(rule, asked) for rule in rules for asked in wrong | OF_THE_REST}
    assert checked.code == 1
    of_the_job = [
        each for each in checked.report["findings"] if checked.report["job"] in each["asked"]
    ]
    said = "\n".join(f"{each['came']}\n{each['clause']}" for each in of_the_job)
    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(
    ("policy", "is_wrapped", "status"),
    [
        (NoHeaders(), False, "pending"),
        (ETag(), True, "running"),
        (ETag(), False, "completed"),
        (NoHeaders(), True, "failed"),
    ],
    ids=["bare", "wrapped with a 304", "bare with a 304", "wrapped"],
)
def test_nothing_is_found_behind_the_middleware_of_the_analysis(
    policy: CachePolicy, is_wrapped: bool, status: str
) -> None:
    with serve_mock(has_no_cache_middleware=True) as server:
        server.create_job(status=status, cache_policy=policy, is_wrapped=is_wrapped)
        checked = run_check_server(server.url)
    assert (checked.code, checked.found, checked.report["unchecked"]) == (0, set(), [])
    has_304 = any(each["came"] == "304" for each in checked.report["asked"])
    assert has_304 == isinstance(policy, ETag)


def test_a_server_that_answers_no_head_is_noted_and_not_blamed() -> None:
    good = {"Cache-Control": "no-store", "Pragma": "no-cache"}

    def answer(request: object) -> Said:
        if request.command == "HEAD":  # type: ignore[attr-defined]
            return Said(405, "", {})
        return Said(200, {"jobs": [], "count": 0}, good)

    with serve_script(answer) as url:
        checked = run_check_server(url)
    assert ("no-store", "HEAD list") not in checked.found
    assert "405, where GET is answered 200" in checked.notes


def test_every_finding_has_what_was_asked_what_came_the_clause_and_the_fix() -> None:
    with serve_mock(has_no_cache_middleware=False) as server:
        server.create_job(cache_policy=MaxAge(60))
        for_machines = run_check_server(server.url)
        for_people = run_command("check-server", server.url, "--listen", "0")
    for finding in for_machines.report["findings"]:
        assert all(finding[name] for name in ("rule", "asked", "came", "clause", "fix"))
    for word in (
        "FINDINGS: 12",
        "max-age=60",
        "RFC 9111, section 5.2.2.1",
        "Change 4",
        "Fix: Send",
    ):
        assert word in for_people.out
    assert (for_people.code, for_people.err) == (1, f"Checking {server.url}\n")


def test_the_server_is_only_read_and_sees_every_header_that_was_given() -> None:
    with serve_mock() as server:
        job = server.create_job(status="completed")
        checked = run_check_server(server.url, "--job", job.id, "--header", "X-API-Key: s3cret")
        events = server.backend.journal.events
    methods = {each.method for each in events if isinstance(each, RequestArrived)}
    frames = [each for each in events if isinstance(each, FrameReceived)]
    assert (checked.code, methods, frames) == (0, {"GET", "HEAD"}, [])
    assert "s3cret" not in checked.out + checked.err

    def answer(request: object) -> Said:
        key = request.headers.get("X-API-Key")  # type: ignore[attr-defined]
        also = request.headers.get("X-Tenant")  # type: ignore[attr-defined]
        is_known = (key, also) == ("s3cret", "a: b")
        return Said(200, {"jobs": [], "count": 0}) if is_known else Said(401, {})

    with serve_script(answer) as url:
        given = ("--header", "X-API-Key: s3cret", "--header", "X-Tenant: a: b")
        assert (
            expect_no_trouble(run_check_server(url, *given)) == "the list shows no job to ask for"
        )


def expect_no_trouble(checked: Checked) -> str:
    """Returns the reason of the only part that was not checked."""
    (gap,) = checked.report["unchecked"]
    why: str = gap["why"]
    return why
