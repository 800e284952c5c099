"""How many eight-act schedules a worker plays in a second, and what sharing a page saves."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from statistics import median

from anyio.from_thread import start_blocking_portal

from e2e.explorer.acts import (
    Complete,
    Drop,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    ReleaseAnswer,
    Remount,
    SwitchJob,
)
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule
from e2e.explorer.theatre import open_theatre
from e2e.gate.builds import PageSource, build_pages
from e2e.gate.places import REFERENCE
from e2e.stage.browser import find_browser

ROUNDS = 60
"""Schedules on the shared page, and a quarter as many on fresh ones between them."""

SCHEDULES = tuple(
    Schedule(acts=acts)
    for acts in (
        (
            OpenHandshake(), Progress(percent=80), ReleaseAnswer(), Complete(broadcast="lost"),
            LetPass(), Drop(), LetPass(), ReleaseAnswer(),
        ),
        (
            LetPass(), OpenHandshake(), ReleaseAnswer(), Progress(percent=80), LetPass(),
            LoseAnswer(), Complete(), ReleaseAnswer(),
        ),
        (
            OpenHandshake(), ReleaseAnswer(), ReleaseAnswer(), LetPass(), Complete(),
            ReleaseAnswer(), ReleaseAnswer(), Remount(),
        ),
        (
            Complete(), SwitchJob(), OpenHandshake(), ReleaseAnswer(), LoseAnswer(), LetPass(),
            Drop(how="clean"), ReleaseAnswer(),
        ),
    )
)  # fmt: skip
"""Eight acts each, all of them enabled on our page."""


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Returns `schedules_per_second_per_worker` and `explorer_vs_fresh_context`.

    The first from the median on a shared page; the second is how many times that a schedule costs in a
    browser context of its own, from its opening to its end, side by side in the same run.
    """
    page = build_pages([PageSource("explored", REFERENCE)], lambda built: None)["explored"]
    shared: list[float] = []
    fresh: list[float] = []
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_theatre(page.folder, find_browser().path)
        ) as theatre,
        portal.wrap_async_context_manager(theatre.open_page()) as conductor,
    ):

        def time_one(play: Callable[[Schedule], Awaitable[Played]], schedule: Schedule) -> float:
            began = time.perf_counter()
            played = portal.call(play, schedule)
            took = time.perf_counter() - began
            if played.not_enabled or played.violations:
                raise RuntimeError(f"Failed to measure: {played.not_enabled} {played.violations}")
            return took

        for schedule in SCHEDULES:
            portal.call(conductor.play, schedule)
        for number in range(rounds):
            schedule = SCHEDULES[number % len(SCHEDULES)]
            shared.append(time_one(conductor.play, schedule))
            if number % len(SCHEDULES) == 0:
                schedule = SCHEDULES[number // len(SCHEDULES) % len(SCHEDULES)]
                fresh.append(time_one(theatre.play_on_fresh_page, schedule))
    return {
        "schedules_per_second_per_worker": 1 / median(shared),
        "explorer_vs_fresh_context": median(fresh) / median(shared),
    }
