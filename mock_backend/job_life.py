"""The life of a job: pure, without I/O or clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Literal

Status = Literal["pending", "running", "completed", "failed"]

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
"""Virtual time 0."""

TERMINAL: frozenset[str] = frozenset({"completed", "failed"})
VIDEO_TYPES = frozenset({"video", "video_multi"})
TOTAL_FRAMES = 200


class TerminalState(Exception):
    """The job has ended: nothing but a restart changes it any more."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A job as the backend has it at one moment.

    `progress` is 0 to 100 or None before the first report. `version` grows by one with each change;
    `updated_at` is virtual milliseconds and strictly grows with it, so that a page may order answers
    by it.
    """

    job_id: str
    job_type: str
    status: Status
    progress: float | None
    error_message: str | None
    version: int
    created_at: int
    updated_at: int

    @property
    def is_terminal(self) -> bool:
        """Whether the job has ended, well or badly."""
        return self.status in TERMINAL

    @property
    def current_frame(self) -> int:
        """The frame that the progress stands for, of `TOTAL_FRAMES`."""
        return round((self.progress or 0) / 100 * TOTAL_FRAMES)

    @property
    def results(self) -> Mapping[str, object] | None:
        """What the job found: only when completed, else None (page-contract.md, Wire)."""
        if self.status != "completed":
            return None
        if self.job_type not in VIDEO_TYPES:
            return MappingProxyType({"detections": [{"label": "ball", "score": 0.93}]})
        frames = [
            {
                "frame_index": index,
                "detections": {"tracked_objects": [{"track_id": 1, "label": "player"}]},
            }
            for index in range(3)
        ]
        return MappingProxyType({"total_frames": TOTAL_FRAMES, "frames": frames})


class JobLife:
    """Moves a job from `pending` to its end. Terminal states absorb.

    `now` gives virtual milliseconds. Every move returns the new truth, raises TerminalState once the
    job has ended, and ValueError for a move that a real job cannot make.
    """

    def __init__(
        self,
        job_id: str,
        *,
        now: Callable[[], int],
        status: Status = "pending",
        progress: float | None = None,
        job_type: str = "video",
    ) -> None:
        self._now = now
        born = now()
        message = "The job failed." if status == "failed" else None
        shown = 100.0 if status == "completed" else progress
        self.truth = Truth(job_id, job_type, status, shown, message, 1, born, born)

    def start(self) -> Truth:
        """`pending` or `running` to `running`."""
        return self._move("start", status="running")

    def progress(self, percent: float) -> Truth:
        """Reports progress, 0 to 100, never less than before; a pending job starts with it."""
        if not 0 <= percent <= 100:
            raise ValueError(f"Failed to report progress: {percent} is not between 0 and 100.")
        if percent < (self.truth.progress or 0):
            raise ValueError(
                f"Failed to report progress: {percent} is less than {self.truth.progress}. "
                "A late frame is sent with `ServerSocket.send`, it is not what the job is at."
            )
        return self._move("progress", status="running", progress=float(percent))

    def complete(self) -> Truth:
        """To `completed`, at 100 %."""
        return self._move("complete", status="completed", progress=100.0)

    def fail(self, message: str) -> Truth:
        """To `failed`, with what went wrong."""
        return self._move("fail", status="failed", error_message=message)

    def restart(self) -> Truth:
        """The same id anew from `pending`: the one way out of a terminal state."""
        return self._change(status="pending", progress=None, error_message=None)

    def _move(self, move: str, **changes: object) -> Truth:
        if self.truth.is_terminal:
            raise TerminalState(
                f"Failed to {move}: job {self.truth.job_id} is {self.truth.status} already. "
                "Did you mean to restart it, or to send a frame that is out of date?"
            )
        return self._change(**changes)

    def _change(self, **changes: object) -> Truth:
        updated = max(self._now(), self.truth.updated_at + 1)
        self.truth = replace(
            self.truth,
            version=self.truth.version + 1,
            updated_at=updated,
            **changes,  # type: ignore[arg-type]
        )
        return self.truth


def to_moment(milliseconds: int) -> datetime:
    """The date and time that `milliseconds` of virtual time stand for."""
    return EPOCH + timedelta(milliseconds=milliseconds)
