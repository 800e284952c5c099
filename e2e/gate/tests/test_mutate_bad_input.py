"""Input that `jobstatus-e2e mutate` cannot use, and parts of a page."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from e2e.gate.tests import processes
from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.conftest import COMMAND
from e2e.gate.tests.test_mutate import BAR, mutate
from e2e.gate.verdict.exit_codes import ExitCode

SILENT = ("--scenario", "reconnect-silent")

UNUSABLE = {
    "no such file": (["--files", "src/nothing.ts"], "has no such file"),
    "lines that end before they begin": (["--files", f"{BAR}:9-2"], "the first comes first"),
    "files and a revision": (["--files", BAR, "--since", "HEAD"], "not both"),
    "an unknown revision": (["--since", "no-such-revision"], "--since takes a revision"),
    "an unknown scenario": (["--scenario", "reconnect-silnet"], "reconnect-silent"),
    "an unknown family": (["--leave-out", "poling guard"], "polling guard"),
    "no list of equivalents": (["--equivalents", "nothing.json"], "Failed to open nothing.json"),
}


@pytest.mark.parametrize(("arguments", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_it_cannot_work_on_is_told_with_the_way_out(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    done = run_in_process("mutate", "--report-dir", tmp_path / "reports", *arguments)
    assert done.returncode == ExitCode.BAD_USAGE
    assert said in done.stderr
    assert not (tmp_path / "reports").exists()


@pytest.mark.slow
def test_a_file_that_the_bundle_does_not_reach_is_refused_with_those_that_it_does(
    tmp_path: Path,
) -> None:
    done = mutate(tmp_path / "reports", "--files", "src/main.tsx", *SILENT)
    assert done.code == ExitCode.BAD_USAGE
    assert "Failed to mutate src/main.tsx: the bundle reaches no such source" in done.err
    assert "src/components/JobStatus.tsx" in done.err


@pytest.mark.slow
def test_a_source_that_cannot_be_parsed_is_undecided(tmp_path: Path, a_checkout: Path) -> None:
    source = a_checkout / BAR
    source.write_text(source.read_text() + "\n}{\n")
    done = mutate(tmp_path / "reports", "--web-ui", a_checkout, "--files", BAR, *SILENT)
    assert done.code == ExitCode.UNDECIDED
    assert "Failed to build" in done.err
    assert "ProgressBar.tsx" in done.err
    assert "Traceback" not in done.err


@pytest.mark.slow
def test_a_page_that_is_red_by_itself_is_not_mutated_unless_that_is_accepted(
    tmp_path: Path, a_checkout: Path
) -> None:
    """Two runs that each build a page and play it: the reason for its length."""
    component = a_checkout / "src/components/JobStatus.tsx"
    told = "Status: {view.status}"
    wrong = 'Status: {view.status === "completed" ? "running" : view.status}'
    text = component.read_text()
    assert told in text
    component.write_text(text.replace(told, wrong))
    passed = ("--scenario", "unmount-after-the-end-failed")
    arguments = ("--web-ui", a_checkout, "--files", BAR, *SILENT, *passed)

    red = mutate(tmp_path / "red", *arguments)
    assert red.code == ExitCode.UNDECIDED
    assert "not passed in 1 of 2 scenarios" in red.err
    assert "  - reconnect-silent: " in red.err
    assert "--accept-red" in red.err

    accepted = mutate(tmp_path / "accepted", *arguments, "--accept-red")
    assert accepted.code == ExitCode.PASS
    assert "Left out, as not passed without a mutant: reconnect-silent" in accepted.out
    assert "Mutation score: " in accepted.out


@pytest.mark.slow
def test_a_loop_without_end_costs_one_play_and_counts_as_timed_out(
    tmp_path: Path, a_checkout: Path
) -> None:
    source = a_checkout / BAR
    head = "  const whole ="
    text = source.read_text()
    assert head in text
    source.write_text(text.replace(head, f"  for (let i = 0; i < 3; i++) void i;\n{head}"))
    line = source.read_text().splitlines().index("  for (let i = 0; i < 3; i++) void i;") + 1
    lines = f"{BAR}:{line}"
    done = mutate(tmp_path / "reports", "--web-ui", a_checkout, "--files", lines, *SILENT)
    assert done.code == ExitCode.PASS
    by_replacement = {each["replacement"]: each for each in done.mutants}
    assert by_replacement["i--"]["status"] == "Timeout"
    assert by_replacement["i <= 3"]["status"] == "Survived"


@pytest.mark.slow
def test_since_a_revision_the_changed_lines_alone_are_mutated(
    tmp_path: Path, a_checkout: Path
) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", *who, *words], cwd=a_checkout, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "--message", "Begin")
    source = a_checkout / BAR
    source.write_text(source.read_text().replace("Math.min(100, ", "Math.min(99 + 1, "))
    done = mutate(tmp_path / "reports", "--web-ui", a_checkout, "--since", "HEAD", *SILENT)
    assert done.code == ExitCode.PASS
    assert {(each["file"], each["location"]["start"]["line"]) for each in done.mutants} == {
        (BAR, 3)
    }
    assert "99 - 1" in {each["replacement"] for each in done.mutants}


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupted_run_keeps_what_it_knows_and_leaves_no_process(
    tmp_path: Path, sent: signal.Signals
) -> None:
    folder = tmp_path / "reports"
    command = [str(COMMAND), "mutate", "--files", BAR, "--report-dir", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert "3 mutants" in run.stdout.readline()
        while not any(processes.is_browser(each) for each in processes.get_descendants(run.pid)):
            assert run.poll() is None
        started = processes.get_descendants(run.pid)
        os.kill(run.pid, sent)
        _, err = run.communicate(timeout=60)
    assert (run.returncode, "Traceback" in err) == (128 + sent, False), err
    assert "go on with --resume" in err
    assert processes.wait_until_ended(started, 30) == []
    assert {each.name for each in folder.iterdir()} == {
        "plays.jsonl",
        "mutation.json",
        "kill-matrix.json",
        "kills.json",
        "index.html",
    }
