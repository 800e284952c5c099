"""The parts that both dialects have in common: the frames of page-contract.md, and files."""

from __future__ import annotations

import json

from mock_backend.job_life import ONE_TOOL, Truth
from mock_backend.results import TOTAL_FRAMES

Frame = dict[str, object] | str | bytes
"""A frame of the contract, or any text or bytes: see `JobControl.say_to`."""

DOWNLOAD = "/downloads/results.json"
"""The address of a file that the browser saves and does not show (RFC 6266, 4.2: `attachment`)."""

RESULTS_NOT_FOUND = "Results file not found"
"""The detail of the 404 for results that are not on the server's disk."""


def frame_for(truth: Truth) -> dict[str, object] | None:
    """Returns the frame that the open sockets get for a change; None where the contract has no frame.

    The contract has frames for progress, success and failure. A page learns over HTTP only that a job is
    pending, or has begun without progress.
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
            told = progress_frame(truth.job_id, truth.progress, truth.current_frame)
            return {**told, **_tell_tools(truth)}
        case _:
            return None


def progress_frame(job_id: str, percent: float, current_frame: int) -> dict[str, object]:
    """Returns a progress frame; `percent` is 0 to 100."""
    return {
        "job_id": job_id,
        "current_frame": current_frame,
        "total_frames": TOTAL_FRAMES,
        "percent": percent,
        "current_tool": ONE_TOOL[0],
        "tools_total": 1,
        "tools_completed": 0,
    }


def _tell_tools(truth: Truth) -> dict[str, object]:
    if not truth.has_several_tools:
        return {}
    return {
        "current_tool": truth.current_tool,
        "tools_total": truth.tools_total,
        "tools_completed": truth.tools_completed,
    }


def as_frame(frame: Frame) -> str | bytes:
    """Returns the content of the WebSocket frame: a dict as JSON text, text and bytes as they are."""
    return write_json(frame) if isinstance(frame, dict) else frame


def write_json(content: object) -> str:
    """Returns `content` as JSON text with its characters as they are, as FastAPI writes it.

    A lone surrogate, which UTF-8 cannot carry, makes all characters beyond ASCII escapes.
    """
    text = json.dumps(content, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(content)
    return text
