"""The exit codes of `jobstatus-e2e gate`. They are an interface: documented and stable."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """0 and 1 are verdicts on the page; 2 and 3 mean no verdict; 130 and 143 mean interrupted."""

    PASS = 0
    REGRESSION = 1
    BAD_USAGE = 2
    UNDECIDED = 3
    INTERRUPTED = 130
    TERMINATED = 143
