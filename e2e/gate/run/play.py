"""Plays scenarios on pages with pytest, as many at a time as there are workers."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from e2e.catalogue.confirmation import Confirms
from e2e.catalogue.result import RESULT, Result
from e2e.catalogue.scenario import IsolationChoice, Scenario
from e2e.engine.browser import FoundBrowser
from e2e.engine.network import DIRECT
from e2e.pages.errors import Undecided
from e2e.pages.places import LOGS, ROOT, SCENARIOS
from mock_backend import DialectName

if TYPE_CHECKING:
    import pytest

PLAYS_PER_WORKER = 4
"""No worker starts for this number of plays or fewer: its start costs as much as ten plays."""


@dataclass(frozen=True, slots=True)
class Plays:
    """The ids of scenarios to play on one built page; `name` is the page's name in every result."""

    name: str
    folder: Path
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaySettings:
    """The settings of plays. `slowmo` is a wait in milliseconds after each act or step of time.

    `evidence` is the folder for evidence, or None to keep none. `network`, `wire` and `recorded`, a
    recording to answer with, apply to scenarios that do not choose their own. `confirms` says which
    failures are played once more with Playwright attached; a page that is known to be wrong needs none.
    `seed` shuffles the plays. `histories` is the folder for one normal form of each history, or None.
    """

    browser: FoundBrowser
    workers: int
    headed: bool = False
    slowmo: int = 0
    evidence: Path | None = None
    network: str = DIRECT
    wire: DialectName = "inline"
    recorded: Path | None = None
    isolation: IsolationChoice = "cheapest"
    confirms: Confirms = "some"
    seed: int | None = None
    histories: Path | None = None


def play(
    pages: Sequence[Plays],
    settings: PlaySettings,
    known: Sequence[Scenario],
    on_result: Callable[[Result], None],
    on_seconds: Callable[[str, float], None] = lambda id, seconds: None,
) -> list[Result]:
    """Plays all scenarios of `pages`, and returns a result for each, in the order in which they end.

    A scenario that could not be played is inconclusive. Calls `on_result` with each result, and
    `on_seconds` with the id of each scenario and the real seconds of its play. Raises KeyboardInterrupt
    if the person interrupts, and Undecided if pytest does not give a result for each.
    """
    import pytest

    collector = _Collector({each.id: each for each in known}, on_result, on_seconds)
    # One log for each process, because several gates may play at once.
    log = LOGS / f"pytest-{os.getpid()}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("w", encoding="utf-8") as out,
        contextlib.redirect_stdout(out),
        TemporaryDirectory(prefix="jobstatus-e2e-") as temporary,
    ):
        arguments = [*_arguments(pages, settings), f"--basetemp={temporary}/tests"]
        code = pytest.main(arguments, plugins=[collector])
    # pytest ends with the same code where a file of scenarios cannot be imported.
    if code == pytest.ExitCode.INTERRUPTED and not collector.lacks_a_file:
        log.unlink()
        raise KeyboardInterrupt
    wanted = sum(len(page.scenarios) for page in pages)
    if len(collector.results) < wanted:
        raise Undecided(
            f"Failed to play every scenario: {len(collector.results)} of {wanted} have a result. "
            f"{collector.problem or ''} pytest's own words are in {log.relative_to(ROOT)}."
        )
    log.unlink()
    return collector.results


def _arguments(pages: Sequence[Plays], settings: PlaySettings) -> list[str]:
    described = [
        {"name": p.name, "build": str(p.folder), "scenarios": list(p.scenarios)} for p in pages
    ]
    wanted = sum(len(page.scenarios) for page in pages)
    arguments = [
        str(SCENARIOS),
        f"--rootdir={ROOT}",
        f"--pages={json.dumps(described)}",
        "--numprocesses",
        str(_count_workers(wanted, settings.workers)),
        "--dist=worksteal",
        "--tb=short",
        "-q",
        "-p",
        "no:randomly",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
        # Only the suite's own tests use this plugin, and each worker would pay for its import.
        "-p",
        "no:schemathesis",
        "-p",
        "e2e.catalogue.interruption",
        "-p",
        "e2e.catalogue.longest_first",
        # Scenarios call the stage's `expect_…`, and have no assertion that needs rewriting.
        "--assert=plain",
        "--capture=no",
        # A warning of a library is not about the page.
        "--override-ini=filterwarnings=default",
        "--override-ini=addopts=",
    ]
    arguments.append(f"--browser-path={settings.browser.source.path or ''}")
    if settings.browser.source.is_sandboxed:
        arguments.append("--browser-sandbox")
    if (server := settings.browser.source.server) is not None:
        arguments.append(f"--browser-server={server.address}")
        arguments.append(f"--browser-server-limit={server.limit}")
    arguments.append(f"--network={settings.network}")
    arguments.append(f"--wire={settings.wire}")
    arguments.append(f"--isolation={settings.isolation}")
    if settings.seed is not None:
        arguments.append(f"--order-seed={settings.seed}")
    arguments.append(f"--confirm={settings.confirms}")
    if settings.recorded is not None:
        arguments.append(f"--recorded={settings.recorded.resolve()}")
    if settings.headed:
        arguments.append("--headed")
    if settings.slowmo:
        arguments.append(f"--slowmo={settings.slowmo}")
    # A play has its own time limit, which ends its browser only, so pytest needs none.
    arguments.append("--timeout=0")
    if settings.evidence is not None:
        arguments.append(f"--evidence={settings.evidence}")
    if settings.histories is not None:
        arguments.append(f"--keep-histories={settings.histories.resolve()}")
    return arguments


def _count_workers(wanted: int, most: int) -> int:
    """Returns the number of processes for `wanted` plays, at most `most`; 0 means this process."""
    return 0 if wanted <= PLAYS_PER_WORKER else min(most, -(-wanted // PLAYS_PER_WORKER))


class _Collector:
    """Collects the results from pytest's reports of all workers."""

    def __init__(
        self,
        scenarios: dict[str, Scenario],
        on_result: Callable[[Result], None],
        on_seconds: Callable[[str, float], None],
    ) -> None:
        self.results: list[Result] = []
        self.problem: str | None = None
        self.lacks_a_file = False
        self._scenarios = scenarios
        self._on_result = on_result
        self._on_seconds = on_seconds

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes the result from a report; a test that broke becomes an inconclusive result."""
        for name, value in report.user_properties:
            if name == RESULT and report.when == "call":
                result = Result.model_validate_json(str(value))
                self._on_seconds(result.id, report.duration)
                self._take(result)
                return
        if report.failed and report.when != "teardown":
            self._take_broken(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keeps the error of a file that could not be collected."""
        if report.failed:
            self.lacks_a_file = True
            self.problem = str(report.longrepr).splitlines()[-1]

    def _take_broken(self, report: pytest.TestReport) -> None:
        page, _, id = report.nodeid.rpartition("[")[2].rstrip("]").partition("|")
        scenario = self._scenarios.get(id)
        if scenario is None:
            self.problem = _last_line(report.longrepr)
            return
        reason = f"it could not be played: {_last_line(report.longrepr)}"
        self._take(scenario.give_up(page, reason))

    def _take(self, result: Result) -> None:
        self.results.append(result)
        self._on_result(result)


def _last_line(representation: Any) -> str:
    lines = [line.strip() for line in str(representation).splitlines() if line.strip()]
    telling = [line for line in lines if "Error: " in line] or lines
    return telling[-1].removeprefix("E").strip() if telling else "no reason was given"
