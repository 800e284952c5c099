"""`jobstatus-e2e replay`, the real command, on pages of known quality."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.explorer.acts import Complete, OpenHandshake, ReleaseAnswer, Remount
from e2e.explorer.schedule import Schedule, parse_schedule, write_schedule
from e2e.gate.tests import processes
from e2e.gate.tests.conftest import COMMAND, LIMIT, Done
from e2e.gate.tests.forked_command import PYTEST, run_forked
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE, ROOT, SCHEDULES
from e2e.pages.regressions import get_regression

RunReplay = Callable[..., Done]
LOCK = SCHEDULES / "no-terminal-lock.json"
OLDER = SCHEDULES / "older-answer-wins.json"


@pytest.fixture
def run_replay(tmp_path: Path) -> RunReplay:
    """Runs `jobstatus-e2e replay` in a process of its own, without a terminal."""

    def run(*arguments: str | Path) -> Done:
        done = run_forked(COMMAND, "replay", *arguments, cwd=tmp_path, limit=LIMIT)
        return Done(done.returncode, done.stdout, done.stderr, tmp_path / "reports")

    return run


def test_a_violation_is_told_with_the_answer_that_overwrote_the_newer_state(
    run_replay: RunReplay, tmp_path: Path
) -> None:
    """Each test of the command starts a browser: the reason for their length."""
    done = run_replay(OLDER, "--regression", "older-answer-wins", "--report-dir", "reports")

    assert (done.code, done.err) == (1, "")
    told = done.out.partition("Every answer and every handshake is held.\n")[2]
    assert told.splitlines()[:24] == [
        " 1 The job reaches 80 %.",
        " 2 The held handshake is accepted: the socket opens.",
        " 3 Held answer 1 goes out with what is true now.",
        " 4 Held answer 0 goes out with what was true on its arrival.",
        "   ✗ 0 s: the page shows running 40 % (live).",
        "   The network is healed, a job that still runs ends after 2.5 s, and a minute passes.",
        "",
        "older-answer-applied: The page puts an older answer in the place of a newer state that it knew.",
        "  The answer running 40 % was applied, though it had been told running 80 % by the answer at "
        "0 s.",
        "  The analysis: Fix 2: terminal state locking.",
        "",
        "progress-never-regresses: The progress bar never falls back, and a running job never looks "
        "pending again.",
        "  The page shows 40 % after 80 %.",
        "  The job has been running at 80 % since act 1 (0 s), and no socket was told.",
        "",
        "What overwrote the newer state: an answer that says 'running 40 %'",
        "  asked    as the page opens (0 s)",
        "  true     from the beginning until it changed in act 1 (0 s)",
        "  sent     in act 4 (0 s)",
        "  applied  in act 4 (0 s)",
        "  before   the page showed running 80 % (live)",
        "  newer    an answer that says 'running 80 %', applied in act 3 (0 s): version 2 of the job, "
        "where this is version 1",
        "",
        "VIOLATION of progress-never-regresses, caused by older-answer-applied",
    ]
    for name in ("screen.png", "trace.zip", "history.jsonl", "sequence.svg"):
        assert (done.reports / name).stat().st_size > 0
        assert f"reports/{name}\n" in done.out
    diagram = (done.reports / "sequence.mmd").read_text()
    assert "sequenceDiagram" in diagram
    assert "running 40 %" in diagram
    report = json.loads((done.reports / "report.json").read_text())
    assert report["broken"][0]["after"] == {"at_ms": 0, "act": 4}


def test_a_page_that_keeps_the_property_is_exit_code_0(run_replay: RunReplay) -> None:
    done = run_replay(OLDER)
    assert (done.code, done.err) == (0, "")
    assert "✗" not in done.out
    assert done.out.endswith("NO VIOLATION: progress-never-regresses held here\n")


def test_the_report_for_programs_has_schedule_property_state_and_message(
    run_replay: RunReplay,
) -> None:
    done = run_replay(LOCK, "--regression", "no-terminal-lock", "--json")
    assert done.code == 1
    report = json.loads(done.out)
    broken = report["broken"][0]
    assert report["schema_version"] == 1
    assert report["schedule"][-1] == {"act": "late_progress"}
    assert (broken["property"], broken["after"]["act"]) == ("terminal-is-absorbing", 4)
    assert broken["wrong_state"].startswith("the page shows running 40 %")
    assert report["cause"]["id"] == "older-frame-applied"
    assert "applied, though it had been told completed" in report["cause"]["mechanism"]
    assert report["cause"]["event"].endswith("socket 1 is told 40 %")
    cause = broken["cause"]
    assert (cause["message"]["kind"], cause["message"]["sent"]["act"]) == ("frame", 4)
    assert cause["message"]["true_until"]["act"] == 1
    assert (cause["newer"]["says"], cause["newer"]["applied"]["act"]) == ("completed 100 %", 2)
    assert cause["is_overwrite"]
    assert "NO VIOLATION" not in done.err


def test_an_act_that_does_nothing_on_this_page_is_named_by_number_and_sentence(
    run_replay: RunReplay, tmp_path: Path
) -> None:
    file = tmp_path / "twice.json"
    write_schedule(Schedule(acts=(OpenHandshake(), OpenHandshake())), file)
    done = run_replay(file)
    assert done.code == 3
    assert "UNDECIDED: Act 2 does nothing on this page: The held handshake is accepted" in done.err
    assert (
        " 2 The held handshake is accepted: the socket opens. (left out: it does nothing on this page)"
        in done.out
    )


def test_a_schedule_as_a_test_fails_on_the_regression_and_passes_on_the_reference(
    run_replay: RunReplay, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """A replay, and pytest with a browser on two pages: the reason for its length."""
    name = "no-terminal-lock"
    done = run_replay(LOCK, "--regression", name, "--as-test", "--out", "test_kept.py")
    assert (done.code, done.out) == (0, "")
    written = (tmp_path / "test_kept.py").read_text()
    for words in (f'"{name}"', "family=FAMILY", "forced=in_order(", "poll_saw(", "stage.show(job)"):
        assert words in written
    ruff = [sys.executable, "-m", "ruff"]
    config = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "test_kept.py"]
    for check in (["format", "--check"], ["check", "--extend-ignore", "D103"]):
        checked = subprocess.run([*ruff, *check, *config], cwd=tmp_path, capture_output=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr

    sources = [
        PageSource("reference", REFERENCE),
        PageSource(name, REFERENCE, get_regression(name)),
    ]
    built = build_pages(sources, lambda page: None)
    pages = [{"name": n, "build": str(b.folder), "scenarios": None} for n, b in built.items()]
    played = run_forked(
        *(PYTEST, "test_kept.py", "-rA", "-p", "no:cacheprovider"),
        *("-p", "e2e.catalogue.plugin", "-p", "e2e.gate.run.defaults"),
        f"--pages={json.dumps(pages)}",
        f"--browser-path={pytestconfig.getoption('--browser-path')}",
        cwd=tmp_path,
        limit=LIMIT,
    )
    assert "1 failed, 1 passed" in played.stdout, played.stdout + played.stderr
    assert f"PASSED test_kept.py::test_no_terminal_lock[reference|{name}]" in played.stdout
    assert f"{name} on {name}: failed" in played.stdout
    assert "terminal-is-absorbing (decides) at 0 s: the page shows 'running'" in played.stdout


def test_a_schedule_shrinks_to_the_shortest_that_breaks_the_same(
    run_replay: RunReplay, tmp_path: Path
) -> None:
    """Some ten plays and ten to confirm: the reason for its length."""
    acts = (Remount(), Complete(), ReleaseAnswer())
    write_schedule(Schedule(acts=acts, breaks="polling-stops"), tmp_path / "long.json")
    done = run_replay("long.json", "--regression", "polling-never-stops", "--shrink")
    assert done.code == 1
    assert parse_schedule(done.out) == Schedule(
        acts=(), page="polling-never-stops", breaks="polling-stops", cause="polls-after-the-end"
    )
    assert "0 act(s) break polling-stops" in done.err
    assert "breaks it 10 of 10 times on a fresh page" in done.err


@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_an_interrupted_replay_cleans_up_and_says_so(sent: signal.Signals, code: int) -> None:
    command = [str(COMMAND), "replay", str(LOCK), "--slowmo", "20000"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as replay:
        assert replay.stdout is not None
        for line in replay.stdout:
            if line.startswith("Page:"):
                break
        started = processes.get_descendants(replay.pid)
        os.kill(replay.pid, sent)
        _, err = replay.communicate()
    assert replay.returncode == code
    assert "the schedule was not played to its end" in err
    assert "Traceback" not in err
    assert processes.get_alive(started) == []
