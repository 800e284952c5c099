"""What a frame of a job tells, in the words of the contract or of a server that was recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from mock_backend.job_life import Status

Kind = Literal["progress", "running", "pending", "completed", "failed"]

PERCENT = ("percent", "progress")
"""The fields that may have the progress, the contract's first."""

MESSAGE = ("message", "error", "error_message")
"""The fields that may have the reason of a failure, the contract's first."""

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
    """What one frame tells of a job. `job` is None where it names none: then it is its socket's.

    `word` is the server's own for the status, None where it has none and tells progress.
    """

    job: str | None
    status: Status
    percent: float | None
    word: str | None = None
    message: str | None = None

    @property
    def kind(self) -> Kind:
        """Which frame of the contract it is; `running` and `pending` are states that it has none for."""
        return "progress" if self.status == "running" and self.percent is not None else self.status


def read_frame(frame: object) -> FrameContent | None:
    """Reads a frame that came out of JSON; None for one that tells no state of a job.

    The status is that of `status`, else of `type` or `event`; a number in `percent` or `progress` alone
    means running.
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
    """As `read_frame`; None for a text that is no JSON as well."""
    try:
        return read_frame(json.loads(text))
    except ValueError:
        return None


def say_as_contract(text: str) -> str:
    """The frame's status or progress in the contract's words; the text itself where it tells neither."""
    content = read_frame_text(text)
    if content is None:
        return text
    if content.kind == "progress":
        return json.dumps({"percent": content.percent})
    return json.dumps({"status": "error" if content.status == "failed" else content.status})


def is_number(value: object) -> bool:
    """Whether it is a number of JSON: `true` and `false` are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
