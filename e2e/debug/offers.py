"""The acts that a person can inject, as things stand."""

from __future__ import annotations

from collections.abc import Iterator

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

SPANS = (2_000, 10_000)
"""Virtual milliseconds that are offered to pass: one poll interval, and long enough for most retries."""

STEPS = (60.0, 80.0, 95.0)
"""Percent that a job is offered to reach: the first that is further than it is."""


def get_offers(snapshot: Snapshot) -> tuple[Act, ...]:
    """Every act that does something now, in the order of a job's course."""
    return tuple(each for each in _get_candidates(snapshot) if each.is_enabled(snapshot))


def _get_candidates(snapshot: Snapshot) -> Iterator[Act]:
    for which, held in enumerate(snapshot.held_answers):
        yield ReleaseAnswer(which=which)
        if held.is_outdated:
            yield ReleaseAnswer(which=which, as_of="arrival")
        if held.is_cacheable:
            yield ReleaseAnswer(which=which, cacheable=True)
        yield LoseAnswer(which=which)
    yield from (OpenHandshake(), RefuseHandshake(), Drop(how="clean"), Drop(how="cut"))
    progress = snapshot.job.progress or 0
    for broadcast in ("delivered", "lost"):
        for percent in [step for step in STEPS if step > progress][:1]:
            yield Progress(percent=percent, broadcast=broadcast)
        yield Complete(broadcast=broadcast)
        yield Fail(broadcast=broadcast)
    yield LateProgress()
    yield LetPass()
    yield from (LetPass(milliseconds=each) for each in SPANS)
    yield from (SwitchJob(), Remount(), Refresh(), Restart())
