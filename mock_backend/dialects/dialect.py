"""The interface of a dialect."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from mock_backend.job_life import Truth

DialectName = Literal["inline", "result-url"]

JOB_NOT_FOUND = "Job not found"


class Dialect(Protocol):
    """Puts a job into the form of one server. All returned values are JSON, and must not be changed."""

    @property
    def name(self) -> DialectName:
        """Its name on the command line."""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of each of its answers, besides the type and the length."""

    def get_job(self, truth: Truth) -> dict[str, Any]:
        """Returns the body of `GET /v1/jobs/{job_id}`."""

    def get_listed_job(self, truth: Truth) -> dict[str, Any]:
        """Returns the job as an entry of `GET /v1/jobs`."""

    def get_result(self, truth: Truth) -> dict[str, Any] | None:
        """Returns the body of `GET /v1/jobs/{job_id}/result`; None where the job has no results there."""

    def get_frame(self, told: dict[str, object], truth: Truth) -> dict[str, object]:
        """Returns the frame that the server's sockets send in the place of the contract's frame `told`.

        `truth` is the present truth of the socket's job. `told` may differ from it, or be about another
        job.
        """

    def get_greetings(self, truth: Truth) -> list[dict[str, object]]:
        """Returns the frames that the server sends on each connect, in the server's own form."""

    def refuse(self, job_id: str) -> tuple[int, dict[str, Any]]:
        """Returns status and body of the answer for an unknown id."""
