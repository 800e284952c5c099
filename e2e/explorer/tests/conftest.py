"""Schedules on our own page, for tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from e2e.engine.browser import BrowserSource
from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act
from e2e.explorer.page_pool import PagePool
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.services import Services, open_services


class SchedulePlayer:
    """Plays the schedules of a test, on a shared page or each on a fresh page."""

    def __init__(
        self, call: Callable[..., object], services: Services, page_pool: PagePool
    ) -> None:
        self._call = call
        self._services = services
        self._page_pool = page_pool

    def play(self, *acts: Act, network: str = DIRECT) -> Played:
        runner = self._call(self._page_pool.get_runner, network)
        played = self._call(runner.play, Schedule(acts=acts, network=network))  # type: ignore[attr-defined]
        assert isinstance(played, Played)
        return played

    def play_on_fresh_page(self, acts: Sequence[Act], network: str = DIRECT) -> Played:
        schedule = Schedule(acts=tuple(acts), network=network)
        played = self._call(self._services.play_on_fresh_page, schedule)
        assert isinstance(played, Played)
        return played


@pytest.fixture(scope="session")
def schedule_player(pytestconfig: pytest.Config) -> Iterator[SchedulePlayer]:
    """Yields a player with our own page and one browser, which all tests of the worker share."""
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_services(build, BrowserSource.from_options(pytestconfig.option))
        ) as services,
        portal.wrap_async_context_manager(PagePool(services)) as page_pool,
    ):
        yield SchedulePlayer(portal.call, services, page_pool)
