"""Reads the content of a job's frame, in the words of the contract or of a recorded server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from mock_backend.job_life import Status

Kind = Literal["progress", "running", "pending", "completed", "failed"]

PERCENT = ("percent", "progress")
"""The possible fields for the progress, the contract's field first."""

MESSAGE = ("message", "error", "error_message")
"""The possible fields for the reason of a failure, the contract's field first."""

_STATUSES = MappingProxyType[str, Status](
    {
        "pending": "pending",
        "running": "running",
        "progress": "running",
        "completed": "completed",
        "failed": "failed",
        "error": "failed",
    }
)
_SAYS_STATUS = ("status", "type", "event")


@dataclass(frozen=True, slots=True)
class FrameContent:
    """The state of a job in one frame.

    `job` is None where the frame names no job, and so is about the job of its socket. `word` is the
    server's own word for the status, None where the frame has only progress.
    """

    job: str | None
    status: Status
    percent: float | None
    word: str | None = None
    message: str | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the contract's frame; the contract has no frame for `running` and `pending`."""
        return "progress" if self.status == "running" and self.percent is not None else self.status


def read_frame(frame: object) -> FrameContent | None:
    """Returns the content of a frame parsed from JSON; None where it has no state of a job.

    The status is in `status`, else in `type` or `event`. A number in `percent` or `progress` without a
    status means running.
    """
    if not isinstance(frame, dict):
        return None
    job = frame.get("job_id")
    if job is not None and not isinstance(job, str):
        return None
    words = [frame[field] for field in _SAYS_STATUS if isinstance(frame.get(field), str)]
    word = next((word for word in words if word in _STATUSES), None)
    numbers = [float(frame[field]) for field in PERCENT if is_number(frame.get(field))]
    percent = numbers[0] if numbers else None
    if word is None and percent is None:
        return None
    status = "running" if word is None else _STATUSES[word]
    texts = [frame[field] for field in MESSAGE if isinstance(frame.get(field), str)]
    return FrameContent(job, status, percent, word, next(filter(None, texts), None))


def read_frame_text(text: str) -> FrameContent | None:
    """Returns the content as `read_frame` does; None also for a text that is not JSON."""
    try:
        return read_frame(json.loads(text))
    except ValueError:
        return None


def say_as_contract(text: str) -> str:
    """Returns the frame's status or progress in the contract's words; `text` where it has neither."""
    content = read_frame_text(text)
    if content is None:
        return text
    if content.kind == "progress":
        return json.dumps({"percent": content.percent})
    return json.dumps({"status": "error" if content.status == "failed" else content.status})


def is_number(value: object) -> bool:
    """Returns whether `value` is a JSON number; `true` and `false` are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
