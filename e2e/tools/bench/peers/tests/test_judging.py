from __future__ import annotations

from pathlib import Path

import pytest

from e2e.tools.bench.peers.command import Ran
from e2e.tools.bench.peers.figures import Judged
from e2e.tools.bench.peers.judging import (
    get_accused,
    get_caught,
    get_missed,
    get_undecided,
    judge,
    time_plays,
)
from e2e.tools.bench.peers.junit import JUnit, judge_tests, read_junit
from e2e.tools.bench.peers.page import Page
from e2e.tools.bench.peers.play import Outcome, Play, Verdict

JUDGED = [
    Judged(page="good", is_good=True, verdict="pass"),
    Judged(page="good-accused", is_good=True, verdict="regression"),
    Judged(page="good-undecided", is_good=True, verdict="undecided"),
    Judged(page="wrong-caught", is_good=False, verdict="regression"),
    Judged(page="wrong-missed", is_good=False, verdict="pass"),
    Judged(page="wrong-undecided", is_good=False, verdict="undecided"),
]


def test_each_page_is_counted_once_at_most_as_caught_missed_accused_or_undecided() -> None:
    assert get_caught(JUDGED) == ["wrong-caught"]
    assert get_missed(JUDGED) == ["wrong-missed"]
    assert get_accused(JUDGED) == ["good-accused"]
    assert get_undecided(JUDGED) == ["good-undecided", "wrong-undecided"]


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ({"a": "passed", "b": "passed"}, "pass"),
        ({"a": "passed", "b": "failed"}, "regression"),
        ({"a": "failed"}, "undecided"),
        ({}, "undecided"),
    ],
    ids=["all passed", "one failed", "one did not run", "nothing ran"],
)
def test_a_runner_has_a_verdict_only_if_all_its_tests_ran(
    outcomes: dict[str, Outcome], verdict: Verdict
) -> None:
    play = judge_tests(JUnit(outcomes, 4), Ran(0, 9, "It said this."), 2)

    assert play.verdict == verdict
    assert play.note == ("It said this." if verdict == "undecided" else "")
    assert play.start == (None if verdict == "undecided" else 5)


def test_an_error_of_a_test_is_a_failure_and_a_skipped_test_did_not_run(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"
    file.write_text(
        '<testsuite><testcase name="a" time="1"/><testcase name="b" time="2"><error/></testcase>'
        '<testcase name="c" time="4"><failure/></testcase><testcase name="d"><skipped/></testcase>'
        "</testsuite>"
    )
    assert read_junit(file) == JUnit({"a": "passed", "b": "failed", "c": "failed"}, 7)
    assert read_junit(tmp_path / "none.xml") == JUnit({}, 0)


def test_a_judged_page_names_the_scenarios_that_failed() -> None:
    page = Page("wrong", False, Path(), None, Path(), Path())
    play = Play("regression", {"b": "failed", "c": "passed", "a": "failed"}, 9, 4)

    assert judge(page, play) == Judged(
        page="wrong", is_good=False, verdict="regression", failed=("a", "b")
    )


def test_times_are_medians_of_a_scenario_and_of_the_start() -> None:
    plays = [Play("pass", {}, seconds, start) for seconds, start in ((10, 5), (50, 40), (15, None))]

    timed = time_plays(plays, scenarios=5)

    assert (timed.rounds, timed.per_scenario, timed.start) == (3, 3, 22.5)


def test_a_tool_that_does_not_tell_its_start_has_none() -> None:
    assert time_plays([Play("pass", {}, 10, None)], scenarios=5).start is None
