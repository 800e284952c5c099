"""Both engines play a schedule alike; `python -m e2e.tools.engines_compared` plays many more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Browser

from e2e.explorer.fresh_stage import FreshStages
from e2e.explorer.page_pool import PagePool
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import open_services
from e2e.stage.backstage import Backstage
from e2e.stage.network import DIRECT
from e2e.tools import engines_compared
from e2e.tools.engines_compared import EnginesCompared, get_kept_schedules


@pytest.fixture(scope="module")
def engines(
    stage_browser: Browser, backstage: Backstage, pytestconfig: pytest.Config
) -> Iterator[EnginesCompared]:
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    browser = pytestconfig.getoption("--browser-path")
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_services(build, Path(browser) if browser else None)
        ) as services,
    ):
        yield EnginesCompared(
            portal, PagePool(services), FreshStages(backstage, stage_browser, build)
        )


@pytest.mark.parametrize("name", get_kept_schedules())
def test_a_kept_schedule_has_one_history(engines: EnginesCompared, name: str) -> None:
    """A virtual minute on a stage of its own, as below: the reason for their length."""
    assert engines.compare(get_kept_schedules()[name]) == []


@pytest.mark.parametrize("network", [DIRECT, "tunnel"])
@pytest.mark.parametrize("seed", range(10))
def test_a_random_schedule_has_one_history(
    engines: EnginesCompared, seed: int, network: str
) -> None:
    _, differences = engines.compare_random(seed, network)
    assert differences == []


def test_a_history_that_differs_is_shown(
    engines: EnginesCompared, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter((["1 page 0 shown status='running'"], ["1 page 0 shown status='completed'"]))
    monkeypatch.setattr(engines_compared, "get_comparable", lambda history: next(lines))
    differences = engines.compare(Schedule(acts=()))
    assert differences[-2:] == [
        "-1 page 0 shown status='running'",
        "+1 page 0 shown status='completed'",
    ]
