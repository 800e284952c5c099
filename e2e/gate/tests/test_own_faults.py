"""A process of the suite that is killed during a play costs that play, and no other."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario
from e2e.gate.tests import processes
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.stage import Backstage, Stage, open_backstage

PlayOnce = Callable[[Scenario], Result]


@pytest.fixture(scope="module")
def build() -> Path:
    return build_pages([PageSource("reference", REFERENCE)], lambda page: None)["reference"].folder


@pytest.fixture
def own_backstage() -> Iterator[Backstage]:
    """A backstage whose proxies no other test has: they are killed here."""
    with open_backstage() as opened:
        yield opened


@pytest.fixture
def play_once(build: Path, own_backstage: Backstage, kept_browser: KeptBrowser) -> PlayOnce:
    def play_it(scenario: Scenario) -> Result:
        page = {"name": "reference", "build": str(build)}
        return play(
            scenario,
            page,
            backstage=own_backstage,
            browser=kept_browser,
            limit=20,
            isolation=scenario.isolation,
        )

    return play_it


@pytest.mark.parametrize(
    ("id", "part"),
    [
        ("missed-while-connected", "--type=renderer"),
        ("proxied-stale-while-revalidate", "/nginx -p"),
    ],
    ids=["the renderer", "nginx"],
)
def test_a_process_that_is_killed_in_the_middle_costs_one_play(
    play_once: PlayOnce, kept_browser: KeptBrowser, id: str, part: str
) -> None:
    """The limit of rest has to pass: the reason for its length."""
    scenario = choose_scenario(id)
    others = processes.get_descendants(os.getpid())

    killed: list[processes.Process] = []

    def die(stage: Stage) -> None:
        job = stage.add_job(progress=40)
        stage.show(job)
        begun = [each for each in processes.get_descendants(os.getpid()) if each not in others]
        # This browser may have begun before; that of the explorer's tests has to live on.
        for each in {*begun, *processes.get_descendants(kept_browser.process)}:
            if part in each.command and "run_tied" not in each.command:
                os.kill(each.pid, signal.SIGKILL)
                killed.append(each)
        stage.let_pass(seconds=60)

    assert play_once(replace(scenario, play=die)).outcome == "inconclusive"
    assert killed
    assert play_once(scenario).outcome == "passed"
