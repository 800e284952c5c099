"""What a dialect decides."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from mock_backend.job_life import Truth

DialectName = Literal["inline", "result-url"]

JOB_NOT_FOUND = "Job not found"


class Dialect(Protocol):
    """Says a job as one server says it. All values are JSON, and not to be changed."""

    @property
    def name(self) -> DialectName:
        """What the command line calls it."""

    @property
    def headers(self) -> dict[str, str]:
        """What each of its answers carries beside the type and the length."""

    def get_job(self, truth: Truth) -> dict[str, Any]:
        """The body of `GET /v1/jobs/{job_id}`."""

    def get_listed_job(self, truth: Truth) -> dict[str, Any]:
        """The same job as an entry of `GET /v1/jobs`."""

    def get_result(self, truth: Truth) -> dict[str, Any] | None:
        """The body of `GET /v1/jobs/{job_id}/result`; None where there is nothing to be had."""

    def get_frame(self, told: dict[str, object], truth: Truth) -> dict[str, object]:
        """What its sockets send where the contract has the frame `told`.

        `truth` is that of the socket's job, at that moment; `told` may say something else than it, or
        be about another job.
        """

    def get_greetings(self, truth: Truth) -> list[dict[str, object]]:
        """What it says on each connect, as it is sent."""

    def refuse(self, job_id: str) -> tuple[int, dict[str, Any]]:
        """Status and body of the answer for an id that no job has."""
