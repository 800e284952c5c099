"""Accepted failures, through the command; a gate that plays has a process of its own."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from e2e.gate.tests.command_in_process import Finished, run_in_process
from e2e.gate.tests.conftest import Done, RunGate
from e2e.gate.verdict.waivers import Waiver, sort_out

FAILING = ("--regression", "issue-231", "--scenario", "reconnect-late-progress")
PASSING = ("--scenario", "reconnect-late-progress")


def write_waiver(
    folder: Path,
    *,
    by: str = "scenario",
    scenario: str = "reconnect-late-progress",
    reason: str = "The proxy that does it goes away in May.",
    link: str = "https://tracker.example/231",
    expires: str = "2999-12-31",
    more: str = "",
) -> Path:
    """Writes a file with one waiver; `more` is the text after it."""
    file = folder / "waivers.toml"
    file.write_text(
        f'[[waiver]]\n{by} = "{scenario}"\nreason = "{reason}"\nlink = "{link}"\n'
        f"expires = {expires}\n{more}"
    )
    return file


def test_a_waived_failure_does_not_decide_and_is_told(run_gate: RunGate, tmp_path: Path) -> None:
    file = write_waiver(tmp_path)
    done = run_gate(*FAILING, "--waivers", file)
    assert (done.code, done.verdict["verdict"]) == (0, "pass")
    assert done.outcomes == {"reconnect-late-progress": "waived"}
    assert done.verdict["waivers"]["applied"] == ["reconnect-late-progress"]
    assert f"{file} waives: reconnect-late-progress" in done.out
    assert "waived" in (done.reports / "index.html").read_text()


def test_a_waiver_of_a_cause_accepts_the_failures_that_it_is_behind(
    run_gate: RunGate, gate_once: RunGate, tmp_path: Path
) -> None:
    file = write_waiver(tmp_path, by="cause", scenario="older-frame-applied")
    done = run_gate(*FAILING, "--waivers", file)
    assert (done.code, done.outcomes) == (0, {"reconnect-late-progress": "waived"})
    assert done.verdict["waivers"]["causes"] == ["older-frame-applied"]
    assert f"{file} waives them by cause: older-frame-applied" in done.out
    assert done.verdict["causes"][0]["decides"] is False
    shutil.rmtree(done.reports)
    gate_once(*FAILING)
    assert "nothing to add" in draft(tmp_path, "--write").stdout


def test_a_waiver_of_a_cause_accepts_no_other_and_is_named_where_nothing_fails_by_it() -> None:
    until = date(2999, 12, 31)
    waivers = [Waiver("no-poll-while-connected", "cause", "r", "https://x.example", until)]
    causes = {"a": "no-poll-while-connected", "b": "older-frame-applied"}
    failed = {"a": True, "b": True, "c": False}
    used = sort_out(Path("w"), waivers, failed, date(2026, 1, 1), causes)
    assert (used.applied, used.causes, used.unneeded_causes) == (
        ("a",),
        ("no-poll-while-connected",),
        (),
    )
    late = sort_out(Path("w"), waivers, failed, date(3000, 1, 1), causes)
    assert (late.applied, late.expired, late.causes) == ((), ("a",), ())
    mended = sort_out(Path("w"), waivers, {"a": False, "b": True}, date(2026, 1, 1), {"b": "x"})
    assert (mended.applied, mended.unneeded_causes) == ((), ("no-poll-while-connected",))


def test_an_expired_waiver_fails_the_gate_and_is_named(run_gate: RunGate, tmp_path: Path) -> None:
    done = run_gate(*FAILING, "--waivers", write_waiver(tmp_path, expires="2020-01-31"))
    assert (done.code, done.outcomes) == (1, {"reconnect-late-progress": "failed"})
    assert done.verdict["waivers"]["expired"] == ["reconnect-late-progress"]
    assert "waives no longer, as the day is over: reconnect-late-progress" in done.out


def test_a_waiver_of_what_did_not_fail_is_named_as_unneeded(
    run_gate: RunGate, tmp_path: Path
) -> None:
    done = run_gate(*PASSING, "--waivers", write_waiver(tmp_path))
    assert (done.code, done.outcomes) == (0, {"reconnect-late-progress": "passed"})
    assert done.verdict["waivers"]["unneeded"] == ["reconnect-late-progress"]
    assert "need not waive any more" in done.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[waiver]\n", ["not TOML"]),
        ("[waivers]\n", ["'waivers'", "[[waiver]]"]),
        ("waiver = 3\n", ["[[waiver]]"]),
        ('[[waiver]]\nscenario = "reconnect-silent"\n', ["waiver 1 (reconnect-silent)", "reason"]),
        ('[[waiver]]\nscenaro = "x"\n', ["'scenaro'", "Did you mean 'scenario'?"]),
    ],
    ids=["not TOML", "another table", "no table", "without a reason", "an unknown field"],
)
def test_a_file_that_is_no_waivers_file_is_exit_code_2(
    gate_in_process: RunGate, tmp_path: Path, text: str, words: list[str]
) -> None:
    file = tmp_path / "waivers.toml"
    file.write_text(text)
    expect_refused(gate_in_process(*PASSING, "--waivers", file), *words)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"scenario": "reconnect-silnt"}, ["Did you mean 'reconnect-silent'?"]),
        ({"link": "tracker 231"}, ["link", "http"]),
        ({"expires": '"soon"'}, ["expires", "2030-12-31"]),
        ({"reason": ""}, ["reason is missing"]),
        ({"by": "cause"}, ["no such cause"]),
        ({"more": 'cause = "no-poll-while-connected"\n'}, ["both a scenario and a cause"]),
    ],
    ids=["an unknown scenario", "no link", "no day", "no reason", "an unknown cause", "both"],
)
def test_an_entry_that_cannot_be_used_is_exit_code_2(
    gate_in_process: RunGate, tmp_path: Path, fields: dict[str, str], words: list[str]
) -> None:
    file = write_waiver(tmp_path, **fields)
    expect_refused(gate_in_process(*PASSING, "--waivers", file), "waiver 1", *words)


@pytest.mark.parametrize(
    ("second", "words"),
    [
        ("reconnect-late-progress", ["waived twice"]),
        ("cached-max-age", ["Sort the entries by scenario or cause"]),
    ],
    ids=["the same twice", "out of order"],
)
def test_entries_that_are_not_sorted_are_exit_code_2(
    gate_in_process: RunGate, tmp_path: Path, second: str, words: list[str]
) -> None:
    more = f'[[waiver]]\nscenario = "{second}"\nreason = "r"\nlink = "https://x.example"\n'
    file = write_waiver(tmp_path, more=more + "expires = 2999-12-31\n")
    expect_refused(gate_in_process(*PASSING, "--waivers", file), *words)


def test_a_waivers_file_that_is_not_there_is_exit_code_2_and_says_how_to_draft_one(
    gate_in_process: RunGate,
) -> None:
    done = gate_in_process(*PASSING, "--waivers", "nowhere.toml")
    expect_refused(done, "nowhere.toml", "jobstatus-e2e waivers --write")


def test_a_draft_names_the_failures_and_is_refused_until_a_person_has_filled_it_in(
    gate_once: RunGate, gate_in_process: RunGate, tmp_path: Path
) -> None:
    gate_once(*FAILING)
    file = tmp_path / "waivers.toml"
    by_cause = draft(tmp_path, "--by", "cause").stdout
    assert 'cause = "older-frame-applied"' in by_cause
    assert "Scenarios that failed by it: 1." in by_cause
    assert "scenario = " not in by_cause
    drafted = draft(tmp_path, "--write")
    assert (drafted.returncode, drafted.stderr) == (0, "")
    assert "1 drafted, 0 kept" in drafted.stdout
    assert 'scenario = "reconnect-late-progress"' in file.read_text()
    refused = gate_in_process(*FAILING, "--waivers", file)
    assert (refused.code, refused.out) == (2, "")
    assert "reason is missing" in refused.err


def test_a_draft_keeps_what_is_waived_and_adds_nothing_that_is(
    gate_once: RunGate, tmp_path: Path
) -> None:
    file = write_waiver(tmp_path)
    gate_once(*FAILING)
    before = file.read_text()
    drafted = draft(tmp_path, "--write")
    assert "nothing to add" in drafted.stdout
    assert file.read_text() == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ["Run `jobstatus-e2e gate` first"]),
        ("{}", ["not a verdict"]),
        ("half of", ["not a verdict"]),
    ],
    ids=["no gate was run", "other JSON", "no JSON"],
)
def test_a_draft_without_a_verdict_is_exit_code_2(
    tmp_path: Path, content: str | None, words: list[str]
) -> None:
    (tmp_path / "reports").mkdir()
    if content is not None:
        (tmp_path / "reports" / "verdict.json").write_text(content)
    done = draft(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    for word in words:
        assert word in done.stderr


def test_json_on_standard_output_is_the_verdict_and_nothing_else(run_gate: RunGate) -> None:
    done = run_gate(*FAILING, "--json")
    assert done.code == 1
    assert json.loads(done.out) == done.verdict
    assert "REGRESSION" in done.err


def draft(folder: Path, *arguments: str) -> Finished:
    """Runs `jobstatus-e2e waivers` in the folder that has the reports."""
    return run_in_process("waivers", *arguments, cwd=folder)


def expect_refused(done: Done, *words: str) -> None:
    """Asserts bad usage: one message with `words`, and no report."""
    assert (done.code, done.out) == (2, "")
    for word in words:
        assert word in done.err
    assert "Traceback" not in done.err
    assert not (done.reports / "verdict.json").exists()
