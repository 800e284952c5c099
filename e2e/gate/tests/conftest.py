"""The real command, as a person or a CI job runs it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from e2e.gate.tests.command_in_process import run_in_process
from e2e.gate.tests.forked_command import run_forked
from e2e.pages.tests.conftest import a_checkout as a_checkout

COMMAND = Path(sys.prefix) / "bin" / "jobstatus-e2e"
LIMIT = 1400
"""Seconds of real time for one run: a whole gate beside another one on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts tests that take minutes first, so that no worker starts one when the others have finished.

    The hook of the suite's plugin runs last, and puts the async tests before them.
    """
    items.sort(key=_get_timeout, reverse=True)


def _get_timeout(item: pytest.Item) -> float:
    marked = item.get_closest_marker("timeout")
    return float(marked.args[0]) if marked else 0.0


@dataclass(frozen=True)
class Done:
    """The result of a run of the command: exit code, output, and the folder of reports."""

    code: int
    out: str
    err: str
    reports: Path

    @property
    def verdict(self) -> dict[str, Any]:
        verdict: dict[str, Any] = json.loads((self.reports / "verdict.json").read_text())
        return verdict

    @property
    def outcomes(self) -> dict[str, str]:
        return {each["id"]: each["outcome"] for each in self.verdict["scenarios"]}


RunGate = Callable[..., Done]


@pytest.fixture
def run_gate(tmp_path: Path, pytestconfig: pytest.Config) -> RunGate:
    """Runs `jobstatus-e2e gate` in a process of its own, without a terminal."""

    def run(*arguments: str | Path, environment: dict[str, str] | None = None) -> Done:
        reports = tmp_path / "reports"
        command: list[str | Path] = [COMMAND, "gate", "--report-dir", reports, *arguments]
        done = run_forked(*command, cwd=tmp_path, environment=environment, limit=LIMIT)
        return Done(done.returncode, done.stdout, done.stderr, reports)

    return run


@pytest.fixture
def gate_once(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> RunGate:
    """Runs a gate with these arguments once for all tests of the session that only read its results.

    The tests may be on different workers of pytest; each test gets its own copy of the reports. The gate
    runs as outside of GitHub Actions.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "gates"

    def run(*arguments: str) -> Done:
        folder = shared / hashlib.sha256("\0".join(arguments).encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        ended, reports = folder / "ended.json", tmp_path / "reports"
        with FileLock(folder / "lock"):
            if not ended.exists():
                command: list[str | Path] = [COMMAND, "gate", "--report-dir", folder / "reports"]
                outside = {"GITHUB_ACTIONS": ""}
                played = run_forked(
                    *command, *arguments, cwd=folder, environment=outside, limit=LIMIT
                )
                ended.write_text(json.dumps([played.returncode, played.stdout, played.stderr]))
        shutil.copytree(folder / "reports", reports)
        code, out, err = json.loads(ended.read_text())
        return Done(code, out, err, reports)

    return run


RunCommand = Callable[..., Done]


@pytest.fixture
def run_command(tmp_path: Path) -> RunCommand:
    """Runs `jobstatus-e2e` in a process of its own, in an empty folder and without a terminal."""

    def run(*arguments: str | Path) -> Done:
        done = run_forked(COMMAND, *arguments, cwd=tmp_path, limit=LIMIT)
        return Done(done.returncode, done.stdout, done.stderr, tmp_path / "reports")

    return run


@pytest.fixture
def gate_in_process(tmp_path: Path) -> RunGate:
    """Runs `jobstatus-e2e gate` in this process: for input that it refuses before it builds a page."""

    def run(*arguments: str | Path, environment: dict[str, str] | None = None) -> Done:
        reports = tmp_path / "reports"
        command = ("gate", "--report-dir", reports, *arguments)
        done = run_in_process(*command, cwd=tmp_path, environment=environment)
        return Done(done.returncode, done.stdout, done.stderr, reports)

    return run


OTHER_PAGE = Path(__file__).parent / "other-web-ui"


@pytest.fixture
def another_page(tmp_path: Path) -> Path:
    """A copy of a page that is written in another style than the reference."""
    checkout = tmp_path / "other-web-ui"
    shutil.copytree(OTHER_PAGE, checkout)
    return checkout


@pytest.fixture
def a_page_of_today(a_checkout: Path) -> Path:
    """A page that reads `result_url` and no results in the job, and throws once it has a `result_url`."""
    for file in (a_checkout / "src").rglob("*.ts"):
        file.write_text(file.read_text().replace("job.results", 'job["results"]'), encoding="utf-8")
    results = a_checkout / "src" / "components" / "Results.tsx"
    text = results.read_text(encoding="utf-8")
    told = "  if (!resultUrl ||"
    assert told in text
    throws = text.replace(told, '  if (resultUrl) throw new Error("gone");\n' + told)
    results.write_text(throws, encoding="utf-8")
    return a_checkout


def expect_one_message(done: Done, code: int, *words: str) -> None:
    """Asserts the exit code, a message with `words`, no pass, no traceback and no report."""
    assert (done.code, done.out.count("PASS")) == (code, 0)
    said = done.err + done.out
    for word in words:
        assert word in said
    assert "Traceback" not in said
