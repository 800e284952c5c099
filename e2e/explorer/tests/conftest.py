"""A house on our own page, for tests that play schedules."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from e2e.explorer.acts import Act
from e2e.explorer.house import House
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.theatre import Theatre, open_theatre
from e2e.stage.network import DIRECT


class Playhouse:
    """Plays schedules from a test: on a page that they share, or each on a fresh one."""

    def __init__(self, call: Callable[..., object], theatre: Theatre) -> None:
        self._call = call
        self._theatre = theatre
        self._house = House(theatre)

    def play(self, *acts: Act, network: str = DIRECT) -> Played:
        conductor = self._call(self._house.get_conductor, network)
        played = self._call(conductor.play, Schedule(acts=acts, network=network))  # type: ignore[attr-defined]
        assert isinstance(played, Played)
        return played

    def play_on_fresh_page(self, acts: Sequence[Act], network: str = DIRECT) -> Played:
        schedule = Schedule(acts=tuple(acts), network=network)
        played = self._call(self._theatre.play_on_fresh_page, schedule)
        assert isinstance(played, Played)
        return played


@pytest.fixture(scope="session")
def playhouse(pytestconfig: pytest.Config) -> Iterator[Playhouse]:
    """One page of ours and one browser for the worker."""
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    browser = pytestconfig.getoption("--browser-path")
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_theatre(build, Path(browser) if browser else None)
        ) as theatre,
    ):
        yield Playhouse(portal.call, theatre)
