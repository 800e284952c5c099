"""Checks a real job server against the needs of the pages, only by reading."""

from e2e.server_check.check import (
    LISTEN_SECONDS,
    LONGEST,
    CheckSettings,
    check_server,
    watch_job,
)
from e2e.server_check.errors import UnusableInput
from e2e.server_check.observation import Request, Told
from e2e.server_check.record import NothingRecorded, record_server
from e2e.server_check.report import RULES, Asked, Finding, Note, ServerCheck, ToldOf, Unchecked

__all__ = [
    "LISTEN_SECONDS",
    "LONGEST",
    "RULES",
    "Asked",
    "CheckSettings",
    "Finding",
    "Note",
    "NothingRecorded",
    "Request",
    "ServerCheck",
    "Told",
    "ToldOf",
    "Unchecked",
    "UnusableInput",
    "check_server",
    "record_server",
    "watch_job",
]
