"""The acts that a person can inject in the present state."""

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
"""The offered spans in virtual milliseconds: one poll interval, and the time of most retries."""

STEPS = (60.0, 80.0, 95.0)
"""The steps of progress in percent; the offered one is the first beyond the progress of the job."""


def get_offers(snapshot: Snapshot) -> tuple[Act, ...]:
    """Returns every act that has an effect in the state `snapshot`, in the order of a job's course."""
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
