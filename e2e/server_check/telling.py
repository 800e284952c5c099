"""Reads the state of a job from an answer or a frame. Pure."""

from __future__ import annotations

from e2e.server_check.json_bodies import read_json, unwrap
from e2e.server_check.observation import Answer, Unanswered

_LONGEST = 80
_FRAME_STATUS = {"error": "failed"}


def read_answer(outcome: Answer | Unanswered) -> tuple[str | None, float | None]:
    """Returns status and progress (0 to 100) of the job in an answer; None for each that is missing."""
    if not isinstance(outcome, Answer) or outcome.status != 200:
        return None, None
    try:
        job = unwrap(read_json(outcome.body))
    except ValueError:
        return None, None
    if not isinstance(job, dict):
        return None, None
    return _read(job.get("status")), _read_number(job.get("progress"))


def read_told_frame(frame: str | bytes) -> tuple[str | None, float | None, str]:
    """Returns status and progress (0 to 100) in a frame, None if missing, and the frame's short text."""
    if isinstance(frame, bytes):
        return None, None, f"{len(frame)} bytes of binary data"
    shown = frame if len(frame) <= _LONGEST else f"{frame[:_LONGEST]}…"
    try:
        said = read_json(frame.encode())
    except ValueError:
        return None, None, shown
    if not isinstance(said, dict):
        return None, None, shown
    status, progress = _read(said.get("status")), _read_number(said.get("percent"))
    if status is None and progress is not None:
        status = "running"
    return _FRAME_STATUS.get(status or "", status), progress, shown


def get_answer_words(
    outcome: Answer | Unanswered, status: str | None, progress: float | None
) -> str:
    """Returns the state that an answer tells, in words for a person."""
    if isinstance(outcome, Unanswered):
        return outcome.reason
    if status is None:
        return f"{outcome.status}, no job"
    return status if progress is None else f"{status} {progress:g} %"


def _read(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _read_number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and isinstance(value, int | float) else None
