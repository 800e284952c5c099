"""The requests of a check and their outcomes: plain values, from which alone the rules judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["GET", "HEAD"]
Subject = Literal["list", "job", "result", "unknown job", "openapi"]
"""`result` asks a job's `result_url`; `unknown job` asks for an id that no job has, for the 404."""

Channel = Literal["HTTP", "WebSocket"]

Trouble = Literal["down", "tls", "slow", "elsewhere", "broken"]
"""`down`: no connection; `elsewhere`: a redirect to another host; `broken`: no whole HTTP answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as it was sent; `condition` is the header that makes it conditional, or None."""

    subject: Subject
    method: Method
    target: str
    condition: tuple[str, str] | None = None

    def __str__(self) -> str:
        """The request as a line for a person, such as "GET /v1/jobs with If-None-Match: x"."""
        condition = f" with {self.condition[0]}: {self.condition[1]}" if self.condition else ""
        return f"{self.method} {self.target}{condition}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. Names of headers are in lower case; a header sent twice is joined by commas.

    `hops` are the addresses of the redirects that were followed on the same host.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    hops: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type without its parameters; empty if the answer has no Content-Type."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The lack of an answer that can be judged; `reason` says why, in words for a person."""

    trouble: Trouble
    reason: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its answer, or with the reason why there is none."""

    request: Request
    outcome: Answer | Unanswered


@dataclass(frozen=True, slots=True)
class Listened:
    """A WebSocket that opened: its first frames within `seconds`, and its close code if it closed.

    `needed_headers` is true if the server refused it without the person's headers. `closed` is the
    close code, or None if it was still open at the end.
    """

    target: str
    seconds: float
    frames: tuple[str | bytes, ...] = ()
    closed: int | None = None
    needed_headers: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A WebSocket that did not open: the HTTP status of the handshake, or None, and the reason."""

    target: str
    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """A new state that one channel told of a job that is followed, `at` seconds after the beginning.

    `status` and `progress` (0 to 100) are None if the channel did not tell them. `said` is the state in
    words; `frame` is the frame of the WebSocket, or None.
    """

    at: float
    by: Channel
    status: str | None
    progress: float | None
    said: str
    frame: str | bytes | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A job that was followed to its end, unless `stopped` says why not. All times are in seconds.

    The socket was open from `opened_at`, None if it never opened, to `closed_at`, None if it was open
    to the end. `refused` says why it did not open. `grace` is how long the check waits for one channel
    after the other has told the end.
    """

    job: str
    told: tuple[Told, ...]
    exchanges: tuple[Exchange, ...]
    opened_at: float | None
    closed_at: float | None
    refused: Refused | None
    seconds: float
    grace: float
    stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Observations:
    """All observations of a check. `stopped` says why it ended early, or is None.

    `job` is the id of the job that the check asked for, or None if it knew no job. `listed` are the ids
    of the list.
    """

    exchanges: tuple[Exchange, ...]
    job: str | None = None
    is_job_given: bool = False
    listed: tuple[str, ...] = ()
    socket: Listened | Refused | None = None
    stopped: str | None = None
    gave_headers: bool = field(default=False)

    def find(
        self, subject: Subject, method: Method, *, conditional: bool = False
    ) -> Exchange | None:
        """Returns the first exchange of that kind, or None if the check did not send the request."""
        for each in self.exchanges:
            asked = each.request
            if (asked.subject, asked.method, bool(asked.condition)) == (
                subject,
                method,
                conditional,
            ):
                return each
        return None
