"""A schedule has one history at two levels; `python -m e2e.tools.levels_compared` plays many more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Browser

from e2e.engine.backstage import Backstage
from e2e.engine.browser import BrowserSource
from e2e.engine.network import DIRECT
from e2e.explorer.fresh_stage import FreshStages
from e2e.explorer.page_pool import PagePool
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import open_services
from e2e.tools import levels_compared
from e2e.tools.levels_compared import LevelsCompared, get_kept_schedules


@pytest.fixture(scope="module")
def levels(
    stage_browser: Browser, backstage: Backstage, pytestconfig: pytest.Config
) -> Iterator[LevelsCompared]:
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_services(build, BrowserSource.from_options(pytestconfig.option))
        ) as services,
        portal.wrap_async_context_manager(PagePool(services)) as page_pool,
    ):
        yield LevelsCompared(portal, page_pool, FreshStages(backstage, stage_browser, build))


@pytest.mark.parametrize("name", get_kept_schedules())
def test_a_kept_schedule_has_one_history(levels: LevelsCompared, name: str) -> None:
    """A virtual minute on a stage of its own, as below: the reason for their length."""
    assert levels.compare(get_kept_schedules()[name]) == []


@pytest.mark.parametrize("network", [DIRECT, "tunnel"])
@pytest.mark.parametrize("seed", range(10))
def test_a_random_schedule_has_one_history(levels: LevelsCompared, seed: int, network: str) -> None:
    _, differences = levels.compare_random(seed, network)
    assert differences == []


def test_a_history_that_differs_is_shown(
    levels: LevelsCompared, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter((["1 page 0 shown status='running'"], ["1 page 0 shown status='completed'"]))
    monkeypatch.setattr(levels_compared, "get_comparable", lambda history: next(lines))
    differences = levels.compare(Schedule(acts=()))
    assert differences[-2:] == [
        "-1 page 0 shown status='running'",
        "+1 page 0 shown status='completed'",
    ]
