"""The space of schedules: which acts may come next, and how many of each there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from e2e.explorer.acts import (
    Act,
    Complete,
    Drop,
    Fail,
    LateProgress,
    LetPass,
    LoseAnswer,
    OpenHandshake,
    Progress,
    Refresh,
    RefuseHandshake,
    ReleaseAnswer,
    Remount,
    Restart,
    SwitchJob,
)
from e2e.explorer.situation import Situation


@dataclass(frozen=True, slots=True)
class Bounds:
    """How often each kind of act may occur in one schedule.

    `anew` counts remounts, refreshes and restarts together. `troubles` bounds what goes wrong in
    sum: lost broadcasts, lost answers, refusals, drops, a switch, an instance anew.
    """

    ends: int
    steps: tuple[float, ...]
    losses: int
    refusals: int
    drops: int
    passes: int
    switches: int
    anew: int
    late: int
    troubles: int


EXHAUSTIVE = Bounds(
    ends=1,
    steps=(80.0,),
    losses=1,
    refusals=1,
    drops=1,
    passes=2,
    switches=1,
    anew=1,
    late=1,
    troubles=2,
)
"""What `--exhaustive` plays: the small scope in which every ordering is."""

RANDOM = Bounds(
    ends=2,
    steps=(60.0, 80.0, 95.0),
    losses=4,
    refusals=3,
    drops=3,
    passes=6,
    switches=2,
    anew=2,
    late=2,
    troubles=8,
)
"""What `--random` draws from."""


def get_choices(situation: Situation, acts: Sequence[Act], bounds: Bounds) -> tuple[Act, ...]:
    """Every act that is enabled and within bounds after `acts`, in the plain order."""
    used = Counter(kind for act in acts for kind in _kinds_of(act))
    limits = {
        "end": bounds.ends,
        "step": len(bounds.steps),
        "loss": bounds.losses,
        "refusal": bounds.refusals,
        "drop": bounds.drops,
        "pass": bounds.passes,
        "switch": bounds.switches,
        "anew": bounds.anew,
        "late": bounds.late,
        "trouble": bounds.troubles,
    }
    return tuple(
        act
        for act in _candidates(situation, bounds)
        if act.is_enabled(situation) and all(used[kind] < limits[kind] for kind in _kinds_of(act))
    )


def _candidates(situation: Situation, bounds: Bounds) -> Iterator[Act]:
    progress = situation.job.progress or 0
    for broadcast in ("delivered", "lost"):
        yield Complete(broadcast=broadcast)
        yield Fail(broadcast=broadcast)
        for percent in [step for step in bounds.steps if step > progress][:1]:
            yield Progress(percent=percent, broadcast=broadcast)
    for which, held in enumerate(situation.held_answers):
        yield ReleaseAnswer(which=which)
        if held.is_outdated:
            yield ReleaseAnswer(which=which, as_of="arrival")
        if held.is_cacheable:
            yield ReleaseAnswer(which=which, cacheable=True)
        yield LoseAnswer(which=which)
    yield from (OpenHandshake(), RefuseHandshake(), Drop(how="clean"), Drop(how="cut"))
    yield from (LateProgress(), LetPass(), SwitchJob(), Remount(), Refresh(), Restart())


def _kinds_of(act: Act) -> tuple[str, ...]:
    """What an act counts as against the bounds."""
    match act:
        case Complete() | Fail():
            return ("end", "trouble") if act.broadcast == "lost" else ("end",)
        case Progress():
            return ("step", "trouble") if act.broadcast == "lost" else ("step",)
        case LoseAnswer():
            return ("loss", "trouble")
        case RefuseHandshake():
            return ("refusal", "trouble")
        case Drop():
            return ("drop", "trouble")
        case SwitchJob():
            return ("switch", "trouble")
        case Remount() | Refresh() | Restart():
            return ("anew", "trouble")
        case LetPass():
            return ("pass",)
        case LateProgress():
            return ("late",)
        case _:
            return ()
