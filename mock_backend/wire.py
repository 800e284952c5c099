"""JSON on the wire, as page-contract.md has it."""

from __future__ import annotations

import json

from mock_backend.job_life import TOTAL_FRAMES, Truth, to_moment

TOOL = "player_detection"


def job_as_json(truth: Truth) -> dict[str, object]:
    """The job of `GET /v1/jobs/{job_id}`."""
    done = truth.status == "completed"
    return {
        "job_id": truth.job_id,
        "status": truth.status,
        "progress": truth.progress,
        "results": dict(truth.results) if truth.results is not None else None,
        "error_message": truth.error_message,
        "job_type": truth.job_type,
        "plugin_id": "sports",
        "tool": TOOL,
        "tool_list": [TOOL],
        "current_tool": TOOL if truth.status == "running" else None,
        "tools_total": 1,
        "tools_completed": 1 if done else 0,
        "created_at": to_moment(truth.created_at).isoformat(timespec="milliseconds"),
        "updated_at": to_moment(truth.updated_at).isoformat(timespec="milliseconds"),
    }


def frame_for(truth: Truth) -> dict[str, object] | None:
    """The frame that tells the open sockets of a change; None where the server tells nothing.

    The contract knows frames for progress, success and failure: that a job is pending, or has begun
    without progress, goes over HTTP only.
    """
    match truth.status:
        case "completed":
            return {"job_id": truth.job_id, "status": "completed"}
        case "failed":
            return {
                "job_id": truth.job_id,
                "status": "error",
                "message": truth.error_message,
            }
        case "running" if truth.progress is not None:
            return progress_frame(truth.job_id, truth.progress, truth.current_frame)
        case _:
            return None


def progress_frame(job_id: str, percent: float, current_frame: int) -> dict[str, object]:
    """A progress frame."""
    return {
        "job_id": job_id,
        "current_frame": current_frame,
        "total_frames": TOTAL_FRAMES,
        "percent": percent,
        "current_tool": TOOL,
        "tools_total": 1,
        "tools_completed": 0,
    }


def as_frame(frame: dict[str, object] | str | bytes) -> str | bytes:
    """What goes over the socket: a dict as JSON text, text and bytes as they are."""
    return json.dumps(frame) if isinstance(frame, dict) else frame
