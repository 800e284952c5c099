"""The exploration that a gate adds."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from e2e.explorer.explore import Ground, Progress
from e2e.explorer.explore_at_random import explore_at_random
from e2e.explorer.schedule import write_schedule
from e2e.explorer.worker_pool import BrokenWorkerPool
from e2e.gate.run.schedules.exploring import begin_at_random, parse_seconds
from e2e.gate.run.schedules.findings_shrunk import shrink_findings
from e2e.gate.run.settings import GateSettings
from e2e.gate.verdict.explored import SCHEDULES, Explored, FoundSchedule
from e2e.pages.builds import BuiltPage
from e2e.pages.errors import BadUsage


def get_budget(settings: GateSettings) -> float | None:
    """Returns for how many seconds to explore; None for no exploration.

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
    seconds: float,
    decides: bool,
) -> Explored:
    """Explores at random for `seconds`, and keeps the schedules that it finds below `folder`, shrunk."""
    exploration = begin_at_random(page, random.SystemRandom().randrange(10**9), ground.dialect.name)
    reason = None
    try:
        explore_at_random(
            exploration, ground, tell, seconds=seconds, count=None, database=None, keeps_going=True
        )
        shrink_findings(exploration, ground, say)
    except BrokenWorkerPool as error:
        reason = str(error)
    for each in exploration.findings:
        name = f"{each.property}.json"
        schedule = each.to_schedule(exploration.page, exploration.wire)
        write_schedule(schedule, folder / SCHEDULES / name)
    return Explored(
        decides=decides,
        schedules=exploration.played,
        seconds=exploration.seconds,
        seed=exploration.seed or 0,
        found=tuple(
            FoundSchedule(
                property=each.property,
                severity=each.severity,
                detail=each.detail,
                belief=each.belief,
                acts=tuple(act.describe() for act in each.acts),
                file=f"{SCHEDULES}/{each.property}.json",
                broke=each.broke,
                times=each.times,
                report=each.report,
            )
            for each in exploration.findings
        ),
        reason=reason,
    )
