"""A page that never comes to rest is found by count, within a second, and disturbs no other play."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from e2e.catalogue.judge import judge
from e2e.catalogue.play import play
from e2e.catalogue.result import Result
from e2e.catalogue.scenario import Scenario
from e2e.engine.browser import BrowserSource
from e2e.engine.kept_browser import KeptBrowser
from e2e.explorer.acts import Complete, OpenHandshake, ReleaseAnswer
from e2e.explorer.page_pool import PagePool
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import open_services
from e2e.gate.run.catalogue import get_scenarios
from e2e.gate.tests.troubled_pages import build_troubled_pages
from e2e.history.history import History
from e2e.stage import Backstage, NeverAtRest

TROUBLES = {
    "asks-again-at-once": """
  const [answers, count] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    void fetch(`/v1/jobs/${jobId}?beside=${answers}`).then((answer) => answer.json()).then(count);
  }, [jobId, answers]);""",
    "a-socket-for-each-render": """
  const [, count] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const socket = new WebSocket(`ws://${location.host}/v1/ws/jobs/${jobId}`);
    void Promise.resolve().then(count);
    return () => socket.close();
  });""",
    "timers-of-0-ms": """
  useEffect(() => {
    const go = (): unknown => setTimeout(go, 0);
    go();
  }, []);""",
    "renders-its-own-news": """
  const [renders, count] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    document.title = String(renders);
    document.body.dataset.renders = String(renders);
    let line = document.querySelector("#line");
    if (!line) {
      line = document.createElement("p");
      line.id = "line";
      document.body.append(line);
    }
    line.textContent = `render ${renders}`;
    count();
  });""",
    "asks-45-times": """
  useEffect(() => {
    const ask = async (left: number): Promise<void> => {
      await (await fetch(`/v1/jobs/${jobId}?beside=${left}`)).json();
      if (left > 1) await ask(left - 1);
    };
    void ask(45);
  }, [jobId]);""",
}

SCENARIO = next(each for each in get_scenarios() if each.id == "missed-while-connected")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return build_troubled_pages(tmp_path_factory.mktemp("pages"), TROUBLES)


PlayOn = Callable[[str], Result]


@pytest.fixture
def play_on(pages: dict[str, Path], backstage: Backstage, kept_browser: KeptBrowser) -> PlayOn:
    def play_it(name: str) -> Result:
        return play(
            SCENARIO,
            {"name": name, "build": str(pages[name])},
            backstage=backstage,
            browser=kept_browser,
        )

    return play_it


@pytest.mark.parametrize("name", ["asks-again-at-once", "a-socket-for-each-render"])
def test_a_page_that_asks_without_end_fails_with_that_and_at_once(
    play_on: PlayOn, name: str
) -> None:
    first, second = play_on(name), play_on(name)
    for result in (first, second):
        assert result.outcome == "failed"
        gravest = result.findings[0]
        assert (gravest.property, gravest.severity) == ("asks-without-end", "decides")
        assert "51 requests and WebSockets at one moment" in gravest.detail
        assert gravest.last_events
    assert first.findings[0].detail == second.findings[0].detail


def test_what_a_page_without_rest_does_meanwhile_is_not_judged(
    play_on: PlayOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[tuple[History, int]] = []

    def note(declared: Scenario, history: History, **how: Any) -> Result:
        judged.append((history, len(history)))
        # Twice, so that the page has the time to go on.
        for _ in range(2):
            result = judge(declared, history, **how)
        return result

    monkeypatch.setattr("e2e.catalogue.play.judge", note)
    assert play_on("a-socket-for-each-render").outcome == "failed"
    ((history, length),) = judged
    assert len(history) == length


@pytest.mark.parametrize(
    ("name", "doing"),
    [
        ("timers-of-0-ms", "it sets timers of 0 ms without end (10000 at one moment)"),
        ("renders-its-own-news", "it renders without end (2001 states at one moment)"),
    ],
)
def test_a_loop_that_asks_for_nothing_is_inconclusive_and_says_which(
    play_on: PlayOn, name: str, doing: str
) -> None:
    """Thousands of timers, or renders: the reason for its length."""
    result = play_on(name)
    assert result.outcome == "inconclusive"
    assert doing in str(result.reason)
    assert result.history_key is not None


def test_a_page_that_asks_often_and_comes_to_an_end_is_let_go_on(play_on: PlayOn) -> None:
    result = play_on("asks-45-times")
    assert result.outcome in ("passed", "advice")
    assert "asks-without-end" not in {each.property for each in result.findings}


@pytest.fixture
def explore(pages: dict[str, Path], pytestconfig: pytest.Config) -> Callable[..., list[Played]]:
    """Plays schedules as the explorer does, on the pages that a test names."""

    def play_it(name: str, *schedules: Schedule) -> list[Played]:
        with (
            start_blocking_portal("asyncio") as portal,
            portal.wrap_async_context_manager(
                open_services(pages[name], BrowserSource.from_options(pytestconfig.option))
            ) as services,
            portal.wrap_async_context_manager(PagePool(services)) as page_pool,
        ):
            runner = portal.call(page_pool.get_runner)
            return [portal.call(runner.play, each) for each in schedules]

    return play_it


@pytest.mark.parametrize("name", ["asks-again-at-once", "a-socket-for-each-render"])
def test_to_the_explorer_asking_without_end_is_a_finding(
    explore: Callable[..., list[Played]], name: str
) -> None:
    schedules = [
        Schedule(acts=(ReleaseAnswer(), OpenHandshake(), Complete(), *(ReleaseAnswer(),) * 3))
    ] * 2
    for played in explore(name, *schedules):
        assert played.is_cut_off
        assert played.get_violation("asks-without-end")


def test_to_the_explorer_a_loop_of_timers_is_an_error_that_names_it(
    explore: Callable[..., list[Played]],
) -> None:
    with pytest.raises(NeverAtRest, match="timers of 0 ms without end"):
        explore("timers-of-0-ms", Schedule(acts=()))
