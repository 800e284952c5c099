"""Why the page shows a state that its job never had."""

from __future__ import annotations

from collections.abc import Sequence

from e2e.causes import kinds
from e2e.causes.cause import Cause
from e2e.causes.overwrite import Overwrite
from e2e.causes.results import is_of_results
from e2e.causes.second_component import is_of_the_job_beside
from e2e.history.entry import Entry
from e2e.history.history import History
from e2e.history.page_events import (
    BodyFailed,
    BodyRead,
    FetchAnswered,
    FetchFailed,
    FrameTaken,
    Mounted,
    PageSocketClosed,
    SocketOpened,
    TimerFired,
)
from e2e.properties.evidence import TERMINAL
from e2e.properties.scenes import Scene, get_scenes
from mock_backend.journal.events import TruthChanged

LONGEST = 80
"""The number of characters of a frame that a mechanism quotes."""

_KNOWS_NOTHING = frozenset({None, "pending"})
"""The states of a page that knows nothing of its job yet."""


def was_ever_true(history: History, scene: Scene) -> bool:
    """Returns whether the job ever had the status that `scene` shows, and reached its progress.

    It is true for a page that knows nothing of its job yet, which shows no wrong state.
    """
    if scene.status in _KNOWS_NOTHING:
        return True
    truths = [
        truth
        for entry, truth in history.of_type(TruthChanged)
        if entry.index <= scene.entry.index and truth.job == scene.job
    ]
    return any(each.status == scene.status for each in truths) and not _is_beyond(scene, truths)


def _is_beyond(scene: Scene, truths: Sequence[TruthChanged]) -> bool:
    """Whether the progress bar is more than 1 % beyond the highest true progress."""
    shown = scene.shown.progress if scene.shown else None
    reached = [100 if each.status == "completed" else each.progress or 0 for each in truths]
    return shown is not None and shown > max(reached) + 1


def is_of_the_time_before(history: History, scene: Scene) -> bool:
    """Returns whether `scene` shows how far its job was before it began anew, as it only remembers it.

    That is where the instance was mounted after that, and so never saw it.
    """
    before = history.entries[: scene.entry.index + 1]
    mounted = max((e.index for e in before if isinstance(e.event, Mounted)), default=0)
    truths = [
        (entry.index, entry.event)
        for entry in before
        if isinstance(entry.event, TruthChanged) and entry.event.job == scene.job
    ]
    anew = max((index for index, each in truths if each.status == "pending"), default=-1)
    since = [each for index, each in truths if index >= anew]
    earlier = [each for index, each in truths if index < anew]
    return (
        anew < mounted
        and _is_beyond(scene, since)
        and bool(earlier)
        and not _is_beyond(scene, earlier)
    )


def _is_of_another_job(history: History, scene: Scene) -> bool:
    """Whether an earlier instance showed another job that had the status which this one shows."""
    return any(
        each.job not in (None, scene.job)
        and each.truth is not None
        and each.truth.status == scene.status
        for each in get_scenes(history)
        if each.entry.index < scene.entry.index
    )


def explain_untrue(history: History, scene: Scene, how: Overwrite) -> Cause:
    """Returns the cause: the input that the page took for the state of its job."""
    progress = scene.shown.progress if scene.shown else None
    at = f" at {progress:g} %" if scene.status == "running" and progress is not None else ""
    says = f"the page shows {scene.status_in_words}{at}, which the job never was"
    if _is_of_another_job(history, scene):
        return Cause(kinds.ANOTHER_JOB, f"{says}, but the job before it", how.shown)
    if is_of_the_job_beside(history, scene):
        return Cause(kinds.ANOTHER_JOB, f"{says}, but the job beside it", how.shown)
    cause = how.cause
    if cause is not None and is_of_results(history.entries, cause):
        status = cause.event.status if isinstance(cause.event, FetchAnswered) else None
        how_so = f"were refused with {status}" if status else "did not come"
        said = f"{says}, after its results {how_so}"
        return Cause(kinds.FAILED_RESULTS_TAKEN_FOR_THE_JOB, said, cause)
    match cause.event if cause else None:
        case FetchFailed(error=error) | BodyFailed(error=error):
            return Cause(kinds.FAILED_POLL_TAKEN_FOR_THE_JOB, f"{says}, after {error}", cause)
        case BodyRead(job_status=None):
            said = f"{says}, after an answer without a job"
            return Cause(kinds.FAILED_POLL_TAKEN_FOR_THE_JOB, said, cause)
        case FetchAnswered(status=status):
            said = f"{says}, after an answer with status {status} that it did not read"
            return Cause(kinds.FAILED_POLL_TAKEN_FOR_THE_JOB, said, cause)
        case PageSocketClosed(code=code):
            said = f"{says}, after the socket closed with {code}"
            return Cause(kinds.LOST_SOCKET_TAKEN_FOR_THE_JOB, said, cause)
        case SocketOpened():
            return Cause(kinds.SOCKET_RESETS, f"{says}, after the socket opened", cause)
        case FrameTaken(frame=frame):
            said = f"{says}, after the frame {frame[:LONGEST]}"
            return Cause(kinds.MISREAD_FRAME, said, cause, (kinds.MISREAD_ANSWER,) if at else ())
        case TimerFired() if scene.status in TERMINAL:
            return Cause(kinds.ENDS_THE_JOB_ITSELF, f"{says}, when a timer fired", cause)
        case BodyRead(fetch=fetch) if (status := _get_http_status(history, fetch, cause)) >= 400:
            said = f"{says}, after an answer with status {status}"
            return Cause(kinds.FAILED_POLL_TAKEN_FOR_THE_JOB, said, cause)
        case BodyRead():
            said = f"{says}, after an answer that says otherwise"
            # A number of the progress may be misread wherever it comes from.
            return Cause(kinds.MISREAD_ANSWER, said, cause, (kinds.MISREAD_FRAME,) if at else ())
        case _:
            return Cause(kinds.NOT_EXPLAINED, says, how.shown)


def _get_http_status(history: History, fetch: int, body: Entry | None) -> int:
    """Returns the status of the answer that `body` was read of; 0 where the page read no body."""
    answered = [
        each.status
        for entry, each in history.of_type(FetchAnswered)
        if each.fetch == fetch and body is not None and entry.index <= body.index
    ]
    return answered[-1] if answered else 0
