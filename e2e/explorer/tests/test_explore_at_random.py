"""What is played at random: every short schedule first, then what is drawn.

Starts workers with browsers of their own: some seconds.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.explorer.exploration import Exploration
from e2e.explorer.explore import Ground, explore_exhaustively
from e2e.explorer.explore_at_random import explore_at_random
from e2e.explorer.space import EXHAUSTIVE, RANDOM


@pytest.fixture
def ground(pytestconfig: pytest.Config) -> Ground:
    """Our own page, and one worker."""
    build = Path(json.loads(pytestconfig.getoption("--pages"))[0]["build"])
    browser = pytestconfig.getoption("--browser-path")
    return Ground(build, Path(browser) if browser else None, 1)


def begin(mode: str, **more: object) -> Exploration:
    said = {"page": "reference", "page_key": "0" * 16, "mode": mode, "acts": 1, "bounds": RANDOM}
    return Exploration.model_validate({**said, **more})


def draw(exploration: Exploration, ground: Ground, count: int) -> None:
    explore_at_random(
        exploration,
        ground,
        lambda progress: None,
        seconds=None,
        count=count,
        database=None,
        keeps_going=True,
    )


def test_every_short_schedule_is_played_once_before_any_is_drawn(ground: Ground) -> None:
    every = begin("exhaustive", bounds=EXHAUSTIVE)
    explore_exhaustively(every, ground, lambda progress: None, keeps_going=True)
    drawn = begin("random", seed=7)
    draw(drawn, ground, 3)
    assert (drawn.drawn, drawn.played) == (3, every.played + 3)
    assert set(drawn.pieces) == set(every.pieces)

    draw(drawn, ground, 5)
    assert (drawn.drawn, drawn.played) == (5, every.played + 5)
