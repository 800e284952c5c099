"""A scenario has one history in each isolation. If two plays disagree, it is inconclusive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from e2e.catalogue.confirmation import CONFIRMED_PER_CAUSE, Confirmation, Confirms
from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Isolation
from e2e.engine.kept_browser import KeptBrowser
from e2e.gate.run.catalogue import choose_scenario
from e2e.gate.tests.test_severity import played
from e2e.gate.tests.troubled_pages import build_troubled_pages, write_page
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import EXAMPLE_PAGES, REFERENCE
from e2e.pages.regressions import get_regressions
from e2e.stage import Backstage

REGRESSIONS = {each.name: each for each in get_regressions()}

TROUBLES = {
    "wrong-where-nobody-looks": """
  useEffect(() => {
    // Playwright gives a page a screen of the window's size.
    if (screen.width !== innerWidth) throw new Error("nobody looks");
  }, []);""",
}


LOADS_LATER = {
    "JobStatus.tsx": """import { lazy, Suspense } from "react";
const Loaded = lazy(() => import("./Loaded"));
export function JobStatus({ jobId }: { jobId: string }) {
  return <Suspense fallback={null}><Loaded jobId={jobId} /></Suspense>;
}
""",
    "Loaded.tsx": """import "./loaded.css";
export { JobStatus as default } from "./GoodJobStatus";
""",
    "loaded.css": "body { color: navy; }",
}
"""A component in a chunk of its own; the chunk waits for its style sheet."""


def write_page_that_loads_later(checkout: Path) -> Path:
    components = write_page(checkout, "") / "src" / "components"
    for name, text in LOADS_LATER.items():
        (components / name).write_text(text, encoding="utf-8")
    return checkout


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    regressions = [PageSource(name, REFERENCE, each) for name, each in REGRESSIONS.items()]
    later = write_page_that_loads_later(tmp_path_factory.mktemp("later") / "page")
    axios = EXAMPLE_PAGES / "axios-reconnecting-websocket"
    good = [
        PageSource("reference", REFERENCE),
        PageSource("loads-later", later),
        PageSource("axios", axios),
    ]
    built = build_pages([*good, *regressions], lambda page: None)
    return {
        **{name: page.folder for name, page in built.items()},
        **build_troubled_pages(tmp_path_factory.mktemp("pages"), TROUBLES),
    }


class Player:
    """Plays scenarios on pages, both by name, and keeps the isolation of each play in `levels`."""

    def __init__(self, pages: dict[str, Path], backstage: Backstage, browser: KeptBrowser) -> None:
        self.levels: list[Isolation] = []
        self._pages = pages
        self._backstage = backstage
        self._browser = browser

    def play(self, scenario: str, page: str, isolation: Isolation) -> Result:
        self.levels.append(isolation)
        return play(
            choose_scenario(scenario),
            {"name": page, "build": str(self._pages[page])},
            backstage=self._backstage,
            browser=self._browser,
            isolation=isolation,
        )


@pytest.fixture
def player(pages: dict[str, Path], backstage: Backstage, kept_browser: KeptBrowser) -> Player:
    return Player(pages, backstage, kept_browser)


@pytest.mark.parametrize("regression", REGRESSIONS)
def test_a_scenario_has_one_history_in_a_document_and_in_a_context(
    player: Player, regression: str
) -> None:
    """Four plays, on a good page and on the one that it catches: the reason for its length."""
    scenario = REGRESSIONS[regression].canary[0]
    cheapest = choose_scenario(scenario).isolation
    for page, outcomes in (("reference", {"passed"}), (regression, {"failed", "advice"})):
        alone = player.play(scenario, page, cheapest)
        attached = player.play(scenario, page, "context")
        assert alone.history_key == attached.history_key
        assert alone.outcome == attached.outcome
        assert alone.outcome in outcomes


def test_a_page_that_loads_chunk_and_style_from_the_host_of_scripts_has_one_history(
    player: Player,
) -> None:
    alone = player.play("missed-while-connected", "loads-later", "document")
    attached = player.play("missed-while-connected", "loads-later", "context")
    assert (alone.outcome, attached.outcome) == ("passed", "passed")
    assert alone.history_key == attached.history_key


def test_a_page_that_says_it_is_quiet_too_early_has_one_history_all_the_same(
    player: Player,
) -> None:
    """By the page's own message alone it had five histories in six plays: the reason for the count."""
    plays = [player.play("asleep-with-a-dead-socket-failed", "axios", "document") for _ in range(8)]
    plays.append(player.play("asleep-with-a-dead-socket-failed", "axios", "context"))
    assert {(each.outcome, each.history_key) for each in plays} == {
        ("passed", plays[0].history_key)
    }


