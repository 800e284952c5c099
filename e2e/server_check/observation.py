"""What a check asked, and what came: plain values, the only thing that findings are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["GET", "HEAD"]
Subject = Literal["list", "job", "result", "unknown job", "openapi"]
"""`result` is what lies at a job's `result_url`, `unknown job` an id that no job has: the 404."""

Channel = Literal["HTTP", "WebSocket"]

Trouble = Literal["down", "tls", "slow", "elsewhere", "broken"]
"""`down`: no connection; `elsewhere`: a redirect to another host; `broken`: no whole HTTP answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as it went out; `condition` is the header that makes it conditional, or empty."""

    subject: Subject
    method: Method
    target: str
    condition: tuple[str, str] | None = None

    def __str__(self) -> str:
        """As a person reads it."""
        condition = f" with {self.condition[0]}: {self.condition[1]}" if self.condition else ""
        return f"{self.method} {self.target}{condition}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. Names of headers are in lower case; a header sent twice is joined by commas.

    `hops` are the addresses that redirects on the same host led through.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    hops: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type without its parameters; empty when none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer that can be judged, and why, in words for a person."""

    trouble: Trouble
    reason: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what became of it."""

    request: Request
    outcome: Answer | Unanswered


@dataclass(frozen=True, slots=True)
class Listened:
    """A WebSocket that opened: what came first within `seconds`, and how it ended if it did.

    `needed_headers`: it was refused without the headers that the person gave. `closed` is the close
    code, None while it was still open.
    """

    target: str
    seconds: float
    frames: tuple[str | bytes, ...] = ()
    closed: int | None = None
    needed_headers: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A WebSocket that did not open: the HTTP status that came, or None, and why."""

    target: str
    status: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something new that one channel told of a job that is followed, `at` seconds after the beginning.

    `status` and `progress` (0 to 100) are None where it told none; `frame` is what came over a socket.
    """

    at: float
    by: Channel
    status: str | None
    progress: float | None
    said: str
    frame: str | bytes | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A job that was followed, to its end unless `stopped` says why not. All times in seconds.

    The socket was open from `opened_at` to `closed_at`, None: never, or to the last; `refused` is why it
    did not open. `grace` is how long the one channel was waited for after the other had told the end.
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
    """All that a check saw. `stopped` says why it went no further, None when it did not stop.

    `job` is the one that was asked for, None when there was none to ask for; `listed` are the ids of
    the list.
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
        """The exchange for that; None when it was not asked."""
        for each in self.exchanges:
            asked = each.request
            if (asked.subject, asked.method, bool(asked.condition)) == (
                subject,
                method,
                conditional,
            ):
                return each
        return None
