"""An exploration plays a page with the server that it was written for, alone and in a gate."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from e2e.explorer.exploration import Exploration, read_exploration
from e2e.explorer.schedule import Schedule, read_schedule
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import Done, RunCommand, RunGate
from e2e.gate.tests.job_servers import serve_recorded
from e2e.gate.tests.test_record import record

NONE = ("--exhaustive", "--acts", "0", "--workers", "1")
"""The one schedule without acts."""

FEW = ("--exhaustive", "--acts", "2", "--disturbances", "0", "--workers", "1")
"""A dozen schedules, in some of which a poll tells the end."""


def read(done: Done) -> Exploration:
    return read_exploration(done.reports / "exploration" / "exploration.json")


def read_found(folder: Path) -> list[Schedule]:
    return [read_schedule(file) for file in sorted((folder / "schedules").glob("*.json"))]


def test_a_page_of_today_is_explored_with_today_s_answers_and_what_is_found_replays(
    run_command: RunCommand, a_page_of_today: Path
) -> None:
    """Two explorations in a real browser and a replay, as all tests here: they take seconds."""
    page = ("--web-ui", a_page_of_today)
    found = run_command("explore", *FEW, *page)
    assert found.code == 1, found.out + found.err
    assert "Wire: result-url\n" in found.out
    assert read(found).wire == "result-url"
    (cause,) = read(found).causes
    assert cause.id == "page-threw"
    assert cause.places[0].startswith("src/components/Results.tsx:")
    assert f"Thrown at {cause.places[0]}" in found.out
    kept = found.reports / "exploration" / cause.schedule
    assert read_schedule(kept).wire == "result-url"
    assert "10 of 10 times on a fresh page" in found.out
    replayed = run_command("replay", kept, *page)
    assert replayed.code == 1
    assert f"Thrown at {cause.places[0]}" in replayed.out

    inline = run_command("explore", *FEW, *page, "--wire", "inline")
    assert (inline.code, inline.err) == (0, ""), inline.out
    assert "Wire: inline\n" in inline.out
    assert read(inline).wire == "inline"


def test_an_exploration_answers_with_the_bodies_of_a_recording_and_is_one_with_its_own_alone(
    run_command: RunCommand, a_page_of_today: Path, tmp_path: Path
) -> None:
    recording = tmp_path / "recording.json"
    with serve_recorded("result-url") as url:
        record(url, recording)
    page = ("--web-ui", a_page_of_today, "--recorded", recording)
    done = run_command("explore", *FEW, *page)
    assert done.code == 1, done.out + done.err
    assert f"Wire: result-url, with the answers of {recording} (" in done.out
    kept = read(done)
    assert (kept.wire, kept.recorded) == ("result-url", str(recording))

    recording.write_text(recording.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    resumed = run_command("explore", *FEW, *page, "--resume")
    assert resumed.code == 2
    assert "it is another exploration" in resumed.err


@pytest.mark.slow
def test_explorations_with_other_answers_are_neither_gone_on_with_nor_joined(
    run_command: RunCommand,
) -> None:
    first = run_command("explore", *NONE, "--shard", "1/2")
    assert first.code == 0, first.out + first.err
    resumed = run_command("explore", *NONE, "--shard", "1/2", "--wire", "result-url", "--resume")
    assert resumed.code == 2
    assert "exhaustive, direct, inline, up to 0 acts" in resumed.err
    assert "exhaustive, direct, result-url, up to 0 acts" in resumed.err

    second = run_command("explore", *NONE, "--shard", "2/2", "--wire", "result-url")
    assert second.code == 0, second.out + second.err
    parts = sorted((second.reports / "exploration").glob("*-of-2.json"))
    joined = run_in_process("explore", "merge", *parts)
    assert joined.returncode == 2
    assert "(exhaustive, direct, result-url, up to 0 acts" in joined.stderr
    assert "are not shards of one exploration" in joined.stderr


def test_the_exploration_of_a_gate_is_played_with_the_answers_of_the_gate(
    run_gate: RunGate, a_page_of_today: Path
) -> None:
    gate = ("--web-ui", a_page_of_today, "--scenario", "told-at-100", "--explore", "4s")
    found = run_gate(*gate, "--workers", "1")
    assert found.verdict["wire"] == "result-url"
    assert {each.wire for each in read_found(found.reports)} == {"result-url"}
    cause = found.verdict["exploration"]["causes"][0]
    assert (cause["id"], cause["decides"], cause["broke"]) == ("page-threw", True, 10)
    assert cause["places"][0].startswith("src/components/Results.tsx:")
    assert (found.reports / cause["schedule"]).is_file()
    assert f"  Play it: {cause['replay']}\n" in found.out
    assert "- **page-threw** (" in (found.reports / "summary.md").read_text()
    (suite,) = ET.parse(found.reports / "junit.xml").findall("testsuite[@name='exploration']")
    assert suite[0].get("name") == "page-threw"
    assert suite[0].find("failure") is None
    inline = run_gate(*gate, "--workers", "1", "--wire", "inline")
    assert (inline.code, inline.err) == (0, ""), inline.out
    assert inline.verdict["exploration"]["schedules"] > 0
    assert inline.verdict["exploration"]["causes"] == []
