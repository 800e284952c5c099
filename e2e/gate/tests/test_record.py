"""`record` writes the answers of a real server, without secrets, and a gate plays the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from e2e.gate.tests.conftest import RunGate
from e2e.gate.tests.job_servers import (
    Said,
    run_command,
    run_in_a_thread,
    serve_mock,
    serve_recorded,
    serve_script,
)
from e2e.server_check import CheckSettings, Request, Told, record_server
from e2e.server_check.redaction import REMOVED, Redaction
from mock_backend import DIALECTS, DialectName
from mock_backend.dialects import Recorded
from mock_backend.job_life import JobLife
from mock_backend.recording import Recording

SECRET = "s3cret-of-mine"


def record(url: str, out: Path, *arguments: str) -> dict[str, Any]:
    done = run_command("record", url, "--out", str(out), *arguments)
    assert (done.code, done.err.count("Traceback")) == (0, 0), done.err
    recorded: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return recorded


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_recording_has_a_job_of_each_status_and_what_an_unknown_one_is_answered(
    dialect: DialectName, tmp_path: Path
) -> None:
    with serve_mock(dialect=dialect) as server:
        ids = {
            status: server.create_job(status=status).id
            for status in ("pending", "running", "completed", "failed")
        }
        recorded = record(server.url, tmp_path / "recording.json")
    assert (recorded["schema_version"], recorded["wire"]) == (1, dialect)
    asked = [each["request"] for each in recorded["answers"]]
    assert [f"GET /v1/jobs/{job}" in asked for job in ids.values()] == [True] * 4
    has_results = f"GET /v1/jobs/{ids['completed']}/result?mode=stream" in asked
    assert has_results == (dialect == "result-url")
    statuses = [each["status"] for each in recorded["answers"][-2:]]
    assert statuses == ([404, 422] if dialect == "result-url" else [404, 404])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_server_that_answers_as_the_team_s_is_recorded_as_it_answers(
    dialect: DialectName, tmp_path: Path
) -> None:
    with serve_recorded(dialect) as url:
        recorded = record(url, tmp_path / "recording.json")
    jobs = [each["body"] for each in recorded["answers"] if each["request"].count("/") == 3]
    completed = next(job for job in jobs if job.get("status") == "completed")
    known = "results" if dialect == "inline" else "result_url"
    assert (recorded["wire"], completed[known] is None) == (dialect, False)


def test_a_job_that_runs_is_followed_to_its_end_with_its_frames() -> None:
    with serve_mock() as server:
        job = server.create_job(status="running", progress=40)
        moves = iter([lambda: job.progress(60), lambda: job.progress(95), lambda: job.complete()])

        def go_on(each: Request | Told) -> None:
            if isinstance(each, Told) and (each.frame or each.said == "opened"):
                move = next(moves, None)
                if move is not None:
                    server.portal.call(move)

        settings = CheckSettings(server.url, job.id, every=0.05, grace=0.5)
        recording = run_in_a_thread(lambda: record_server(settings, go_on))
    frames: list[Any] = [each.frame for each in recording.frames]
    assert [each.get("percent") for each in frames] == [60, 95, None]
    assert frames[-1] == {"job_id": job.id, "status": "completed"}
    assert recording.get_jobs("running")
    assert recording.get_jobs("completed")


def test_nothing_that_may_be_a_secret_is_written(tmp_path: Path) -> None:
    completed = DIALECTS["inline"].get_job(JobLife("a", now=lambda: 0, status="completed").truth)
    job = {
        **completed,
        "error_message": f"Bearer abcdef123456 was refused, {SECRET} as well",
        "results": {
            "download": "https://user:pw@files.example/r.json?X-Amz-Signature=deadbeef&mode=stream",
            "api_key": "k-1234",
            "session": {"access_token": 987654},
            "note": "eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl",
        },
    }

    def answer(request: Any) -> Said:
        if request.headers.get("X-API-Key") != SECRET:
            return Said(401, {"detail": "Not authenticated"})
        cookies: Mapping[str, str] = {"Set-Cookie": "sid=cookie-value", "X-Internal": "host-7"}
        path = request.path.partition("?")[0]
        if path == "/v1/jobs":
            return Said(200, {"jobs": [job], "count": 1}, cookies)
        return Said(200, job, cookies) if path.endswith("/a") else Said(404, {"detail": "no"})

    out = tmp_path / "recording.json"
    with serve_script(answer) as url:
        recorded = record(url, out, "--header", f"X-API-Key: {SECRET}")
    text = out.read_text(encoding="utf-8")
    secrets = (
        SECRET, "abcdef123456", "user:pw", "deadbeef", "k-1234", "987654", "c2lnbmF0", "cookie-value",
        "host-7", "X-API-Key",
    )  # fmt: skip
    assert [each for each in secrets if each in text] == []
    kept = next(each["body"] for each in recorded["answers"] if each["request"].endswith("/a"))
    assert kept["results"]["download"] == (
        f"https://files.example/r.json?X-Amz-Signature={REMOVED}&mode=stream"
    )
    assert (kept["tool"], kept["progress"], kept["updated_at"]) == (
        job["tool"], job["progress"], job["updated_at"],
    )  # fmt: skip


def test_what_is_no_secret_stays_as_it_is() -> None:
    for dialect in DIALECTS.values():
        truth = JobLife(
            "0c8bd0d1-8a4c-4f9e-9d53-6c3ab7a2b9aa", now=lambda: 0, status="completed"
        ).truth
        for body in (
            dialect.get_job(truth),
            dialect.get_listed_job(truth),
            dialect.get_result(truth),
        ):
            assert Redaction([("Cookie", "a=b")]).clean(body) == body


def test_only_reading_and_what_the_file_is_for_is_said(tmp_path: Path) -> None:
    out = tmp_path / "recording.json"
    with serve_mock() as server:
        server.create_job(status="running")
        done = run_command("record", server.url, "--out", str(out))
        again = run_command("record", server.url, "--out", str(out))
        methods = {each.method for each in server.backend.journal.events if hasattr(each, "method")}
    assert (done.code, out.is_file(), methods) == (3, True, {"GET"})
    assert "No completed job" in done.err
    assert (again.code, "there already" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (Said(401, {"detail": "Not authenticated"}), "is answered 401"),
        (Said(200, {"jobs": [], "count": 0}), "no answer has a job"),
    ],
    ids=["it wants a key", "it has no job"],
)
def test_a_server_that_shows_no_job_is_undecided_with_the_way_out(
    answered: Said, words: str, tmp_path: Path
) -> None:
    with serve_script(lambda request: answered) as url:
        done = run_command("record", url, "--out", str(tmp_path / "recording.json"))
    assert (done.code, list(tmp_path.iterdir())) == (3, [])
    assert words in done.err
    assert "--job" in done.err


def test_a_job_that_the_server_does_not_know_is_bad_usage(tmp_path: Path) -> None:
    with serve_mock() as server:
        done = run_command(
            "record", server.url, "--job", "nobody", "--out", str(tmp_path / "recording.json")
        )
    assert (done.code, "it knows no such job" in done.err) == (2, True)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_recorded_job_has_the_server_s_own_body_but_for_status_progress_and_times(
    dialect: DialectName,
) -> None:
    own = {"pitch": {"length": 105}, "owner": "team"}
    body = {
        **DIALECTS[dialect].get_job(JobLife("old", now=lambda: 0, status="completed").truth),
        **own,
    }
    body |= {"created_at": "2026-11-25T09:10:53Z", "updated_at": "2026-11-25T09:10:53.773+00:00"}
    answer = {"request": "GET /v1/jobs/old", "status": 200, "headers": {}, "body": {"job": body}}
    recording = Recording.model_validate(
        {"server": "x", "recorded_at": "y", "wire": dialect, "answers": [answer]}
    )
    clock = 0
    life = JobLife("new", now=lambda: clock)
    clock = 61_500
    running = Recorded(recording).get_job(life.progress(40))["job"]
    completed = Recorded(recording).get_job(life.complete())["job"]
    changed = {
        "job_id",
        "status",
        "progress",
        "created_at",
        "updated_at",
        "results",
        "result_url",
        "summary",
    }
    for job in (running, completed):
        assert list(job) == list(body)
        assert {k: v for k, v in job.items() if k not in changed} == {
            k: v for k, v in body.items() if k not in changed
        }
        assert job["created_at"] == "2024-01-01T00:00:00Z"
        assert job["updated_at"].startswith("2024-01-01T00:01:01.50")
        assert job["updated_at"].endswith("+00:00")
    assert (running["status"], running["progress"]) == ("running", 40)
    known = "results" if dialect == "inline" else "result_url"
    assert running[known] is None
    assert "new" in json.dumps(completed[known])
    assert "old" not in json.dumps(completed)


def test_a_gate_plays_a_page_with_what_was_recorded(run_gate: RunGate, tmp_path: Path) -> None:
    """A page in a real browser: the reason for its length."""
    out = tmp_path / "recording.json"
    with serve_recorded("result-url") as url:
        record(url, out)
    done = run_gate("--scenario", "told-at-100", "--recorded", out)
    assert (done.code, done.verdict["verdict"]) == (0, "pass")
    assert (done.verdict["wire"], done.verdict["recorded"]) == ("result-url", str(out))
    assert f"with the answers of {out}" in done.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, ["No such file"]),
        ("{", ["it is no recording", "Invalid JSON"]),
        ('{"answers": []}', ["server: Field required", "wire: Field required"]),
        (
            '{"server": "x", "recorded_at": "y", "wire": "soap", "answers": []}',
            ["wire: Input should be 'inline' or 'result-url'"],
        ),
        (
            '{"server": "x", "recorded_at": "y", "wire": "inline", "answers": []}',
            ["it has no completed job", "record URL --job ID"],
        ),
    ],
    ids=["no file", "no JSON", "fields missing", "another dialect", "no completed job"],
)
def test_a_file_that_cannot_be_played_is_bad_usage(
    text: str | None, words: list[str], tmp_path: Path, gate_in_process: RunGate
) -> None:
    file = tmp_path / "recording.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    done = gate_in_process("--recorded", file)
    assert (done.code, done.reports.exists()) == (2, False)
    said = " ".join(done.err.split())
    assert [word for word in (str(file), *words) if word not in said] == []
