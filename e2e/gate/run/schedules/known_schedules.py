"""The schedules that failed on a page in earlier explorations: the next exploration plays them first."""

from __future__ import annotations

from pathlib import Path

from e2e.explorer.exploration import Exploration
from e2e.explorer.schedule import BadSchedule, Schedule, read_schedule, write_schedule


def remember(exploration: Exploration, folder: Path) -> None:
    """Writes the schedule of each confirmed cause to `folder`, one file for each cause."""
    for each in exploration.causes:
        if each.belief == "confirmed":
            schedule = each.to_schedule(exploration.page, exploration.wire)
            write_schedule(schedule, folder / f"{each.id}.json")


def read_known(folder: Path) -> list[Schedule]:
    """Returns the schedules in `folder`, by name; it passes over files that cannot be read."""
    known: list[Schedule] = []
    for file in sorted(folder.glob("*.json")):
        try:
            known.append(read_schedule(file))
        except BadSchedule:
            continue
    return known
