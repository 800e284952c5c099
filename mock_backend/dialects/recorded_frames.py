"""Chooses the recorded frame to play for a frame of the contract, and changes its values."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from mock_backend.dialects.recorded_form import (
    rename,
    say_number_like,
    say_time_like,
    say_timestamp_like,
)
from mock_backend.frame_content import MESSAGE, PERCENT, FrameContent, Kind, is_number, read_frame
from mock_backend.job_life import Truth
from mock_backend.recording import Recording
from mock_backend.server_socket import LONGEST

_GREETS = frozenset(
    {"connected", "connection", "connection_established", "welcome", "hello", "subscribed"}
)
_IS_NO_NEWS = frozenset({"pong", "ping", "heartbeat", "keepalive"})
_GREETS_WITHIN = 1.0
"""Seconds after the opening of the socket. A later frame is a greeting only if its name says so."""

_TIMES = ("timestamp", "time", "ts")


@dataclass(frozen=True, slots=True)
class _Template:
    """A recorded frame, the id of its job, and its progress in percent, if it has one."""

    job: str
    frame: dict[str, Any]
    percent: float | None


class RecordedFrames:
    """The frames of a recording by the kind of the contract's frame.

    The recording is read only once, because a flood calls `get_frame` a thousand times.
    """

    def __init__(self, recording: Recording) -> None:
        self._greetings = _get_greetings(recording)
        self._alike: dict[Kind, list[_Template]] = defaultdict(list)
        greeted = [each.frame for each in self._greetings]
        for each in recording.frames:
            frame, content = each.frame, read_frame(each.frame)
            if not isinstance(frame, dict) or content is None or frame in greeted:
                continue
            if len(json.dumps(frame)) <= LONGEST:
                template = _Template(content.job or each.job_id, frame, content.percent)
                self._alike[content.kind].append(template)

    def get_frame(self, told: dict[str, object], truth: Truth) -> dict[str, object]:
        """Returns `told`, a frame of the contract, in the form of a recorded frame of its kind.

        Of several recorded frames it takes the one with the nearest progress, else the last. It returns
        `told` itself where no frame of the kind was recorded, where `told` has no state of a job, or
        where it is about another job and the server's frames name no job: such a frame would be a lie
        about this job.
        """
        content = read_frame(told)
        alike = self._alike.get(content.kind) if content else None
        if content is None or not alike:
            return told
        job = content.job or truth.job_id
        template = _choose(alike, content.percent)
        frame = _rename(template.frame, template.job, job)
        if job != truth.job_id and job not in json.dumps(frame):
            return told
        is_true = content.status == truth.status and content.percent in (None, truth.progress)
        _set_progress(frame, _get_percent(content, truth), alike)
        if content.status == "failed":
            _set_message(frame, told.get("message"))
        # A server gives an event its time when it happens, so a stale frame is older than the truth.
        _set_times(frame, truth.updated_at - (0 if is_true else 1))
        return frame

    def get_greetings(self, truth: Truth) -> list[dict[str, object]]:
        """Returns the frames that the server sends on connect; a state in them is that of `truth`."""
        return [_greet(each, truth) for each in self._greetings]


def _greet(template: _Template, truth: Truth) -> dict[str, object]:
    frame = _rename(template.frame, template.job, truth.job_id)
    content = read_frame(template.frame)
    if content is not None:
        if frame.get("status") == content.status:
            frame["status"] = truth.status
        _set_progress(frame, truth.progress or 0.0, [template])
    _set_times(frame, truth.updated_at)
    return frame


def _rename(frame: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    renamed = rename(frame, old, new)
    assert isinstance(renamed, dict)
    return renamed | ({"job_id": new} if "job_id" in renamed else {})


def _get_greetings(recording: Recording) -> list[_Template]:
    """Returns the greetings among the first frames of the first job's socket.

    A greeting has the name of one, or it comes soon and has no state of a job.
    """
    greetings: list[_Template] = []
    for each in recording.frames:
        frame = each.frame
        if each.job_id != recording.frames[0].job_id or not isinstance(frame, dict):
            break
        names = {name for field in ("type", "event") if isinstance(name := frame.get(field), str)}
        is_soon = read_frame(frame) is None and each.seconds <= _GREETS_WITHIN
        if not (names & _GREETS or (is_soon and not names & _IS_NO_NEWS)):
            break
        named = frame.get("job_id")
        job = named if isinstance(named, str) else each.job_id
        greetings.append(_Template(job, frame, None))
    return greetings


def _choose(alike: list[_Template], percent: float | None) -> _Template:
    if percent is None:
        return alike[-1]
    return min(alike, key=lambda each: abs((each.percent or 0) - percent))


def _get_percent(content: FrameContent, truth: Truth) -> float | None:
    """Returns the progress for the frame's field; None where the frame keeps its own."""
    match content.status:
        case "completed":
            return 100.0
        case "failed":
            return truth.progress
    return content.percent


def _set_progress(frame: dict[str, Any], percent: float | None, alike: list[_Template]) -> None:
    if percent is None:
        return
    for field in PERCENT:
        if is_number(frame.get(field)):
            # A server that rounds never sends a fraction. Another server may send 0 too, so all of its
            # frames decide.
            said = [each.frame[field] for each in alike if is_number(each.frame.get(field))]
            is_whole = all(isinstance(each, int) for each in said)
            frame[field] = say_number_like(0 if is_whole else 0.0, percent)
    if is_number(frame.get("current_frame")) and is_number(frame.get("total_frames")):
        frame["current_frame"] = round(percent / 100 * frame["total_frames"])


def _set_message(frame: dict[str, Any], message: object) -> None:
    for field in MESSAGE:
        if field in frame and isinstance(frame[field], str | None):
            frame[field] = message


def _set_times(frame: dict[str, Any], milliseconds: int) -> None:
    for field, value in frame.items():
        if not (field.endswith("_at") or field in _TIMES):
            continue
        if isinstance(value, str):
            frame[field] = say_time_like(value, milliseconds)
        elif is_number(value):
            frame[field] = say_timestamp_like(value, milliseconds)
