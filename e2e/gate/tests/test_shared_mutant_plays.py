"""The plays of a mutation run share a document only where the page has the same history in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario
from e2e.gate.tests.troubled_pages import build_troubled_pages
from e2e.mutation.played import Order
from e2e.mutation.player import Player
from e2e.stage import Backstage
from mock_backend.dialects import NamedDialect

TROUBLES = {
    "no": "",
    "counts-in-its-module": """
  useEffect(() => {
    const counts = window as unknown as { plays?: number };
    counts.plays = (counts.plays ?? 0) + 1;
    const timer = setTimeout(() => undefined, 90000 + counts.plays);
    return () => clearTimeout(timer);
  }, []);""",
}

SCENARIO = choose_scenario("missed-while-connected")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build_troubled_pages(tmp_path_factory.mktemp("pages"), TROUBLES)


@pytest.mark.parametrize(("trouble", "shares"), [("no", True), ("counts-in-its-module", False)])
def test_a_page_that_keeps_something_from_play_to_play_gets_a_document_for_each(
    pages: dict[str, Path],
    backstage: Backstage,
    kept_browser: KeptBrowser,
    trouble: str,
    *,
    shares: bool,
) -> None:
    player = Player(pages[trouble], backstage, kept_browser, NamedDialect("inline", None).load())
    plays = [player.play(SCENARIO, Order(scenario=SCENARIO.id)) for _ in range(4)]
    assert {each.outcome for each in plays} == {"passed"}
    assert len({each.history_key for each in plays}) == 1
    assert player.shares is shares
