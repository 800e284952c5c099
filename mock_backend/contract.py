"""The wire contract as models: the answers of a job server, and the frames of its sockets.

The mock's OpenAPI document consists of these, and a team's server is checked against them, in its own
dialect. Where page-contract.md names no type for a field, null is valid as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from mock_backend.dialects.dialect import DialectName
from mock_backend.job_life import Status

JobType = Literal["image", "image_multi", "video", "video_multi"]
Percent = Annotated[float, Field(ge=0, le=100)]
WholePercent = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]


def _expect_iso(value: str) -> str:
    datetime.fromisoformat(value)
    if "T" not in value:
        raise ValueError("a date without a time")
    return value


Moment = Annotated[
    str,
    AfterValidator(_expect_iso),
    Field(description="ISO 8601", json_schema_extra={"format": "date-time"}),
]


class Job(BaseModel):
    """The job of `GET /v1/jobs/{job_id}` in the dialect `inline`: a finished one carries its results."""

    model_config = ConfigDict(frozen=True)

    job_id: str
    status: Status
    progress: Percent | None
    results: dict[str, Any] | None = Field(description="Only when completed, else null")
    error_message: str | None
    job_type: JobType
    plugin_id: str | None = None
    tool: str | None
    tool_list: list[str] | None
    current_tool: str | None
    tools_total: Count | None
    tools_completed: Count | None
    created_at: Moment
    updated_at: Moment


class WrappedJob(BaseModel):
    """The same, as some servers answer it."""

    model_config = ConfigDict(frozen=True)

    job: Job


class JobList(BaseModel):
    """The answer of `GET /v1/jobs` in the dialect `inline`."""

    model_config = ConfigDict(frozen=True)

    jobs: list[Job]
    count: Count


class Summary(BaseModel):
    """How much there is in the results."""

    model_config = ConfigDict(frozen=True)

    frame_count: Count
    detection_count: Count
    classes: list[str]


class ResultUrlJob(BaseModel):
    """The job of `GET /v1/jobs/{job_id}` in the dialect `result-url`: it says where its results are."""

    model_config = ConfigDict(frozen=True)

    job_id: str
    status: Status
    plugin_id: str | None
    result_url: str | None = Field(description="Only when completed, else null")
    summary: Summary | None
    tool: str | None
    tools: list[str] | None
    job_type: str | None
    error_message: str | None
    progress: WholePercent | None
    current_tool: str | None
    tools_total: Count | None
    tools_completed: Count | None
    created_at: Moment
    updated_at: Moment


class WrappedResultUrlJob(BaseModel):
    """The same, wrapped."""

    model_config = ConfigDict(frozen=True)

    job: ResultUrlJob


class ListedJob(BaseModel):
    """A job as the list of the dialect `result-url` has it."""

    model_config = ConfigDict(frozen=True)

    job_id: str
    status: Status
    plugin: str | None
    created_at: Moment
    completed_at: Moment | None
    result_url: str | None
    summary: Summary | None
    error: str | None
    progress: WholePercent | None


class ResultUrlJobList(BaseModel):
    """The answer of `GET /v1/jobs` in the dialect `result-url`."""

    model_config = ConfigDict(frozen=True)

    jobs: list[ListedJob]
    count: Count


class JobNotFound(BaseModel):
    """The 404 for an id that no job has."""

    model_config = ConfigDict(frozen=True)

    detail: str = Field(examples=["Job not found"])


class TrackedObject(BaseModel):
    """An object in a frame of a video: pages draw its box, and its way from frame to frame."""

    model_config = ConfigDict(frozen=True)

    track_id: int
    class_id: int
    xyxy: Annotated[list[float], Field(min_length=4, max_length=4)]
    center: Annotated[list[float], Field(min_length=2, max_length=2)]


class Detections(BaseModel):
    """What was found in a frame of a video."""

    model_config = ConfigDict(frozen=True)

    tracked_objects: list[TrackedObject]


class VideoFrame(BaseModel):
    """One frame of a video's results."""

    model_config = ConfigDict(frozen=True)

    frame_index: Count
    detections: Detections


class VideoResults(BaseModel):
    """The results of a video job that is completed."""

    model_config = ConfigDict(frozen=True)

    job_id: str | None = None
    total_frames: Count
    frames: list[VideoFrame]


class ProgressFrame(BaseModel):
    """The WebSocket frame that tells of progress."""

    model_config = ConfigDict(frozen=True)

    job_id: str
    current_frame: Count
    total_frames: Count
    percent: Percent
    current_tool: str | None = None
    tools_total: Count | None = None
    tools_completed: Count | None = None


class CompletedFrame(BaseModel):
    """The WebSocket frame that tells of success."""

    model_config = ConfigDict(frozen=True)

    job_id: str
    status: Literal["completed"]


class FailedFrame(BaseModel):
    """The WebSocket frame that tells of failure."""

    model_config = ConfigDict(frozen=True)

    job_id: str
    status: Literal["error"]
    message: str


class Cancelled(BaseModel):
    """The answer of `DELETE /v1/jobs/{job_id}`."""

    model_config = ConfigDict(frozen=True)

    status: Literal["cancelled"]


NOT_READ = frozenset({"plugin_id", "plugin"})
"""Fields that no page reads, so a missing or another value hurts no page."""


@dataclass(frozen=True, slots=True)
class WireModels:
    """The models of a dialect's answers: a job, a wrapped job, the list, and an entry of the list."""

    job: type[BaseModel]
    wrapped: type[BaseModel]
    list: type[BaseModel]
    listed: type[BaseModel]


MODELS: Mapping[DialectName, WireModels] = MappingProxyType(
    {
        "inline": WireModels(Job, WrappedJob, JobList, Job),
        "result-url": WireModels(ResultUrlJob, WrappedResultUrlJob, ResultUrlJobList, ListedJob),
    }
)
