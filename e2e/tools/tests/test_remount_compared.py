"""A scenario has one history in a document that plays share and in one of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.catalogue.durations import get_durations, sort_longest_first
from e2e.catalogue.play import play
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario, get_scenarios
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.pages.regressions import get_regression
from e2e.stage import Backstage
from e2e.tools.remount_compared import RemountCompared

BY_DURATION = sort_longest_first([each.id for each in get_scenarios()], get_durations())
SHORTEST = {each.family: each for each in map(choose_scenario, BY_DURATION)}
"""The shortest scenario of each family."""

FAMILIES = ("reconnect after completion", "unmount and remount")

ALONE = {
    "refreshes": "cached-over-refresh",
    "is behind a proxy": "proxied-as-allowed",
    "asks DevTools": "cached-max-age",
    "comes from a list": "listed-as-ended",
    "mounts a second component": "two-components-one-job",
}


def build(name: str) -> Path:
    patch = None if name == "reference" else get_regression(name)
    return build_pages([PageSource(name, REFERENCE, patch)], lambda page: None)[name].folder


@pytest.fixture
def compared(backstage: Backstage, kept_browser: KeptBrowser) -> RemountCompared:
    return RemountCompared(build("reference"), backstage, kept_browser)


def test_a_scenario_of_each_family_has_one_history_at_both_levels(
    compared: RemountCompared,
) -> None:
    """Plays thirty scenarios twice, which is the reason for its length."""
    differences = {each.id: compared.compare(each) for each in SHORTEST.values()}
    assert [id for id, lines in differences.items() if lines] == []
    assert sum(lines == [] for lines in differences.values()) > len(SHORTEST) / 2


@pytest.mark.parametrize("id", ALONE.values(), ids=ALONE)
def test_a_scenario_that_needs_a_document_is_played_in_one(
    compared: RemountCompared, id: str
) -> None:
    assert compared.compare(choose_scenario(id)) is None
    page = {"name": "reference", "build": str(compared.build)}
    played = play(
        choose_scenario(id),
        page,
        backstage=compared.backstage,
        browser=compared.browser,
        isolation="remount",
    )
    assert played.outcome == "passed"


@pytest.mark.parametrize("name", ["issue-231", "no-terminal-lock", "loop-outlives-unmount"])
def test_a_wrong_page_has_one_history_at_both_levels(
    name: str, backstage: Backstage, kept_browser: KeptBrowser
) -> None:
    """Several plays one after another, as each has to leave the document as it found it."""
    compared = RemountCompared(build(name), backstage, kept_browser)
    scenarios = [each for each in get_scenarios() if each.family in FAMILIES]
    differences = {each.id: compared.compare(each) for each in scenarios[::4]}
    assert [id for id, lines in differences.items() if lines] == []
    assert [] in differences.values()
