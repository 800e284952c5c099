"""`python -m e2e.tools.levels_compared`: the same schedules at two levels, history against history.

The explorer plays a schedule on a page that it shares with others, driven over the observer's line; the
catalogue's stage plays it on a fresh one, with Playwright attached. Exit code 0 when each schedule has
one history.
"""

from __future__ import annotations

import difflib
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from anyio.from_thread import BlockingPortal, start_blocking_portal

from e2e.engine.browser import BrowserSource, find_browser
from e2e.engine.network import DIRECT
from e2e.explorer.acts import Act
from e2e.explorer.fresh_stage import FreshStages, open_fresh_stages
from e2e.explorer.page_pool import PagePool
from e2e.explorer.player import Played
from e2e.explorer.schedule import Schedule, read_schedule
from e2e.explorer.services import open_services
from e2e.explorer.snapshot import Snapshot
from e2e.explorer.space import RANDOM, get_choices
from e2e.history.across_levels import get_comparable
from e2e.pages.builds import PageSource, build_pages
from e2e.pages.places import REFERENCE, SCHEDULES
from e2e.pages.regressions import get_regression

LONGEST = 10
"""The most acts of a random schedule."""


class LevelsCompared:
    """Plays each schedule on the explorer's shared page, and on a stage of its own."""

    def __init__(self, portal: BlockingPortal, page_pool: PagePool, fresh: FreshStages) -> None:
        self._portal = portal
        self._page_pool = page_pool
        self._fresh = fresh

    def compare(self, schedule: Schedule) -> list[str]:
        """Plays `schedule` at both levels, and returns the differences of the histories."""
        runner = self._portal.call(self._page_pool.get_runner, schedule.network)
        return self._compare(self._portal.call(runner.play, schedule))

    def compare_random(self, seed: int, network: str = DIRECT) -> tuple[Schedule, list[str]]:
        """Draws a schedule of up to `LONGEST` acts that the shared page enables, and compares it.

        Returns the schedule, and the differences of its histories.
        """
        chance = random.Random(seed)
        length = chance.randint(1, LONGEST)

        def choose(snapshot: Snapshot, acts: Sequence[Act]) -> Act | None:
            choices = get_choices(snapshot, acts, RANDOM)
            return chance.choice(choices) if choices and len(acts) < length else None

        runner = self._portal.call(self._page_pool.get_runner, network)
        shared = self._portal.call(runner.play_as_chosen, choose)
        return shared.schedule, self._compare(shared)

    def _compare(self, shared: Played) -> list[str]:
        fresh = self._fresh.play(shared.schedule)
        return list(
            difflib.unified_diff(
                [*get_comparable(shared.history), *_describe_judgement(shared)],
                [*get_comparable(fresh.history), *_describe_judgement(fresh)],
                "shared page",
                "stage",
                lineterm="",
                n=2,
            )
        )


def _describe_judgement(played: Played) -> list[str]:
    return [
        *(each.describe() for each in played.not_enabled),
        *sorted(f"{each.property} at {each.wrong.event.at}" for each in played.violations),
    ]


@contextmanager
def open_both(build: Path, browser: BrowserSource) -> Iterator[LevelsCompared]:
    """Yields both levels for the page that is built in `build`, and closes them with the block."""
    with (
        open_fresh_stages(browser) as open_fresh,
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(open_services(build, browser)) as services,
        portal.wrap_async_context_manager(PagePool(services)) as page_pool,
    ):
        yield LevelsCompared(portal, page_pool, open_fresh(build))


def get_kept_schedules() -> dict[str, Schedule]:
    """Returns the kept schedules by the name of their regression."""
    return {each.stem: read_schedule(each) for each in sorted(SCHEDULES.glob("*.json"))}


def run(
    count: Annotated[int, typer.Option(min=0, help="Random schedules.")] = 400,
    seed: Annotated[int, typer.Option(help="The first one's seed; each next has the next.")] = 0,
    regression: Annotated[
        str | None, typer.Option(help="Play on this wrong page; on our good one by default.")
    ] = None,
    network: Annotated[str, typer.Option(help="The network between page and server.")] = DIRECT,
) -> None:
    """Play the kept schedules and random ones at both levels, and show where they differ."""
    patch = get_regression(regression) if regression else None
    name = regression or "reference"
    build = build_pages([PageSource(name, REFERENCE, patch)], lambda page: None)[name].folder
    differing = 0
    with open_both(build, find_browser().source) as levels:
        kept = get_kept_schedules() if network == DIRECT else {}
        for number, (title, schedule) in enumerate(kept.items(), 1):
            differing += _tell(f"kept {title}", levels.compare(schedule))
            _tell_progress(number, len(kept), differing, "kept")
        for number in range(1, count + 1):
            schedule, differences = levels.compare_random(seed + number - 1, network)
            told = "; ".join(each.describe() for each in schedule.acts)
            differing += _tell(f"seed {seed + number - 1}: {told}", differences)
            _tell_progress(number, count, differing, "random")
    print(f"{len(kept)} kept and {count} random schedules: {differing} differ")
    sys.exit(1 if differing else 0)


def _tell(title: str, differences: Sequence[str]) -> bool:
    if differences:
        print(title, *differences[:40], sep="\n", flush=True)
    return bool(differences)


def _tell_progress(number: int, count: int, differing: int, kind: str) -> None:
    if number % 25 == 0 or number == count:
        print(f"{number} of {count} {kind}, {differing} differ", file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(run)
