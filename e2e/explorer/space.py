"""The space of schedules: which acts may come next, and how many of each there may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

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
from e2e.explorer.snapshot import Snapshot


class Bounds(BaseModel):
    """How often each kind of act may occur in one schedule.

    `disturbances` bounds the sum of the acts beyond the plain course of a job that a page watches:
    steps of progress, lost broadcasts, lost answers, refusals, drops, switches, late frames, and the
    remounts, refreshes and restarts that `anew` counts together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    disturbances: int
    ends: int
    steps: tuple[float, ...]
    losses: int
    refusals: int
    drops: int
    passes: int
    switches: int
    anew: int
    late: int


EXHAUSTIVE = Bounds(
    disturbances=1,
    ends=1,
    steps=(80.0,),
    losses=1,
    refusals=1,
    drops=2,
    passes=2,
    switches=1,
    anew=1,
    late=1,
)
"""The bounds of `--exhaustive`: so small that every ordering within them can be played."""

RANDOM = Bounds(
    disturbances=9,
    ends=2,
    steps=(60.0, 80.0, 95.0),
    losses=4,
    refusals=3,
    drops=3,
    passes=6,
    switches=2,
    anew=2,
    late=2,
)
"""The bounds of the schedules that `--random` draws."""


def get_choices(snapshot: Snapshot, acts: Sequence[Act], bounds: Bounds) -> tuple[Act, ...]:
    """Returns every act that is enabled and within `bounds` after `acts`, in the plain order."""
    used = Counter(kind for act in acts for kind in _kinds_of(act))
    limits = {
        "disturbance": bounds.disturbances,
        "end": bounds.ends,
        "step": len(bounds.steps),
        "loss": bounds.losses,
        "refusal": bounds.refusals,
        "drop": bounds.drops,
        "pass": bounds.passes,
        "switch": bounds.switches,
        "anew": bounds.anew,
        "late": bounds.late,
    }
    return tuple(
        act
        for act in _candidates(snapshot, bounds)
        if act.is_enabled(snapshot) and all(used[kind] < limits[kind] for kind in _kinds_of(act))
    )


def _candidates(snapshot: Snapshot, bounds: Bounds) -> Iterator[Act]:
    progress = snapshot.job.progress or 0
    for broadcast in ("delivered", "lost"):
        yield Complete(broadcast=broadcast)
        yield Fail(broadcast=broadcast)
        for percent in [step for step in bounds.steps if step > progress][:1]:
            yield Progress(percent=percent, broadcast=broadcast)
    for which, held in enumerate(snapshot.held_answers):
        yield ReleaseAnswer(which=which)
        if held.is_outdated:
            yield ReleaseAnswer(which=which, as_of="arrival")
        if held.is_cacheable:
            yield ReleaseAnswer(which=which, cacheable=True)
        yield LoseAnswer(which=which)
    yield from (OpenHandshake(), RefuseHandshake(), Drop(how="clean"), Drop(how="cut"))
    yield from (LateProgress(), LetPass(), SwitchJob(), Remount(), Refresh(), Restart())


def _kinds_of(act: Act) -> tuple[str, ...]:
    """Returns the kinds of acts, with a bound each, that the act counts towards."""
    match act:
        case Complete() | Fail():
            return ("end", "disturbance") if act.broadcast == "lost" else ("end",)
        case Progress():
            return ("step", "disturbance")
        case LoseAnswer():
            return ("loss", "disturbance")
        case RefuseHandshake():
            return ("refusal", "disturbance")
        case Drop():
            return ("drop", "disturbance")
        case SwitchJob():
            return ("switch", "disturbance")
        case Remount() | Refresh() | Restart():
            return ("anew", "disturbance")
        case LetPass():
            return ("pass",)
        case LateProgress():
            return ("late", "disturbance")
        case _:
            return ()
