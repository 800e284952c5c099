"""Stages in one window after another: each has its own clock, and no state of the stage before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.engine.windows import Windows
from e2e.history.page_events import BodyRead, Shown
from e2e.stage import Backstage, Stage, StageError, open_stage
from e2e.stage.tests.conftest import OpenStage

HOUR = 3_600_000
EPOCH = 1_704_067_200_000


@pytest.fixture
def windows(stage_browser: Browser, backstage: Backstage) -> Windows:
    return Windows(stage_browser, backstage)


@pytest.fixture
def build(pytestconfig: pytest.Config) -> Path:
    return Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])


def play_to_the_end(stage: Stage) -> None:
    job = stage.add_job(progress=40)
    stage.show(job)
    stage.let_pass(seconds=5)
    job.complete()
    stage.expect_shown(status="completed")


@pytest.mark.parametrize("is_bare", [True, False])
def test_a_stage_has_nothing_of_the_one_before_in_its_window(
    windows: Windows, backstage: Backstage, build: Path, is_bare: bool
) -> None:
    def lend() -> AbstractContextManager[object]:
        return windows.lend_bare() if is_bare else windows.lend()

    hosts = set()
    for _ in range(3):
        with lend() as window, open_stage(backstage, window, build) as stage:  # type: ignore[arg-type]
            hosts.add(stage._window.host)
            play_to_the_end(stage)
            jobs = {event.job for _, event in stage.history.of_type(BodyRead)}
            assert jobs == {stage.jobs[0].id}
            assert next(event.at for _, event in stage.history.of_type(Shown)) == 0
            assert stage.now == 5000
    assert len(hosts) == 3


def test_a_page_without_a_debugger_says_so_where_one_is_asked_for(
    windows: Windows, backstage: Backstage, build: Path
) -> None:
    with windows.lend_bare() as window, open_stage(backstage, window, build) as stage:
        play_to_the_end(stage)
        with pytest.raises(StageError, match='Declare the scenario with isolation="context"'):
            stage.listen_to_browser()


@pytest.fixture
def a_late_stage(open_a_stage: OpenStage) -> Iterator[Stage]:
    """A stage that has played for five seconds, on a laptop whose clock is an hour ahead."""
    stage = open_a_stage()
    stage.show(stage.add_job(progress=40))
    stage.let_pass(seconds=5)
    stage.laptop.set_clock(ahead_by_hours=1)
    yield stage
    said = stage.page.evaluate("Date.now()") - EPOCH
    # `Date` is some milliseconds ahead, so that no two polls have one address.
    assert stage.now + HOUR <= said < stage.now + HOUR + 20


def test_the_clock_goes_on_over_a_refresh(a_late_stage: Stage) -> None:
    a_late_stage.refresh()
    a_late_stage.let_pass(seconds=1)
    assert a_late_stage.now == 6000


def test_the_clock_goes_on_where_the_person_leaves_and_comes_back(a_late_stage: Stage) -> None:
    a_late_stage.leave()
    a_late_stage.let_pass(seconds=3)
    a_late_stage.come_back()
    assert a_late_stage.now == 8000
