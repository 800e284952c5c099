"""A recording of a real server's answers and frames: `record` writes the file, and a gate plays it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from mock_backend.dialects.dialect import DialectName

SCHEMA_VERSION: Literal[1] = 1
_MOST_ERRORS = 3


class UnusableRecording(Exception):
    """The file is not a recording that can be played; the message has the reason and the way out."""


class RecordedAnswer(BaseModel):
    """One answer. `request` is method and target, `headers` are in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: str
    status: int = Field(ge=100, le=599)
    headers: dict[str, str] = {}
    body: JsonValue


class RecordedFrame(BaseModel):
    """One frame of a job's WebSocket, `seconds` after it opened; a text that is not JSON stays a text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    job_id: str
    seconds: float = Field(ge=0)
    frame: JsonValue


class Recording(BaseModel):
    """Answers and frames of one server, in the order in which they came."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = SCHEMA_VERSION
    server: str
    recorded_at: str
    wire: DialectName
    answers: tuple[RecordedAnswer, ...]
    frames: tuple[RecordedFrame, ...] = ()

    def get_jobs(self, status: str) -> list[dict[str, Any]]:
        """Returns the jobs with that status, unwrapped, out of the answers to `GET /v1/jobs/{job_id}`."""
        jobs = [job for answer in self.answers if (job := get_job(answer)) is not None]
        return [job for job in jobs if job["status"] == status]


def get_job(answer: RecordedAnswer) -> dict[str, Any] | None:
    """Returns the job of an answer to `GET /v1/jobs/{job_id}`, unwrapped; None for any other answer."""
    parts = answer.request.partition(" ")[2].partition("?")[0].strip("/").split("/")
    if answer.status != 200 or len(parts) < 2 or parts[-2] != "jobs":
        return None
    body = answer.body
    if is_wrapped(body):
        assert isinstance(body, dict)
        body = body["job"]
    is_job = isinstance(body, dict) and isinstance(body.get("status"), str) and "job_id" in body
    return body if is_job and isinstance(body, dict) else None


def is_wrapped(body: object) -> bool:
    """Returns whether the job in `body` has a wrapper, `{"job": {...}}`."""
    return isinstance(body, dict) and "job_id" not in body and isinstance(body.get("job"), dict)


def read_recording(file: Path) -> Recording:
    """Returns the recording in `file`.

    Raises UnusableRecording for another kind of file, and for a recording without a completed job.
    """
    failed = f"Failed to play {file}:"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise UnusableRecording(f"{failed} {said}.") from None
    try:
        recording = Recording.model_validate_json(text)
    except ValidationError as error:
        raise UnusableRecording(
            f"{failed} it is no recording. {_explain(error)}. "
            "`jobstatus-e2e record URL --out FILE` writes one."
        ) from None
    if not recording.get_jobs("completed"):
        raise UnusableRecording(
            f"{failed} it has no completed job, so that a gate cannot tell a page of an end. Record one "
            "with `jobstatus-e2e record URL --job ID`."
        )
    return recording


def _explain(error: ValidationError) -> str:
    every = error.errors(include_url=False, include_context=False)
    said = [
        f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}"
        if each["loc"]
        else each["msg"]
        for each in every[:_MOST_ERRORS]
    ]
    more = len(every) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")
