"""A scenario that ends with a wrong state on the screen is followed by a recovery, which decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.catalogue import Scenario, recover, shows_otherwise
from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.engine.kept_browser import KeptBrowser
from e2e.history.tests.written import Written
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression
from e2e.proofs import in_order, poll_sent
from e2e.stage import Backstage, Stage
from mock_backend.journal.events import AnswerSent

PlayOn = Callable[[str, Callable[[Stage], None]], Result]


@pytest.fixture(scope="module")
def pages() -> dict[str, Path]:
    sources = [
        PageSource("reference", REFERENCE),
        PageSource("issue-231", REFERENCE, get_regression("issue-231")),
    ]
    return {name: page.folder for name, page in build_pages(sources, lambda page: None).items()}


@pytest.fixture
def play_on(pages: dict[str, Path], backstage: Backstage, kept_browser: KeptBrowser) -> PlayOn:
    def play_it(name: str, acts: Callable[[Stage], None]) -> Result:
        scenario = Scenario(
            "id", "lost answers", "resilience", "sentence", in_order(poll_sent()), acts
        )
        page = {"name": name, "build": str(pages[name])}
        return play(scenario, page, backstage=backstage, browser=kept_browser)

    return play_it


def expect_the_end_too_early(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    job.hold_answers()
    job.hold_handshakes()
    stage.show(job)
    job.complete()
    stage.expect_shown(status="completed")


def miss_the_end_while_connected(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    job.progress(95)
    job.complete(broadcast=False)
    stage.let_pass(seconds=2)


def test_a_state_that_was_only_held_back_is_advice(play_on: PlayOn) -> None:
    result = play_on("reference", expect_the_end_too_early)
    assert result.outcome == "advice"
    found = {each.property: each.severity for each in result.findings}
    assert found["expected-state"] == "advice"
    assert "truth-in-the-end" not in found


def test_a_state_that_stays_wrong_fails_though_the_scenario_ended_before_it_showed(
    play_on: PlayOn,
) -> None:
    stuck = play_on("issue-231", miss_the_end_while_connected)
    assert stuck.outcome == "failed"
    assert "truth-in-the-end" in {each.property for each in stuck.findings}
    assert play_on("reference", miss_the_end_while_connected).outcome == "passed"


def test_a_recovery_holds_nothing_back(play_on: PlayOn) -> None:
    held: list[tuple[int, bool]] = []
    is_answered: list[bool] = []

    def hold_and_recover(stage: Stage) -> None:
        job = stage.add_job(progress=40)
        job.hold_answers()
        job.hold_handshakes()
        stage.show(job)
        held.append((job.held_answers, job.has_held_handshake))
        first = job.control.answers.held[0].request
        job.complete()
        recover(stage)
        held.append((job.held_answers, job.has_held_handshake))
        sent = {each.request for _, each in stage.history.of_type(AnswerSent)}
        is_answered.append(first in sent)

    assert play_on("reference", hold_and_recover).outcome == "passed"
    assert held == [(1, True), (0, False)]
    assert is_answered == [True], "the page need not give its poll up"


@pytest.mark.parametrize(
    ("written", "is_otherwise"),
    [
        (Written().opens().truth("completed").shows("running").rests(), True),
        (Written().opens().truth("running", 10).shows("running", 95).rests(), True),
        (Written().opens().truth("running", 10).rests(), True),
        (Written().opens().truth("running", 40).shows("running", 40).rests(), False),
        (Written().opens().truth("running", 40).shows("running").rests(), False),
        (Written().opens().truth("completed").shows("running").rests().unmounts().rests(), False),
        # The job was restarted while the same instance of the page had already shown its end.
        (
            Written().opens().truth("completed").shows("completed").rests().truth("pending")
            .rests(),
            False,
        ),
        (Written(), False),
    ],
    ids=[
        "another status", "other progress", "nothing shown", "the truth", "no bar", "nothing mounted",
        "the end of a job begun anew", "nothing played",
    ],
)  # fmt: skip
def test_the_screen_is_held_against_the_job(written: Written, is_otherwise: bool) -> None:
    assert shows_otherwise(written.history) is is_otherwise
