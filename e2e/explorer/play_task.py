"""Carries out a task in a worker, which keeps its backend and its browser from task to task."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from e2e.engine.browser import BrowserSource
from e2e.explorer.tasks import DrawSchedules, PlayPiece, PlaySchedule, Task, TaskResult
from e2e.workers import WorkerBroken, get_recall, keep_open
from mock_backend.dialects import NamedDialect

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal

    from e2e.explorer.page_pool import PagePool

INLINE = NamedDialect()


@dataclass(frozen=True, slots=True)
class Setup:
    """The built page that a worker plays on, its browser, and the dialect of the answers."""

    build: Path
    browser: BrowserSource
    dialect: NamedDialect = INLINE


def play_task(setup: Setup, task: Task) -> TaskResult:
    """Returns the result of `task`; where the task is recalled, the result so far.

    Raises WorkerBroken where the browser is gone. The imports of Playwright and Hypothesis are in here,
    because the process that hands out the tasks needs neither.
    """
    from playwright.async_api import Error as PlaywrightError

    from e2e.explorer.drawing import draw_schedules

    is_recalled = get_recall()
    try:
        portal, page_pool = keep_open(setup, lambda: _open_pages(setup))
        match task:
            case PlayPiece(node=node, scope=scope):
                return portal.call(page_pool.play_piece, node, scope, is_recalled)
            case PlaySchedule(schedule=schedule):
                return portal.call(page_pool.play_schedule, schedule)
            case DrawSchedules():
                return draw_schedules(task, page_pool, portal, is_recalled)
    except PlaywrightError as error:
        server = setup.browser.server
        said = server.tell(error.message) if server else error.message.splitlines()[0]
        where = f" of the server at {server}" if server else ""
        raise WorkerBroken(f"the browser{where} is gone: {said}") from None


@contextmanager
def _open_pages(setup: Setup) -> Iterator[tuple[BlockingPortal, PagePool]]:
    from anyio.from_thread import start_blocking_portal

    from e2e.explorer.page_pool import PagePool
    from e2e.explorer.services import open_services

    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(
            open_services(setup.build, setup.browser, setup.dialect.load())
        ) as services,
        portal.wrap_async_context_manager(PagePool(services)) as page_pool,
    ):
        yield portal, page_pool
