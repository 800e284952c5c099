"""The access check of the control server, on a running command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from e2e.debug.guard import MOST_BYTES
from e2e.debug.tests.running import LIMIT, Running, run_debug

pytestmark = pytest.mark.timeout(LIMIT)

ELSEWHERE = "http://stage-1.jobstatus.localhost"


def expect_refused(
    debugged: Running, status: int, field: str, path: str = "step", **options: Any
) -> httpx.Response:
    """Expects that the order is refused with `status` and `field`, without CORS, and changes nothing."""
    before = debugged.get_state()
    answer = debugged.client.post(f"{debugged.origin}/api/{path}", **options)
    assert answer.status_code == status
    assert field in [each["loc"][-1] for each in answer.json()["detail"]]
    assert [name for name in answer.headers if name.startswith("access-control-")] == []
    assert debugged.get_state() == before
    return answer


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic x"},
    ],
    ids=["none", "wrong", "empty", "another scheme"],
)
def test_without_the_token_nothing_is_done(debugged: Running, headers: dict[str, str]) -> None:
    """A command of its own for the file, as it is started: the reason for its length."""
    answer = expect_refused(debugged, 401, "token", headers=headers)
    assert answer.headers["www-authenticate"] == "Bearer"


def test_the_panel_itself_is_behind_the_token(debugged: Running) -> None:
    for path in ("/", "/panel", "/api/state", "/api/events", "/api/openapi.json", "/nowhere"):
        assert debugged.client.get(f"{debugged.origin}{path}").status_code == 401
        wrong = f"{debugged.origin}{path}?token={debugged.token[:-1]}"
        assert debugged.client.get(wrong).status_code == 401
    assert debugged.client.get(debugged.address).status_code == 200


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Host", "stage-1.jobstatus.localhost"),
        ("Host", "localhost.example"),
        ("Origin", ELSEWHERE),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ],
)
def test_another_host_or_page_is_refused_even_with_the_token(
    debugged: Running, header: str, value: str
) -> None:
    expect_refused(debugged, 403, header.lower(), headers={**debugged.bearer, header: value})


def test_no_page_elsewhere_is_given_leave_to_ask(debugged: Running) -> None:
    asked = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    answer = debugged.client.options(f"{debugged.origin}/api/step", headers=asked)
    assert answer.status_code == 403
    assert [name for name in answer.headers if name.startswith("access-control-")] == []


def test_a_body_has_a_limit_whether_it_says_its_length_or_not(debugged: Running) -> None:
    large = b" " * (MOST_BYTES + 1)
    for content in (large, iter([large[:10], large[10:]])):
        expect_refused(debugged, 413, "body", "run", content=content, headers=debugged.bearer)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("run", {}, "to"),
        ("run", {"to": "2"}, "to"),
        ("run", {"to": -1}, "to"),
        ("run", {"to": 1, "until": 2}, "until"),
        ("acts", {"act": {"act": "progress"}}, "percent"),
        ("acts", {"act": {"act": "progress", "percent": 101}}, "percent"),
        ("acts", {"act": {"act": "explode"}}, "act"),
        ("acts/take-out", {"number": 0}, "number"),
        ("schedule", {"name": "../elsewhere"}, "name"),
        ("schedule", {"name": ""}, "name"),
    ],
)
def test_a_bad_field_is_named(debugged: Running, path: str, body: object, field: str) -> None:
    expect_refused(debugged, 422, field, path, json=body, headers=debugged.bearer)


@pytest.mark.parametrize("content", [b"{", b"\xff", b"[]"], ids=["cut", "no text", "a list"])
def test_a_body_that_is_none_is_refused(debugged: Running, content: bytes) -> None:
    headers = {**debugged.bearer, "Content-Type": "application/json"}
    answer = debugged.client.post(f"{debugged.origin}/api/run", content=content, headers=headers)
    assert (answer.status_code, answer.json()["detail"][0]["loc"][0]) == (422, "body")


def test_an_unknown_address_and_a_wrong_method_are_named(debugged: Running) -> None:
    expect_refused(debugged, 404, "path", "nowhere", headers=debugged.bearer)
    expect_refused(debugged, 405, "method", "state", headers=debugged.bearer)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("run", {"to": 99}, "to"),
        ("acts", {"act": {"act": "late_progress"}}, "act"),
        ("acts/take-out", {"number": 1}, "number"),
        ("pause", None, "pause"),
        ("schedule", {"name": "nothing-played"}, "schedule"),
    ],
)
def test_a_command_that_does_nothing_now_is_a_conflict(
    debugged: Running, path: str, body: object, field: str
) -> None:
    expect_refused(debugged, 409, field, path, json=body, headers=debugged.bearer)


def test_nothing_that_the_command_says_has_the_token_but_its_one_line(tmp_path: Path) -> None:
    with run_debug(cwd=tmp_path) as running:
        running.wait_until_waiting()
        running.client.get(f"{running.origin}/api/state?token={running.token}")
        running.post("step")
        running.process.terminate()
        out, err = running.process.communicate(timeout=LIMIT)
    assert running.token not in "\n".join([*running.said, out, err])