@pytest.mark.parametrize(
    ("page", "outcome", "levels"),
    [
        ("reference", "passed", ["document"]),
        ("issue-231", "failed", ["document", "context"]),
        ("wrong-where-nobody-looks", "inconclusive", ["document", "context"]),
    ],
)
def test_what_is_not_passed_is_played_once_more_and_decides_where_both_plays_agree(
    player: Player, page: str, outcome: str, levels: list[Isolation]
) -> None:
    def play_at(isolation: Isolation) -> Result:
        return player.play(REGRESSIONS["issue-231"].canary[0], page, isolation)

    result = Confirmation().play(play_at, "document")
    assert player.levels == levels
    assert result.outcome == outcome
    disagree = "two plays disagree: in a document of its own it is"
    assert str(result.reason).startswith(disagree) == (outcome == "inconclusive")


@pytest.mark.parametrize(
    ("confirms", "twice"), [("none", 0), ("some", CONFIRMED_PER_CAUSE), ("all", 5)]
)
def test_a_cause_that_was_confirmed_is_believed_and_what_is_open_is_not(
    confirms: Confirms, twice: int
) -> None:
    wrong = played("wrong", "failed", "polls-end")
    by_another = played("by-another", "failed", "leaks")
    unexplained = played("unexplained", "failed", "not-explained")
    open_ = played("open", "inconclusive")
    confirmation = Confirmation(confirms)
    levels: list[tuple[str, Isolation]] = []

    def play(result: Result) -> Result:
        def play_at(isolation: Isolation) -> Result:
            levels.append((result.id, isolation))
            return result

        return confirmation.play(play_at, "document")

    assert [play(wrong).outcome for _ in range(5)] == ["failed"] * 5
    assert levels.count(("wrong", "document")) == 5
    assert levels.count(("wrong", "context")) == twice
    play(wrong.model_copy(update={"page": "another"}))
    for each in (by_another, *[unexplained] * 4, *[open_] * 4):
        play(each)
    counted = dict(Counter(id for id, isolation in levels if isolation == "context"))
    assert counted == (
        {}
        if confirms == "none"
        else {"wrong": twice + 1, "by-another": 1, "unexplained": 4, "open": 4}
    )


def test_a_failure_that_is_not_confirmed_makes_no_other_one_believed() -> None:
    wrong = played("wrong", "failed", "polls-end")
    confirmation = Confirmation()
    results: dict[Isolation, Result] = {"document": wrong, "context": played("wrong", "passed")}
    outcomes = [confirmation.play(results.__getitem__, "document").outcome for _ in range(6)]
    assert outcomes == ["inconclusive"] * 6


def test_a_poll_that_the_browser_repeats_by_itself_leaves_no_play_open(player: Player) -> None:
    """Chromium repeats a poll if the first of two polls of one address was cut off half-way."""
    scenario = "confirming-breaks-off-and-the-socket-closes"
    plays = [player.play(scenario, "issue-231", "document") for _ in range(2)]
    assert [(each.outcome, each.reason) for each in plays] == [("advice", None)] * 2
    assert plays[0].history_key == plays[1].history_key
    assert plays[0].cause is not None
    assert plays[0].cause.id == "older-state-for-a-moment"
