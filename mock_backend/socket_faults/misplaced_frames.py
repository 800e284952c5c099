"""Frames of the contract for another job, repeated, or out of order."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar

from mock_backend.job_control import JobControl
from mock_backend.socket_faults.socket_fault import Aftermath, StrikesOnce
from mock_backend.wire import frame_for, progress_frame

STRANGER = str(uuid.UUID(int=0))
"""The id of a job that no stage has."""


@dataclass(frozen=True, slots=True)
class FramesOfAnotherJob(StrikesOnce):
    """Another job's progress, failure and completion."""

    then: ClassVar[Aftermath] = "frames"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent the frames of another job"

    def strike(self, control: JobControl) -> None:
        """Sends them."""
        frames: tuple[dict[str, object], ...] = (
            progress_frame(STRANGER, 97, 194),
            {"job_id": STRANGER, "status": "error", "message": "Another job failed."},
            {"job_id": STRANGER, "status": "completed"},
        )
        for frame in frames:
            control.say(frame)


@dataclass(frozen=True, slots=True)
class DuplicatedFrames(StrikesOnce):
    """The frame with the truth, three times."""

    then: ClassVar[Aftermath] = "frames of its own"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent the same frame three times"

    def strike(self, control: JobControl) -> None:
        """Sends it; no frame where the contract has none for the truth."""
        frame = frame_for(control.truth)
        for _ in range(3 if frame else 0):
            control.say(frame or {})


@dataclass(frozen=True, slots=True)
class FramesOutOfOrder(StrikesOnce):
    """Progress frames up to the truth, the newest first."""

    then: ClassVar[Aftermath] = "frames of its own"

    @property
    def effect(self) -> str:
        """See SocketFault."""
        return "are sent progress, the newest frame first"

    def strike(self, control: JobControl) -> None:
        """Sends them; no frame before the job has made progress."""
        furthest = control.truth.progress or 0
        for percent in (furthest, furthest * 0.75, furthest * 0.5) if furthest else ():
            control.say(progress_frame(control.id, percent, round(percent * 2)))
