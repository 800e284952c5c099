"""`check-server --watch` follows a job of a real server to its end.

All tests but one follow in this process, with a poll every twentieth of a second. Each new state that is
told triggers the server's next move.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.gate.tests.job_servers import (
    MockServer,
    Said,
    run_command,
    run_in_a_thread,
    serve_mock,
    serve_script,
)
from e2e.server_check import CheckSettings, ServerCheck, Told, UnusableInput, watch_job
from mock_backend.job_control import JobControl
from mock_backend.journal.events import FrameReceived, RequestArrived
from mock_backend.wire import progress_frame

Move = Callable[[JobControl], object]


def follow(server: MockServer, job: JobControl, *moves: Move, grace: float = 0.4) -> ServerCheck:
    """Follows `job`, and makes the next of `moves` with it whenever a new state of it is told.

    The first one is made once both an answer and the opened socket are told: a job that ends before is
    told as one that had ended when it was first asked for.
    """
    left: Iterator[Move] = iter(moves)
    by: set[str] = set()

    def go_on(told: Told) -> None:
        by.add(told.by)
        is_open = len(by) > 1 and bool(server.portal.call(lambda: job.sockets))
        if is_open and (move := next(left, None)) is not None:
            server.portal.call(move, job)

    settings = CheckSettings(server.url, every=0.05, grace=grace)
    return run_in_a_thread(lambda: watch_job(settings, job.id, go_on))


def get_rules(check: ServerCheck) -> list[str]:
    return [each.rule for each in check.findings]


def test_a_job_whose_end_is_broadcast_has_no_finding() -> None:
    with serve_mock() as server:
        job = server.create_job(status="running", progress=10)
        check = follow(
            server, job, lambda j: j.progress(40), lambda j: j.progress(95), lambda j: j.complete()
        )
        events = server.backend.journal.events
    assert (check.verdict, check.findings, check.wire) == ("pass", (), "inline")
    by_socket = [each.said for each in check.told if each.by == "WebSocket"]
    assert [len(by_socket), by_socket[0]] == [4, "opened"]
    assert '"completed"' in by_socket[-1]
    assert {each.method for each in events if isinstance(each, RequestArrived)} == {"GET"}
    assert not any(isinstance(each, FrameReceived) for each in events)


@pytest.mark.parametrize("end", ["completed", "failed"])
@pytest.mark.parametrize("heard", [0, 2], ids=["nothing was heard", "progress was heard"])
def test_an_end_that_is_never_broadcast_is_the_finding(end: str, heard: int) -> None:
    def finish(job: JobControl) -> None:
        if end == "completed":
            job.complete(broadcast=False)
        else:
            job.fail("No ball.", broadcast=False)

    moves: list[Move] = [lambda j: j.progress(40), lambda j: j.progress(95)]
    with serve_mock(dialect="result-url") as server:
        job = server.create_job(status="running", progress=10)
        check = follow(server, job, *moves[:heard], finish)
    assert (check.verdict, get_rules(check), check.wire) == (
        "findings",
        ["end-is-broadcast"],
        "result-url",
    )
    assert f"{end} was never told" in check.findings[0].came
    assert "run_coroutine_threadsafe" in check.findings[0].fix
    assert f"{heard or 'no'} frames" in check.notes[-1].came


def test_a_frame_that_goes_back_after_the_end_is_out_of_order() -> None:
    def late(job: JobControl) -> None:
        job.complete(broadcast=False)
        for socket in job.sockets:
            socket.send({"job_id": job.id, "status": "completed"})
            socket.send(progress_frame(job.id, 95, 190))

    with serve_mock() as server:
        job = server.create_job(status="running", progress=10)
        job_told = follow(server, job, lambda j: j.progress(95), late)
    assert "told-in-order" in get_rules(job_told)
    said = job_told.findings[0].came
    assert "WebSocket told running" in said
    assert "told completed" in said


def test_an_end_that_http_does_not_know_yet_is_out_of_order() -> None:
    def claim(job: JobControl) -> None:
        for socket in job.sockets:
            socket.send({"job_id": job.id, "status": "completed"})

    with serve_mock() as server:
        job = server.create_job(status="running", progress=10)
        check = follow(server, job, claim)
    assert get_rules(check) == ["told-in-order"]
    assert "HTTP did not within 0.4 s" in check.findings[0].came


def test_progress_that_falls_is_noted() -> None:
    def fall(job: JobControl) -> None:
        for socket in job.sockets:
            socket.send(progress_frame(job.id, 30, 60))

    with serve_mock() as server:
        job = server.create_job(status="running", progress=10)
        check = follow(server, job, lambda j: j.progress(95), fall, lambda j: j.complete())
    assert check.findings == ()
    assert any("30 %" in each.came and "95 %" in each.came for each in check.notes)


def test_a_socket_that_the_server_closes_before_the_end_is_the_finding() -> None:
    def close(job: JobControl) -> None:
        for socket in job.sockets:
            socket.close(1001)

    done: list[bool] = []

    with serve_mock() as server:
        job = server.create_job(status="running", progress=10)

        def go_on(told: Told) -> None:
            if told.said == "opened":
                server.portal.call(close, job)
            elif "closed by the server with 1001" in told.said and not done:
                done.append(True)
                server.portal.call(job.complete)

        settings = CheckSettings(server.url, every=0.05, grace=0.4)
        check = run_in_a_thread(lambda: watch_job(settings, job.id, go_on))
    assert get_rules(check) == ["websocket-stays"]


def test_a_socket_that_does_not_open_is_the_finding() -> None:
    with serve_mock() as server:
        job = server.create_job(status="running", progress=10)
        server.portal.call(job.handshakes.refuse, 403)

        def go_on(told: Told) -> None:
            with suppress(Exception):
                server.portal.call(job.complete)

        settings = CheckSettings(server.url, every=0.05, grace=0.4)
        check = run_in_a_thread(lambda: watch_job(settings, job.id, go_on))
    assert get_rules(check) == ["websocket-opens"]


def test_a_job_that_has_ended_already_is_undecided_with_the_way_out() -> None:
    with serve_mock() as server:
        job = server.create_job(status="completed")
        checked = run_command("check-server", server.url, "--watch", job.id)
    assert checked.code == 3
    assert "the job was completed when it was first asked for" in checked.out
    assert "Follow one that is pending or running." in checked.out


def test_a_server_that_stops_to_answer_is_undecided() -> None:
    def answer(request: Any) -> Said | None:
        request.connection.close()
        return None

    with serve_script(answer) as url:
        settings = CheckSettings(url, every=0.01, grace=0.1)
        check = run_in_a_thread(lambda: watch_job(settings, "a", lambda told: None))
    assert check.verdict == "undecided"
    assert "5 polls in a row" in (check.reason or "")


def test_a_job_that_the_server_does_not_know_is_bad_usage() -> None:
    with serve_mock() as server:
        settings = CheckSettings(server.url)
        with pytest.raises(UnusableInput, match="it knows no such job"):
            run_in_a_thread(lambda: watch_job(settings, "nobody", lambda told: None))
        both = run_command("check-server", server.url, "--watch", "a", "--job", "b")
    assert (both.code, "--job or --watch" in both.err) == (2, True)


def test_the_command_tells_what_comes_as_it_comes_and_what_never_came() -> None:
    """The command waits ten seconds for an event that never comes: the reason for its length."""
    with serve_mock() as server:
        job = server.create_job(status="running", progress=95)
        command = [str(COMMAND), "check-server", server.url, "--watch", job.id]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            told = ""
            while "opened" not in told or "running" not in told:
                told += process.stderr.readline()
            server.portal.call(lambda: job.complete(broadcast=False))
            out, rest = process.communicate(timeout=LIMIT)
    assert process.returncode == 1
    assert f"Following {job.id}" in told
    assert "completed" in rest
    for words in ("end-is-broadcast", "completed was never told", "FINDINGS: 1"):
        assert words in out
