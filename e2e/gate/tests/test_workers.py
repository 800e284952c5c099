"""A page that asks for its job in a worker: judged if the worker has an observer, else undecided."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from e2e.catalogue import Result
from e2e.catalogue.play import play
from e2e.engine.browser import BrowserSource
from e2e.engine.kept_browser import KeptBrowser
from e2e.engine.network import DIRECT
from e2e.explorer.acts import Drop, LetPass, OpenHandshake, Progress, Refresh, ReleaseAnswer
from e2e.explorer.page_pool import PagePool
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import open_services
from e2e.gate.run.catalogue import choose_scenario
from e2e.history import get_normal_form
from e2e.pages.builds import PageSource, build_pages
from e2e.stage import Backstage

ASKS_IN_A_WORKER = Path(__file__).parent / "asks-in-a-worker"

PlayOn = Callable[[Path, str], Result]


@pytest.fixture
def page(a_checkout: Path) -> Path:
    """Our page with an API client that sends its requests in a Web Worker."""
    shutil.copytree(ASKS_IN_A_WORKER, a_checkout, dirs_exist_ok=True)
    return a_checkout


@pytest.fixture
def play_on(backstage: Backstage, kept_browser: KeptBrowser) -> PlayOn:
    def play_one(checkout: Path, scenario: str) -> Result:
        folder = build_pages([PageSource("asks", checkout)], lambda page: None)["asks"].folder
        return play(
            choose_scenario(scenario),
            {"name": "asks", "build": str(folder)},
            backstage=backstage,
            browser=kept_browser,
        )

    return play_one


@pytest.mark.parametrize(
    "scenario", ["cached-over-refresh", "proxied-by-a-tunnel", "unmount-with-an-answer-under-way"]
)
def test_a_good_page_that_asks_in_a_web_worker_passes(
    page: Path, play_on: PlayOn, scenario: str
) -> None:
    result = play_on(page, scenario)
    assert (result.outcome, result.reason, result.findings) == ("passed", None, ())


def test_each_play_of_it_has_the_same_history(page: Path, play_on: PlayOn) -> None:
    keys = {play_on(page, "reconnect-late-progress").history_key for _ in range(5)}
    assert len(keys) == 1


@pytest.fixture
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal("asyncio") as portal:
        yield portal


def test_the_explorer_plays_it_on_a_shared_page_as_on_a_fresh_one(
    page: Path, portal: BlockingPortal, pytestconfig: pytest.Config
) -> None:
    folder = build_pages([PageSource("asks", page)], lambda page: None)["asks"].folder
    acts = (Progress(percent=80), ReleaseAnswer(), Refresh(), OpenHandshake(), Drop(), LetPass())
    schedule = Schedule(acts=acts)
    services = open_services(folder, BrowserSource.from_options(pytestconfig.option))
    with (
        portal.wrap_async_context_manager(services) as opened,
        portal.wrap_async_context_manager(PagePool(opened)) as page_pool,
    ):
        runner = portal.call(page_pool.get_runner, DIRECT)
        shared = [portal.call(runner.play, schedule) for _ in range(2)][-1]
        fresh = portal.call(opened.play_on_fresh_page, schedule)
    assert get_normal_form(shared.history) == get_normal_form(fresh.history)
    assert not shared.violations


def test_a_wrong_page_that_asks_in_a_web_worker_fails(page: Path, play_on: PlayOn) -> None:
    client = page / "src/api/client.ts"
    client.write_text(client.read_text().replace("?_t=${Date.now()}", ""))
    result = play_on(page, "proxied-by-a-tunnel")
    assert result.outcome == "failed"


@pytest.mark.parametrize("scenario", ["reconnect-late-progress", "two-tabs-poll"])
def test_a_page_that_asks_in_a_shared_worker_is_not_judged(
    page: Path, play_on: PlayOn, scenario: str
) -> None:
    client = page / "src/api/client.ts"
    said = client.read_text().replace("new Worker(", "new SharedWorker(")
    client.write_text(re.sub(r"worker\.(onmessage|postMessage)", r"worker.port.\1", said))
    result = play_on(page, scenario)
    assert (result.outcome, result.findings) == ("inconclusive", ())
    assert "no document announced it" in str(result.reason)
    assert "the page started the SharedWorker /pages/" in str(result.reason)
