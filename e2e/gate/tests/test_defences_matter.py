"""Three scenarios, each of which fails if and only if one defence is missing, on pages that lack them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from e2e.caches.defences import ALL_DEFENCES, Defences
from e2e.catalogue import COMPLETED
from e2e.catalogue.play import play
from e2e.catalogue.scenario import Scenario
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression
from e2e.scenarios.test_answers_kept_by_a_proxy import end_behind_the_proxy
from e2e.stage import Backstage, Stage
from mock_backend import CachePolicy, NoHeaders, NoStore

PlayOn = Callable[[Scenario, str | None], str]


@pytest.fixture(scope="module")
def play_on(backstage: Backstage, kept_browser: KeptBrowser) -> PlayOn:
    """Plays a scenario on our page without the fix of a patch, and returns the outcome."""

    def play_one(scenario: Scenario, regression: str | None) -> str:
        taken = get_regression(regression) if regression else None
        source = PageSource(regression or "reference", REFERENCE, taken)
        folder = build_pages([source], lambda page: None)[source.name].folder
        page = {"name": source.name, "build": str(folder)}
        return play(scenario, page, backstage=backstage, browser=kept_browser).outcome

    return play_one


def answer_with(scenario: Scenario, policy: CachePolicy) -> Scenario:
    """Returns the same scenario with a server that answers with `policy`."""

    def play(stage: Stage) -> None:
        end_behind_the_proxy(stage, COMPLETED, policy)

    return replace(scenario, play=play)


@pytest.mark.parametrize("defences", ALL_DEFENCES.values(), ids=lambda each: each.name)
@pytest.mark.parametrize(
    ("id", "fails_without"),
    [
        ("proxied-stubbornly", "has_t"),
        ("proxied-past-a-reload-only", "has_no_store"),
        ("proxied-with-the-servers-header", "has_header"),
    ],
)
def test_a_scenario_fails_if_and_only_if_its_defence_is_missing(
    play_on: PlayOn, id: str, fails_without: str, defences: Defences
) -> None:
    """A scenario that is played whole: the reason for its length."""
    policy = NoStore() if defences.has_header else NoHeaders()
    scenario = answer_with(choose_scenario(id), policy)
    expected = "passed" if getattr(defences, fails_without) else "failed"
    assert play_on(scenario, defences.regression) == expected
