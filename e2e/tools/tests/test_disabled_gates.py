"""Without a gate of the backend no race that depends on it is forced, and none may be passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.stage import Backstage
from e2e.tools.gates.disabled_play import PlayScenario, find_used, play_disabled
from e2e.tools.gates.known import GATES

DEPENDING = {
    "answers-held": ["missed-after-a-clean-close", "guard-with-a-late-older-answer"],
    "answers-chosen": ["older-pending-lands-last", "older-question-told-the-end"],
    "answers-of-arrival": ["guard-with-a-late-older-answer"],
    "older-answers": ["refresh-first-poll-stale"],
    "answer-faults": ["answers-404-at-completion", "one-403-on-opening"],
    "handshakes-held": ["reconnect-late-progress", "answers-html-511-at-95"],
    "handshakes-refused": [
        "sockets-refused-502-at-failure",
        "refused-handshakes-and-refused-polls",
    ],
    "greetings": ["reconnect-pending"],
    "drops": ["reconnect-late-progress", "sockets-cut-at-failure", "kept-page-before-the-end"],
    "closes-held": ["late-close-after-a-switch", "late-close-after-a-remount"],
    "socket-faults": ["sockets-closed-1006-at-failure", "sockets-half-open-at-completion"],
    "lost-broadcasts": ["missed-at-100", "never-told-anything-failed"],
    "frames": ["reconnect-late-progress", "sockets-cut-at-95", "guard-after-reconnect"],
    "own-frames": ["sockets-null-frame-at-failure", "sockets-frames-of-another-job-at-95"],
    "clock": ["unmount-stops-everything", "refresh-first-poll-stale"],
    "cache-headers": ["cached-max-age"],
    "proxy-cache": ["proxied-stale-while-revalidate"],
}
"""Scenarios that depend on each gate.

Most were passed before acts, broadcasts and pings were checked against the journal, and the page's
clock against ours.
"""


@pytest.fixture(scope="module")
def build() -> Path:
    return build_pages([PageSource("reference", REFERENCE)], lambda page: None)["reference"].folder


@pytest.fixture
def play_it(build: Path, backstage: Backstage, kept_browser: KeptBrowser) -> PlayScenario:
    def play_once(scenario: Scenario) -> Result:
        return play(
            scenario,
            {"name": "reference", "build": str(build)},
            backstage=backstage,
            browser=kept_browser,
            isolation=scenario.isolation,
        )

    return play_once


def test_every_gate_that_forces_a_race_has_scenarios_that_depend_on_it() -> None:
    assert DEPENDING.keys() == {name for name, gate in GATES.items() if gate.forces}


@pytest.mark.parametrize(("gate", "id"), [(g, id) for g, ids in DEPENDING.items() for id in ids])
def test_a_scenario_is_inconclusive_without_a_gate_that_it_depends_on(
    play_it: PlayScenario, gate: str, id: str
) -> None:
    """Two plays each: the reason for its length."""
    scenario = choose_scenario(id)
    good, used = find_used(scenario, [GATES[gate]], play_it)
    assert (good.outcome, used) == ("passed", [GATES[gate]])
    result = play_disabled(scenario, GATES[gate], play_it)
    assert result.outcome == "inconclusive", result
