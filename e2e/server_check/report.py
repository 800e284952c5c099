"""What a check has to say. The schema is an interface: see docs/check-server.md."""

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
    """Something that is wrong at the server: what was asked, what came, the clause, and the fix.

    `field` is the path of the field of the wire contract that differs, None for any other rule.
    """

    model_config = ConfigDict(frozen=True)

    rule: Rule
    asked: str
    came: str
    clause: str
    fix: str
    field: str | None = None


class Note(BaseModel):
    """Something worth knowing that is no fault of the server."""

    model_config = ConfigDict(frozen=True)

    asked: str
    came: str
    clause: str | None = None


class Unchecked(BaseModel):
    """What could not be checked, why, and the way out."""

    model_config = ConfigDict(frozen=True)

    what: str
    why: str
    way_out: str


class Asked(BaseModel):
    """One request or connection, and what came, in short."""

    model_config = ConfigDict(frozen=True)

    asked: str
    came: str


class ToldOf(BaseModel):
    """Something new that HTTP or the WebSocket told of a job that was followed."""

    model_config = ConfigDict(frozen=True)

    at_seconds: float
    by: Channel
    said: str


class ServerCheck(BaseModel):
    """All that a check has to say of a server.

    `findings` when there is one, else `undecided` when something could not be checked, else `pass`;
    `reason` says why where it is not a pass.
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
