"""What an exploration costs a worker, against the number of schedules."""

from __future__ import annotations

import time
from collections.abc import Iterator

from anyio.from_thread import start_blocking_portal

from e2e.engine.browser import find_browser
from e2e.explorer.services import open_services
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE
from e2e.tools.bench.schedules_per_second import SCHEDULES
from e2e.tools.growth.curve import Point

SIZE_NAME = "schedules of eight acts"
COST_NAME = "seconds, on one worker and one shared page"
SIZES = (10, 100, 1_000, 10_000)


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Point]:
    """Yields the cost of each number of schedules, from the first one on a page that is open."""
    source = PageSource("explored", REFERENCE)
    page = build_pages([source], lambda built: None)[source.name]
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_services(page.folder, find_browser().source)
        ) as services,
        portal.wrap_async_context_manager(services.open_page()) as runner,
    ):
        for schedule in SCHEDULES:
            portal.call(runner.play, schedule)
        began = time.perf_counter()
        for number in range(1, max(sizes) + 1):
            portal.call(runner.play, SCHEDULES[number % len(SCHEDULES)])
            if number in sizes:
                yield Point(size=number, seconds=time.perf_counter() - began)
