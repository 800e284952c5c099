"""A browser that ends in the middle of a play ends the wait for rest."""

from __future__ import annotations

import itertools
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.engine.kept_browser import KeptBrowser
from e2e.stage import Backstage, PageGone, Stage, open_stage

NEVER = 3600.0
"""Seconds of real time that no test may take."""


@pytest.fixture
def patient_stage(
    kept_browser: KeptBrowser, backstage: Backstage, pytestconfig: pytest.Config
) -> Iterator[Stage]:
    """A stage that waits for rest without a limit, as one that a person steps through."""
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    with (
        kept_browser.get_windows().lend_bare() as window,
        open_stage(backstage, window, build, limit=NEVER) as stage,
    ):
        yield stage


def test_a_browser_that_is_killed_ends_the_wait_for_rest_at_once(
    patient_stage: Stage, kept_browser: KeptBrowser
) -> None:
    job = patient_stage.add_job(progress=40)
    patient_stage.show(job)
    os.kill(kept_browser.process, signal.SIGKILL)

    def go_on() -> None:
        # Its renderer lives on for a moment, and can still show some acts.
        for number in itertools.count():
            job.progress(41 + number % 2)

    with pytest.raises(PageGone, match="line to the stage broke"):
        go_on()


def test_a_line_that_breaks_off_without_a_close_frame_ends_the_wait_for_rest(
    patient_stage: Stage, backstage: Backstage
) -> None:
    """The line of a page on a browser server ends so when the server goes away."""
    job = patient_stage.add_job(progress=40)
    patient_stage.show(job)

    def break_off() -> None:
        for each in backstage.links._connections:
            each.transport.abort()

    backstage.call(break_off)
    with pytest.raises(PageGone, match="line to the stage broke"):
        job.progress(50)


def test_a_document_that_is_left_for_another_is_no_broken_line(patient_stage: Stage) -> None:
    job = patient_stage.add_job(progress=40)
    patient_stage.show(job)
    patient_stage.refresh()
    job.progress(50)
    patient_stage.expect_shown(status="running")


def test_the_next_browser_of_a_worker_is_not_taken_for_the_one_that_ended(
    kept_browser: KeptBrowser, backstage: Backstage, pytestconfig: pytest.Config
) -> None:
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    for _ in range(3):
        kept_browser.get_windows()
        kept_browser.end()
        with (
            kept_browser.get_windows().lend_bare() as window,
            open_stage(backstage, window, build, limit=NEVER) as stage,
        ):
            stage.show(stage.add_job(progress=40))
            stage.expect_shown(status="running")
