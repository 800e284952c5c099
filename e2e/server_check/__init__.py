"""Holding a real job server against what the pages need of it, only by reading."""

from e2e.server_check.check import LISTEN_SECONDS, LONGEST, CheckSettings, check_server
from e2e.server_check.errors import UnusableInput
from e2e.server_check.observation import Request
from e2e.server_check.report import RULES, Asked, Finding, Note, ServerCheck, Unchecked

__all__ = [
    "LISTEN_SECONDS",
    "LONGEST",
    "RULES",
    "Asked",
    "CheckSettings",
    "Finding",
    "Note",
    "Request",
    "ServerCheck",
    "Unchecked",
    "UnusableInput",
    "check_server",
]
