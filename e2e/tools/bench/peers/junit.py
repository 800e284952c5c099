"""Reads and judges the JUnit file that a test runner writes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from e2e.tools.bench.peers.command import Ran
from e2e.tools.bench.peers.play import Outcome, Play, Verdict


@dataclass(frozen=True, slots=True)
class JUnit:
    """The outcome of each test by its name, and the sum of their seconds."""

    outcomes: dict[str, Outcome]
    seconds: float


def read_junit(file: Path) -> JUnit:
    """Returns what `file` says; nothing of a file that is not there, because the runner did not start.

    An error counts as a failure, as it does for the runner's exit code.
    """
    if not file.is_file():
        return JUnit({}, 0)
    every = ET.parse(file).iter("testcase")
    cases = [case for case in every if case.find("skipped") is None]
    return JUnit(
        {case.get("name", ""): _get_outcome(case) for case in cases},
        sum(float(case.get("time", 0)) for case in cases),
    )


def _get_outcome(case: ET.Element) -> Outcome:
    failed = case.find("failure") is not None or case.find("error") is not None
    return "failed" if failed else "passed"


def judge_tests(tests: JUnit, ran: Ran, expected: int) -> Play:
    """Returns the play of a runner that `ran` these tests: the page is wrong where one failed.

    A run with other than the `expected` number of tests has no verdict, and the end of its output is
    kept: the runner, or the page in it, did not start.
    """
    if len(tests.outcomes) != expected:
        return Play("undecided", tests.outcomes, ran.seconds, None, ran.last_words)
    verdict: Verdict = "regression" if "failed" in tests.outcomes.values() else "pass"
    return Play(verdict, tests.outcomes, ran.seconds, max(0.0, ran.seconds - tests.seconds))
