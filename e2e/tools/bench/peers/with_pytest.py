"""pytest-playwright, in real time: the backend is told by hand, and the test waits for seconds."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from e2e.pages.places import ROOT
from e2e.tools.bench.peers.command import run_command
from e2e.tools.bench.peers.junit import judge_tests, read_junit
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.places import SUITES
from e2e.tools.bench.peers.play import Play

SUITE = SUITES / "pytest_playwright"


@dataclass(frozen=True, slots=True)
class PytestPlaywright:
    """Plays with the pytest of this environment, with none of the suite's plugins."""

    browser: Path
    scenarios: tuple[str, ...]
    name: str = "pytest-playwright"
    title: str = "pytest-playwright, real time"

    def play(self, page: Page, run: int = 0) -> Play:
        """Plays once."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "junit.xml"
            command: list[str | Path] = [sys.executable, "-m", "pytest", SUITE]
            command += ["-c", SUITE / "pytest.ini", "--rootdir", SUITE, "--confcutdir", SUITE]
            command += ["-p", "no:randomly", "-p", "no:cacheprovider", "--junitxml", report]
            command += ["--output", Path(folder) / "output"]
            command += ["-k", " or ".join(each.replace("-", "_") for each in self.scenarios)]
            environment = {"PEER_PAGE": str(page.built), "PEER_BROWSER": str(self.browser)}
            ran = run_command(command, environment=environment, folder=ROOT)
            tests = read_junit(report)
        outcomes = {_get_scenario(test): each for test, each in tests.outcomes.items()}
        return judge_tests(replace(tests, outcomes=outcomes), ran, len(self.scenarios))


def _get_scenario(test: str) -> str:
    """Returns the scenario of a test such as `test_cached_over_refresh[chromium]`."""
    return test.partition("[")[0].removeprefix("test_").replace("_", "-")
