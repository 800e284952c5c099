"""A path with umlauts, a home that cannot be written, a full disk, and faults of the suite itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.gate.tests.conftest import COMMAND, LIMIT
from e2e.pages.places import ROOT

OWN = ROOT / "docs" / "examples" / "own-scenarios" / "web-ui"
ONE = ("--scenario", "missed-while-connected")
BREAKS = """
import e2e.gate.run.doctor

def examine(server):
    raise RuntimeError("nobody foresaw this")

e2e.gate.run.doctor.examine = examine
"""
ENDS_THE_LOOP = """
import asyncio
from e2e.engine.session import Session

async def end(self, latest):
    asyncio.get_running_loop().stop()

Session.move_on = end
"""
CANNOT_COLLECT = """
import pathlib
from e2e.gate.run import play

arguments, broken = play._arguments, str(pathlib.Path("broken").resolve())
play._arguments = lambda pages, settings: [*arguments(pages, settings), broken]
"""
pytestmark = pytest.mark.slow


def run(
    *words: str | Path, cwd: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


def test_a_checkout_with_spaces_and_umlauts_is_judged_without_a_home(tmp_path: Path) -> None:
    """Builds a page and plays on it: the reason for its length, as of the next test."""
    page = Path(shutil.copytree(OWN, tmp_path / "Prüf stand" / "web ui"))
    reports = tmp_path / "Prüf stand" / "Berichte für uns"
    no_home = {"HOME": "/proc/none", "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""}
    done = run(
        *(COMMAND, "gate", "--web-ui", page, "--report-dir", reports, *ONE),
        cwd=tmp_path,
        environment=no_home,
    )
    assert (done.returncode, done.stderr) == (0, "")
    verdict = json.loads((reports / "verdict.json").read_text())
    assert verdict["verdict"] == "pass"
    assert [each["outcome"] for each in verdict["scenarios"]] == ["passed"]


def test_a_full_disk_leaves_no_report_and_is_undecided_though_the_page_failed(
    tmp_path: Path,
) -> None:
    """The disk is a file system of 60 KiB of its own: a mount that no other process sees."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = (
        'mount -t tmpfs -o size=60k none "$0" && "$@"; code=$?; ls -A "$0/reports" >&2; exit $code'
    )
    done = run(
        *("unshare", "--map-root-user", "--mount", "sh", "-c", mount, disk),
        *(COMMAND, "gate", "--regression", "issue-231", "--report-dir", disk / "reports", *ONE),
        cwd=tmp_path,
    )
    told = f"UNDECIDED: Failed to write the reports to {disk / 'reports'}: No space left on device."
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith(told)
    assert "The verdict would have been: regression." in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_fault_of_the_suite_is_no_verdict_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(BREAKS)
    done = run(COMMAND, "doctor", cwd=tmp_path, environment={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 3
    assert "RuntimeError: nobody foresaw this" in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("UNDECIDED: jobstatus-e2e itself failed: RuntimeError: nobody foresaw")


def test_scenarios_that_cannot_be_imported_are_no_interruption(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "test_broken.py").write_text("import no_such_module\n")
    (tmp_path / "sitecustomize.py").write_text(CANNOT_COLLECT)
    where = {"PYTHONPATH": str(tmp_path)}
    done = run(COMMAND, "gate", "--report-dir", "reports", *ONE, cwd=tmp_path, environment=where)
    assert done.returncode == 3, done.stderr
    told = "Failed to play every scenario: 0 of 1 have a result. E   ModuleNotFoundError: No module named"
    assert told in done.stderr
    assert ("Interrupted" in done.stderr, "Traceback" in done.stderr) == (False, False)


def test_a_backend_that_ends_in_the_middle_of_a_play_is_no_verdict_on_the_page(
    tmp_path: Path,
) -> None:
    """A gate that plays: the reason for its length."""
    (tmp_path / "sitecustomize.py").write_text(ENDS_THE_LOOP)
    reports = tmp_path / "reports"
    done = run(
        *(COMMAND, "gate", "--scenario", "reconnect-silent", "--report-dir", reports),
        cwd=tmp_path,
        environment={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.splitlines()[-2].startswith("UNDECIDED: 1 of 1 scenarios are inconclusive")
    (scenario,) = json.loads((reports / "verdict.json").read_text())["scenarios"]
    assert (scenario["outcome"], scenario["findings"]) == ("inconclusive", [])
    assert scenario["reason"].startswith("it could not be played: ")
