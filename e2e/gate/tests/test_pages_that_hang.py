"""A page that hangs, or a browser that dies, costs the play that it happens in, and no other."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.catalogue import Scenario
from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests import processes
from e2e.gate.tests.troubled_pages import build_troubled_pages
from e2e.stage import Backstage, Stage

LIMIT = 6.0
"""Seconds without an event in these tests: on a busy machine a document needs one to open."""

TROUBLES = {
    "hangs-in-a-timer": """
  useEffect(() => {
    const timer = setTimeout(() => {
      while (true);
    }, 100_000);
    return () => clearTimeout(timer);
  }, []);""",
    "hangs-on-a-frame": """
  useEffect(() => {
    const { parse } = JSON;
    JSON.parse = (text: string) => {
      while (text.includes('"percent": 77'));
      return parse(text);
    };
  }, []);""",
}

SCENARIOS = {each.id: each for each in get_scenarios()}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build_troubled_pages(tmp_path_factory.mktemp("pages"), TROUBLES)


PlayOn = Callable[..., Result]


@pytest.fixture
def play_on(
    pages: dict[str, Path], backstage: Backstage, kept_browser: KeptBrowser, tmp_path: Path
) -> PlayOn:
    def play_it(name: str, scenario: Scenario, *, has_evidence: bool = False) -> Result:
        return play(
            scenario,
            {"name": name, "build": str(pages[name])},
            backstage=backstage,
            browser=kept_browser,
            limit=LIMIT,
            evidence=tmp_path if has_evidence else None,
        )

    return play_it


@pytest.mark.parametrize("has_evidence", [False, True])
def test_a_script_that_never_ends_makes_its_play_inconclusive_and_leaves_its_history(
    play_on: PlayOn, tmp_path: Path, has_evidence: bool
) -> None:
    """The limit has to pass: the reason for its length."""
    result = play_on(
        "hangs-in-a-timer", SCENARIOS["missed-after-many-polls"], has_evidence=has_evidence
    )
    assert result.outcome == "inconclusive"
    assert "the page did not answer, as one whose script never ends" in str(result.reason)
    assert result.history_key is not None
    if has_evidence:
        assert result.history is not None
        lines = (tmp_path / result.history).read_text().splitlines()
        assert json.loads(lines[-1])["at"] >= 98_000
    assert play_on("hangs-in-a-timer", SCENARIOS["missed-while-connected"]).outcome == "passed"


def test_one_that_never_ends_behind_a_frame_is_given_up_with_its_last_events(
    play_on: PlayOn,
) -> None:
    """The limit of rest has to pass: the reason for its length."""

    def hang(stage: Stage) -> None:
        job = stage.add_job(progress=40)
        stage.show(job)
        job.progress(77)

    hanging = replace(SCENARIOS["missed-while-connected"], play=hang)
    result = play_on("hangs-on-a-frame", hanging)
    assert result.outcome == "inconclusive"
    assert result.history_key is not None
    assert play_on("hangs-on-a-frame", SCENARIOS["missed-while-connected"]).outcome == "passed"


@pytest.mark.parametrize("is_asked", [True, False], ids=["then asked", "only waited for"])
def test_a_browser_that_is_killed_in_the_middle_costs_one_play(
    play_on: PlayOn, kept_browser: KeptBrowser, is_asked: bool
) -> None:
    """If the page is not asked, the limit of rest has to pass: the reason for its length."""

    def die(stage: Stage) -> None:
        job = stage.add_job(progress=40)
        stage.show(job)
        # Its renderer lives on for a moment, and could still show the next act.
        parts = processes.get_descendants(kept_browser.process)
        os.kill(kept_browser.process, signal.SIGKILL)
        assert processes.wait_until_ended(parts, 30) == []
        if is_asked:
            stage.let_pass(seconds=60)
        job.progress(50)

    dying = replace(SCENARIOS["missed-while-connected"], play=die)
    result = play_on("hangs-on-a-frame", dying)
    assert result.outcome == "inconclusive"
    assert "the browser died" in str(result.reason)
    assert result.history_key is not None
    assert play_on("hangs-on-a-frame", SCENARIOS["missed-while-connected"]).outcome == "passed"


def test_a_play_that_is_over_is_watched_no_longer_while_it_is_judged(
    kept_browser: KeptBrowser,
) -> None:
    before = threading.active_count()
    with kept_browser.watch(1000) as watch:
        assert threading.active_count() == before + 1
        watch.end()
        assert threading.active_count() == before
    assert not watch.has_ended_browser
