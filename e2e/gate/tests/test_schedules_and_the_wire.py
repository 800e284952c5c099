"""`replay` plays a schedule in the dialect in which it was found, or in the one of its options.

`explore` refuses the same input with the same messages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.explorer.acts import Complete, ReleaseAnswer
from e2e.explorer.schedule import Schedule, parse_schedule, write_schedule
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import RunCommand
from e2e.gate.tests.job_servers import serve_recorded
from e2e.gate.tests.test_record import record

POLLED = Schedule(acts=(Complete(), ReleaseAnswer()))


@pytest.fixture
def of_today(tmp_path: Path) -> Path:
    """A schedule that names its dialect."""
    file = tmp_path / "of-today.json"
    write_schedule(POLLED.model_copy(update={"wire": "result-url"}), file)
    return file


@pytest.fixture
def of_any_day(tmp_path: Path) -> Path:
    """A schedule that names no dialect."""
    file = tmp_path / "of-any-day.json"
    write_schedule(POLLED, file)
    return file


def test_a_replay_speaks_the_dialect_of_its_schedule_unless_it_is_told_another(
    run_command: RunCommand, a_page_of_today: Path, of_today: Path
) -> None:
    """Two plays in a real browser, as all tests here: they take seconds."""
    own = run_command("replay", of_today, "--web-ui", a_page_of_today)
    assert own.code == 1, own.out + own.err
    assert "Wire: result-url, as the schedule says\n" in own.out
    assert "The server speaks the dialect result-url." in own.out
    other = run_command("replay", of_today, "--web-ui", a_page_of_today, "--wire", "inline")
    assert (other.code, other.err) == (0, ""), other.out
    assert "Wire: inline, as you asked\n" in other.out


def test_a_schedule_that_names_no_dialect_is_replayed_inline_or_as_the_page_reads(
    run_command: RunCommand, a_page_of_today: Path, of_any_day: Path
) -> None:
    plain = run_command("replay", of_any_day, "--web-ui", a_page_of_today)
    assert (plain.code, plain.err) == (0, ""), plain.out
    assert "Wire: inline, as the schedule says\n" in plain.out
    read = run_command("replay", of_any_day, "--web-ui", a_page_of_today, "--wire", "auto")
    assert read.code == 1, read.out + read.err
    assert "Wire: result-url, the page reads result_url\n" in read.out
    assert f"--web-ui {a_page_of_today} --wire auto --headed" in read.out


def test_a_replay_answers_with_the_bodies_of_a_recording(
    run_command: RunCommand, a_page_of_today: Path, of_any_day: Path, tmp_path: Path
) -> None:
    recording = tmp_path / "recording.json"
    with serve_recorded("result-url") as url:
        record(url, recording)
    page = ("--web-ui", a_page_of_today)
    done = run_command(
        "replay", of_any_day, *page, "--recorded", recording, "--report-dir", "reports"
    )
    assert done.code == 1, done.out + done.err
    assert f"Wire: result-url, as it was recorded, with the answers of {recording}\n" in done.out
    assert f"--recorded {recording} --headed" in done.out


def test_what_is_written_of_a_replay_says_the_dialect_in_which_it_was_played(
    run_command: RunCommand, a_page_of_today: Path, of_today: Path
) -> None:
    page = ("--web-ui", a_page_of_today)
    shrunk = run_command("replay", of_today, *page, "--shrink")
    assert shrunk.code == 1, shrunk.err
    assert parse_schedule(shrunk.out).wire == "result-url"
    written = run_command("replay", of_today, *page, "--as-test")
    assert written.code == 0, written.err
    assert '\n    wire="result-url",\n' in written.out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--wire", "soap"], ["soap", "inline", "result-url", "auto"]),
        (["--recorded", "nowhere.json"], ["nowhere.json", "No such file"]),
        (["--recorded", "kept.json"], ["kept.json", "it is no recording"]),
        (
            ["--recorded", "inline.json", "--wire", "result-url"],
            ["inline.json", "speaks inline", "Leave --wire out"],
        ),
    ],
    ids=lambda value: " ".join(value),
)
@pytest.mark.parametrize("command", [("explore",), ("replay", "kept.json")], ids=lambda it: it[0])
def test_a_server_that_cannot_be_played_is_exit_code_2(
    tmp_path: Path, command: tuple[str, ...], options: list[str], words: list[str]
) -> None:
    write_schedule(POLLED, tmp_path / "kept.json")
    (tmp_path / "inline.json").write_text(INLINE, encoding="utf-8")
    done = run_in_process(*command, *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    said = " ".join(done.stderr.replace("│", " ").split())
    assert [word for word in words if word not in said] == []


INLINE = """
{"schema_version": 1, "server": "x", "recorded_at": "y", "wire": "inline", "answers": [
  {"request": "GET /v1/jobs/a", "status": 200, "body": {"job_id": "a", "status": "completed"}}
]}
"""
