"""How a scenario ended on a page."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from e2e.properties import Severity

RESULT = "scenario result"
"""The user property under which a report of pytest's carries its Result as JSON."""

Outcome = Literal["passed", "advice", "failed", "inconclusive"]
"""`failed`: a finding decides. `advice`: there are findings, and none of them decides."""


class Finding(BaseModel):
    """A property that was broken: where, when, and the events that led up to it.

    `virtual_time_ms` is that of the first wrong state, or of the expectation that was missed;
    `last_events` are the lines of the history up to and with it, the newest last. `severity` says
    whether it decides the verdict.
    """

    model_config = ConfigDict(frozen=True)

    property: str
    severity: Severity
    sentence: str
    detail: str
    virtual_time_ms: int
    wrong_state: str
    last_events: tuple[str, ...]


class CauseFound(BaseModel):
    """Why the gravest finding of a play came about (`e2e.causes`).

    `event` is the line of the history that made it, None where it is one that no line tells. `stack` is
    that of the error which the page threw, as the browser has it; empty for all other causes.
    `alternatives` are the causes that this play alone cannot be told from. `wrong_index` and
    `event_index` are the entries of the wrong state and of the event, in the history of tab `tab`, the
    first one 0.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    mechanism: str
    event: str | None
    stack: str = ""
    alternatives: tuple[str, ...] = ()
    wrong_index: int
    event_index: int | None
    tab: int = 0


class Result(BaseModel):
    """The outcome of one scenario on one page, as a worker hands it to the gate.

    `history_key` is a digest of the history's normal form: the same key, the same history.
    """

    model_config = ConfigDict(frozen=True)

    page: str
    id: str
    family: str
    tier: str
    sentence: str
    outcome: Outcome
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    cause: CauseFound | None = None
    notes: tuple[str, ...] = ()
    history_key: str | None = None
    screenshot: str | None = None
    trace: str | None = None
    history: str | None = None
    sequence: str | None = None
    is_hung: bool = Field(default=False, exclude=True)
    """The page answered nothing any more, and its browser was ended."""

    @property
    def has_findings(self) -> bool:
        """Whether any property was broken, deciding or not: the page was caught."""
        return bool(self.findings)
