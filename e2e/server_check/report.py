"""The report of a check. Its schema is an interface: see docs/check-server.md."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from e2e.server_check.observation import Channel
from mock_backend.dialects.dialect import DialectName

SCHEMA_VERSION = 1
Word = Literal["pass", "findings", "undecided"]
Rule = Literal[
    "no-store", "pragma", "wire", "openapi", "websocket-opens", "websocket-stays",
    "websocket-frames", "no-false-snapshot", "end-is-broadcast", "told-in-order",
]  # fmt: skip

RULES: tuple[Rule, ...] = get_args(Rule)


class Finding(BaseModel):
    """A fault of the server: the request (`asked`), the outcome (`came`), the clause, and the fix.

    `field` is the path of the field that differs from the wire contract; None for any other rule.
    """

    model_config = ConfigDict(frozen=True)

    rule: Rule
    asked: str
    came: str
    clause: str
    fix: str
    field: str | None = None


class Note(BaseModel):
    """A fact worth knowing that is no fault of the server."""

    model_config = ConfigDict(frozen=True)

    asked: str
    came: str
    clause: str | None = None


class Unchecked(BaseModel):
    """A part that could not be checked (`what`), the reason, and the way out."""

    model_config = ConfigDict(frozen=True)

    what: str
    why: str
    way_out: str


class Asked(BaseModel):
    """One request or connection (`asked`), and its outcome in short (`came`)."""

    model_config = ConfigDict(frozen=True)

    asked: str
    came: str


class ToldOf(BaseModel):
    """A new state that HTTP or the WebSocket told of a job that was followed."""

    model_config = ConfigDict(frozen=True)

    at_seconds: float
    by: Channel
    said: str


class ServerCheck(BaseModel):
    """The whole report of a check.

    The verdict is `findings` if there is a finding, else `undecided` if a part could not be checked,
    else `pass`. `reason` says why it is not a pass, and is None for a pass.
    """

    model_config = ConfigDict(frozen=True)

    schema_version: int = SCHEMA_VERSION
    verdict: Word
    reason: str | None
    url: str
    job: str | None
    wire: DialectName | None
    began_at: datetime
    seconds: float
    asked: tuple[Asked, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    notes: tuple[Note, ...]
    told: tuple[ToldOf, ...] = ()
