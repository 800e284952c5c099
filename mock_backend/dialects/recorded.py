"""A dialect with the bodies and frames of a real server; id, status, progress and times are changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mock_backend.dialects.dialect import DialectName
from mock_backend.dialects.recorded_form import rename, say_number_like, say_time_like
from mock_backend.dialects.recorded_frames import RecordedFrames
from mock_backend.dialects.registry import DIALECTS
from mock_backend.job_life import Truth
from mock_backend.recording import Recording, get_job, is_wrapped, read_recording

_ONLY_WHEN_COMPLETED = ("results", "result_url", "summary")
_NEAREST = {
    "pending": ("pending", "running", "failed", "completed"),
    "running": ("running", "pending", "failed", "completed"),
    "failed": ("failed", "running", "pending", "completed"),
    "completed": ("completed",),
}
"""The statuses whose recorded body stands in for a status; the first recorded one is used."""


@dataclass(frozen=True)
class Recorded:
    """Plays a recording, which has at least one completed job."""

    recording: Recording

    @property
    def name(self) -> DialectName:
        """See Dialect."""
        return self.recording.wire

    @property
    def headers(self) -> dict[str, str]:
        """See Dialect. No header, because the scenario decides how long a cache keeps an answer."""
        return {}

    def get_job(self, truth: Truth) -> dict[str, Any]:
        """See Dialect. The job is in a wrapper where the recorded server has one."""
        template = self._find_template(truth)
        job = _change(template, truth)
        for field in _ONLY_WHEN_COMPLETED:
            if field in job and truth.status != "completed":
                job[field] = None
        if "error_message" in job:
            job["error_message"] = truth.error_message
        return {"job": job} if self._is_wrapped else job

    def get_listed_job(self, truth: Truth) -> dict[str, Any]:
        """See Dialect. It is the mock's own, because no page under test reads the list."""
        return DIALECTS[self.name].get_listed_job(truth)

    def get_result(self, truth: Truth) -> dict[str, Any] | None:
        """See Dialect."""
        own = DIALECTS[self.name].get_result(truth)
        if own is None:
            return None
        job_id = str(self._find_template(truth)["job_id"])
        for answer in self.recording.answers:
            path = answer.request.partition(" ")[2].partition("?")[0]
            if answer.status == 200 and path.endswith(f"/{job_id}/result"):
                body = rename(answer.body, job_id, truth.job_id)
                return body if isinstance(body, dict) else own
        return own

    def get_frame(self, told: dict[str, object], truth: Truth) -> dict[str, object]:
        """See Dialect. It has the form of the recorded frame of the same kind, where there is one."""
        return self._frames.get_frame(told, truth)

    def get_greetings(self, truth: Truth) -> list[dict[str, object]]:
        """See Dialect."""
        return self._frames.get_greetings(truth)

    def refuse(self, job_id: str) -> tuple[int, dict[str, Any]]:
        """See Dialect. It is the recorded 404 where there is one."""
        for answer in self.recording.answers:
            is_of_job = not answer.request.partition("?")[0].endswith("/result")
            if answer.status == 404 and is_of_job and isinstance(answer.body, dict):
                return 404, answer.body
        return DIALECTS[self.name].refuse(job_id)

    @cached_property
    def _frames(self) -> RecordedFrames:
        return RecordedFrames(self.recording)

    @property
    def _is_wrapped(self) -> bool:
        return any(
            get_job(each) is not None and is_wrapped(each.body) for each in self.recording.answers
        )

    def _find_template(self, truth: Truth) -> dict[str, Any]:
        jobs: Sequence[dict[str, Any]] = ()
        for status in (*_NEAREST[truth.status], "completed"):
            if jobs := self.recording.get_jobs(status):
                break
        alike = [job for job in jobs if job.get("job_type") == truth.job_type]
        return (alike or jobs)[0]


def read_recorded(file: Path) -> Recorded:
    """Returns the dialect of a recording; raises UnusableRecording for a file that cannot be played."""
    return Recorded(read_recording(file))


def _change(template: dict[str, Any], truth: Truth) -> dict[str, Any]:
    job = rename(template, str(template["job_id"]), truth.job_id)
    assert isinstance(job, dict)
    said = template.get("progress")
    job |= {"status": truth.status, "progress": _say_progress(said, truth)}
    for field, value in job.items():
        if isinstance(value, str) and field.endswith("_at"):
            moment = truth.created_at if field.startswith("created") else truth.updated_at
            job[field] = say_time_like(value, moment)
    return job


def _say_progress(said: object, truth: Truth) -> float | None:
    """Returns the progress in the form of `said`: whole where that is whole.

    Returns None without progress, and at completion where the server sends none then.
    """
    if truth.progress is None or (said is None and truth.status == "completed"):
        return None
    return say_number_like(said, truth.progress)
