"""An exploration at random plays every short schedule first, and then those that are drawn.

Each test starts workers with browsers of their own, which takes some seconds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from e2e.engine.browser import BrowserSource
from e2e.explorer.acts import Complete
from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import Ground, explore_exhaustively
from e2e.explorer.explore_at_random import PROXIES, explore_at_random
from e2e.explorer.schedule import Schedule
from e2e.explorer.space import EXHAUSTIVE, RANDOM


@pytest.fixture
def ground(pytestconfig: pytest.Config) -> Ground:
    """Returns our own page and one worker as the ground."""
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    return Ground(build, BrowserSource.from_options(pytestconfig.option), 1)


def begin(mode: str, **more: object) -> Exploration:
    said = {"page": "reference", "page_key": "0" * 16, "mode": mode, "acts": 1, "bounds": RANDOM}
    return Exploration.model_validate({**said, **more})


def draw(
    exploration: Exploration, ground: Ground, count: int, known: Sequence[Schedule] = ()
) -> None:
    explore_at_random(
        exploration,
        ground,
        lambda progress: None,
        seconds=None,
        count=count,
        known=known,
    )


def test_every_short_schedule_is_played_once_before_any_is_drawn(ground: Ground) -> None:
    every = begin("exhaustive", bounds=EXHAUSTIVE)
    explore_exhaustively(every, ground, lambda progress: None)
    drawn = begin("random", seed=7)
    draw(drawn, ground, 3)
    # Without a proxy, and with at most one act behind each proxy.
    short = every.played * (1 + len(PROXIES))
    assert (drawn.drawn, drawn.played) == (3, short + 3)
    assert set(drawn.pieces) > set(every.pieces)
    assert len(set(drawn.pieces)) == len(drawn.pieces) == short

    draw(drawn, ground, 5)
    assert (drawn.drawn, drawn.played) == (5, short + 5)


def test_those_behind_proxies_come_before_the_many(ground: Ground) -> None:
    direct, few = begin("exhaustive", bounds=EXHAUSTIVE), begin("random", seed=7)
    many = begin("random", seed=7, acts=2)
    explore_exhaustively(direct, ground, lambda progress: None)
    draw(few, ground, 1)
    draw(many, ground, 1)
    behind = set(few.pieces) - set(direct.pieces)
    assert behind
    assert behind < set(many.pieces[: len(many.pieces) // 2])


def test_behind_the_proxy_that_is_named_nothing_is_played_direct(ground: Ground) -> None:
    """Schedules that failed before are not counted, because they may be among the others."""
    drawn = begin("random", seed=7, acts=0, network="tunnel")
    draw(drawn, ground, 1, known=[Schedule(acts=(Complete(),))])
    assert (drawn.drawn, drawn.played, len(drawn.pieces)) == (1, 2, 1)
