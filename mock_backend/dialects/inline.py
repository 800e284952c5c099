"""The server of the analysis: a finished job carries its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mock_backend.dialects.dialect import JOB_NOT_FOUND, DialectName
from mock_backend.job_life import Truth
from mock_backend.moments import to_naive_text
from mock_backend.results import VIDEO_TYPES, get_image_results, get_video_results


@dataclass(frozen=True, slots=True)
class Inline:
    """The form of tests/recorded/inline-results-server.json, with `results` and `tool_list`."""

    @property
    def name(self) -> DialectName:
        """See Dialect."""
        return "inline"

    @property
    def headers(self) -> dict[str, str]:
        """See Dialect. No header was recorded."""
        return {}

    def get_job(self, truth: Truth) -> dict[str, Any]:
        """See Dialect."""
        return {
            "job_id": truth.job_id,
            "tool": truth.tools[0],
            "tool_list": list(truth.tools) if truth.has_several_tools else None,
            "job_type": truth.job_type,
            "error_message": truth.error_message,
            "current_tool": truth.current_tool,
            "tools_total": truth.tools_total,
            "tools_completed": truth.tools_completed,
            "created_at": to_naive_text(truth.created_at),
            "status": truth.status,
            "progress": truth.progress,
            "results": get_inline_results(truth) if truth.status == "completed" else None,
            "updated_at": to_naive_text(truth.updated_at),
        }

    def get_listed_job(self, truth: Truth) -> dict[str, Any]:
        """See Dialect. The list of this server was not recorded, so an entry is the whole job here."""
        return self.get_job(truth)

    def get_result(self, truth: Truth) -> dict[str, Any] | None:
        """See Dialect. This server has no such address."""
        return None

    def get_frame(self, told: dict[str, object], truth: Truth) -> dict[str, object]:
        """See Dialect. This server sends the contract's frames."""
        return told

    def get_greetings(self, truth: Truth) -> list[dict[str, object]]:
        """See Dialect. This server sends no frame on connect."""
        return []

    def refuse(self, job_id: str) -> tuple[int, dict[str, Any]]:
        """See Dialect."""
        return 404, {"detail": JOB_NOT_FOUND}


def get_inline_results(truth: Truth) -> dict[str, Any]:
    """Returns the results of a completed job, in the form for its type."""
    if truth.job_type in VIDEO_TYPES:
        return get_video_results(truth.job_id, truth.found)
    return {
        "results": get_image_results(truth.found),
        "created_at": to_naive_text(truth.created_at),
        "updated_at": to_naive_text(truth.updated_at),
    }
