"""The result of a scenario on a page."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from e2e.properties import Severity

RESULT = "scenario result"
"""The user property under which a report of pytest has the Result as JSON."""

Outcome = Literal["passed", "advice", "failed", "inconclusive"]
"""`failed`: a finding decides. `advice`: there are findings, but no finding decides.

`inconclusive`: neither passed nor failed, for example because the race was not forced.
"""


class Finding(BaseModel):
    """A property that a play broke, with the time and the events that led to it.

    `severity` says whether it decides the verdict. `sentence` is that of the property, `detail` is about
    this play. `virtual_time_ms` is the time of the first wrong state, or of the missed expectation;
    `wrong_state` is the state on the screen at that time, in words. `last_events` are the lines of the
    history up to and with it, the newest last.
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
    """The cause of the gravest finding of a play (`e2e.causes`).

    `id` is that of its kind, `mechanism` the explanation for this play. `event` is the line of the event
    that made the wrong state; None where no event did, or where `narrate` has no line for it. `stack` is
    the browser's stack trace of an error that the page threw, and empty for all other causes.
    `alternatives` are the ids of other causes that this one play would fit as well. `wrong_index` and
    `event_index` are the indices of the wrong state and of the event, in the history of tab `tab` (0: the
    first).
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
    """The outcome of one scenario on one page, as a worker sends it to the gate.

    `reason` says why it is inconclusive. `history_key` is a hash of the history's normal form: equal keys
    mean equal histories. `screenshot`, `trace`, `history` and `sequence` are names of files of evidence,
    relative to its folder; None where there is no such file.
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
    """The page did not answer any more, and its browser was ended."""

    @property
    def has_findings(self) -> bool:
        """Whether the page was caught: it broke a property, even one that does not decide."""
        return bool(self.findings)
