"""Plays a schedule, and writes it as a scenario."""

from __future__ import annotations

import re
from pathlib import Path

from e2e.catalogue.scenario import Family
from e2e.explorer.acts import Act, LoseAnswer, Refresh, ReleaseAnswer, Remount, Restart, SwitchJob
from e2e.explorer.as_test import Draft, write_scenario
from e2e.explorer.player import Played
from e2e.gate.run.page_names import REFERENCE_NAME
from e2e.gate.run.schedules.replay import ReplaySettings, Say, load, open_players, play
from e2e.pages.builds import PageSource
from e2e.pages.errors import BadUsage, Undecided
from e2e.pages.places import REFERENCE
from e2e.properties import KEPT_OVER_REFRESH, NO_FLASH, NO_STALE_READ, POLLING_STOPS

_OF_PROPERTY: dict[str | None, Family] = {
    KEPT_OVER_REFRESH.id: "status kept over refresh",
    NO_STALE_READ.id: "cached answers",
    POLLING_STOPS.id: "polling guard",
    NO_FLASH.id: "no flash",
}
_OF_ACT: dict[type[Act], Family] = {
    Restart: "restart",
    SwitchJob: "job switch",
    Refresh: "page refresh",
    Remount: "unmount and remount",
    LoseAnswer: "lost answers",
}


def write_as_test(settings: ReplaySettings, say: Say) -> str:
    """Plays the schedule on the page and on our own, and returns the text of a file with the scenario.

    Raises BadUsage for input that cannot be used, and Undecided if the schedule could not be played.
    """
    loaded = load(settings)
    schedule, source = loaded.schedule, loaded.page
    reference = PageSource(REFERENCE_NAME, REFERENCE)
    others = [] if source.name == reference.name else [reference]
    with open_players(loaded, settings, say, others) as players:
        played, *beside = (play(player, schedule) for player in players)
    if played.not_enabled:
        raise Undecided("\n".join(each.describe() for each in played.not_enabled))
    violation = played.get_violation(schedule.breaks or "") or next(iter(played.violations), None)
    if violation is None:
        say("It breaks nothing on this page: the scenario passes there.")
    family = _choose_family(source, played, violation.property if violation else None)
    draft = Draft(id=re.sub(r"[^a-z0-9]+", "-", settings.file.stem.lower()), family=family)
    return write_scenario(played, violation, draft, [each.history for each in beside])


def check_is_new(out: Path | None, file: Path) -> None:
    """Raises BadUsage if `out` exists and is not `file`: no other file may be overwritten."""
    if out is not None and out.exists() and out.resolve() != file.resolve():
        raise BadUsage(f"Failed to write {out}: it is there already. Name another file with --out.")


def write_out(text: str, out: Path) -> None:
    """Writes `text` to `out`; raises BadUsage if it cannot be written."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadUsage(f"Failed to write {out}: {error.strerror or error}.") from None


def _choose_family(source: PageSource, played: Played, property: str | None) -> str:
    if source.regression is not None:
        return source.regression.guarded_by[0]
    if property in _OF_PROPERTY:
        return _OF_PROPERTY[property]
    kinds = {type(act) for act in played.acts}
    for kind, family in _OF_ACT.items():
        if kind in kinds:
            return family
    is_older = any(isinstance(act, ReleaseAnswer) and act.as_of == "arrival" for act in played.acts)
    return "older answers" if is_older else "missed completion"
