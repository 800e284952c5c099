"""The exploration in a gate with `--explore`."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from e2e.explorer.dispatcher import TaskLost
from e2e.explorer.explore import Ground, Progress
from e2e.explorer.explore_at_random import explore_at_random
from e2e.explorer.schedule import write_schedule
from e2e.gate.run.schedules.causes_shrunk import shrink_causes
from e2e.gate.run.schedules.exploring import begin_at_random, parse_seconds
from e2e.gate.run.schedules.told_causes import locate_causes, tell_causes
from e2e.gate.run.settings import GateSettings
from e2e.gate.verdict.explored import Explored
from e2e.pages.builds import BuiltPage
from e2e.pages.errors import BadUsage
from e2e.workers import ClusterRefused


def get_budget(settings: GateSettings) -> float | None:
    """Returns the seconds of the exploration; None for no exploration.

    Raises BadUsage for a time that cannot be read, and for `--explore-decides` without `--explore`.
    """
    if settings.explore is None and settings.explore_decides:
        raise BadUsage(
            "Failed to begin: --explore-decides is about what --explore finds. Give --explore 30s."
        )
    return None if settings.explore is None else parse_seconds(settings.explore)


def explore_page(
    page: BuiltPage,
    ground: Ground,
    folder: Path,
    tell: Callable[[Progress], None],
    say: Callable[[str], None],
    *,
    report_dir: Path,
    page_options: str,
    seconds: float,
    decides: bool,
) -> Explored:
    """Explores at random for `seconds`, and returns the causes; writes their schedules below `folder`.

    The schedules are shrunk. The commands that replay them name `report_dir`, to which the gate moves
    them later, and `page_options`. Calls `tell` with the progress of exploring, and `say` with that of
    shrinking.
    """
    exploration = begin_at_random(page, random.SystemRandom().randrange(10**9), ground.dialect.name)
    reason = None
    try:
        explore_at_random(exploration, ground, tell, seconds=seconds, count=None)
        exploration.join_causes()
        shrink_causes(exploration, ground, say)
    except (TaskLost, ClusterRefused) as error:
        reason = str(error)
        exploration.join_causes()
    locate_causes(exploration, page)
    for each in exploration.causes:
        schedule = each.to_schedule(exploration.page, exploration.wire)
        write_schedule(schedule, folder / each.schedule)
    return Explored(
        decides=decides,
        schedules=exploration.played,
        seconds=exploration.seconds,
        seed=exploration.seed or 0,
        causes=tell_causes(exploration, report_dir, page_options),
        reason=reason,
    )
