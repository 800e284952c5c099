"""The team's server of today: a finished job has the address of its results."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from mock_backend.dialects.dialect import JOB_NOT_FOUND, DialectName
from mock_backend.dialects.inline import get_inline_results
from mock_backend.job_life import Truth
from mock_backend.moments import to_naive_text
from mock_backend.results import get_summary

PLUGIN = "yolo"
_LISTED_PROGRESS = {"pending": 0, "running": 50}
"""The progress of a job in the list, by status; it is 100 once the job has ended."""

_IN_NO_UUID = re.compile(r"[^0-9a-fA-F-]")


@dataclass(frozen=True, slots=True)
class ResultUrl:
    """The form of tests/recorded/result-url-server.json, with `result_url`, `summary` and `tools`."""

    @property
    def name(self) -> DialectName:
        """See Dialect."""
        return "result-url"

    @property
    def headers(self) -> dict[str, str]:
        """See Dialect."""
        return {"Vary": "Origin", "Access-Control-Allow-Origin": "*"}

    def get_job(self, truth: Truth) -> dict[str, Any]:
        """See Dialect."""
        is_done = truth.status == "completed"
        return {
            "job_id": truth.job_id,
            "status": truth.status,
            "plugin_id": PLUGIN,
            "result_url": _get_result_url(truth),
            "summary": get_summary(truth.job_type, truth.found) if is_done else None,
            "tool": None,
            "tools": list(truth.tools) if truth.has_several_tools else None,
            "job_type": truth.job_type,
            "error_message": truth.error_message,
            "progress": None if truth.progress is None else int(truth.progress),
            "current_tool": truth.current_tool,
            "tools_total": truth.tools_total,
            "tools_completed": truth.tools_completed,
            "created_at": to_naive_text(truth.created_at),
            "updated_at": to_naive_text(truth.updated_at),
        }

    def get_listed_job(self, truth: Truth) -> dict[str, Any]:
        """See Dialect."""
        return {
            "job_id": truth.job_id,
            "status": truth.status,
            "plugin": PLUGIN,
            "created_at": to_naive_text(truth.created_at),
            "completed_at": to_naive_text(truth.updated_at) if truth.is_terminal else None,
            "result_url": _get_result_url(truth),
            "summary": None,
            "error": truth.error_message,
            "progress": _LISTED_PROGRESS.get(truth.status, 100),
        }

    def get_result(self, truth: Truth) -> dict[str, Any] | None:
        """See Dialect."""
        return get_inline_results(truth) if truth.status == "completed" else None

    def get_frame(self, told: dict[str, object], truth: Truth) -> dict[str, object]:
        """See Dialect. This server sends the contract's frames."""
        return told

    def get_greetings(self, truth: Truth) -> list[dict[str, object]]:
        """See Dialect. This server sends no frame on connect."""
        return []

    def refuse(self, job_id: str) -> tuple[int, dict[str, Any]]:
        """See Dialect. An id that is not a UUID gets a 422, as from the server's framework."""
        try:
            uuid.UUID(job_id)
        except ValueError:
            return 422, {"detail": [_explain(job_id)]}
        return 404, {"detail": JOB_NOT_FOUND}


def _get_result_url(truth: Truth) -> str | None:
    if truth.status != "completed":
        return None
    return f"/v1/jobs/{truth.job_id}/result?mode=stream"


def _explain(job_id: str) -> dict[str, Any]:
    wrong = _IN_NO_UUID.search(job_id)
    why = (
        f"invalid character: found `{wrong[0]}` at {wrong.start()}"
        if wrong
        else f"invalid length: expected length 32 for simple format, found {len(job_id)}"
    )
    return {
        "type": "uuid_parsing",
        "loc": ["path", "job_id"],
        "msg": f"Input should be a valid UUID, {why}",
        "input": job_id,
        "ctx": {"error": why},
    }
