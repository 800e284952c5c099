"""A job server that moves only when told: the other side of the page under test.

The server itself is imported at its first use, because the wire alone needs no web framework.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from mock_backend.cache_policies import (
    CACHE_POLICIES,
    CachePolicy,
    ETag,
    ETagBySecond,
    Forbidding,
    LastModifiedOnly,
    MaxAge,
    NoCache,
    NoHeaders,
    NoStore,
    SharedMaxAge,
    StaleWhileRevalidate,
)
from mock_backend.dialects import DIALECTS, Dialect, DialectName
from mock_backend.faults import (
    FAULTS,
    CutBeforeHeaders,
    CutMidBody,
    EmptyBody,
    ErrorEnvelope,
    Fault,
    HtmlPage,
    JsonWithoutJob,
    LateAnswer,
    NeverAnswers,
    Redirect,
    ResetBeforeHeaders,
    ResetMidBody,
    SlowDrip,
    Status,
    TruncatedJson,
    TryLater,
    ValidationFailed,
    WrongContentType,
)
from mock_backend.gates import SendFrame, SendPending, SendSnapshot, Silent
from mock_backend.job_control import JobControl
from mock_backend.job_life import JobKind, TerminalState, Truth
from mock_backend.job_life import Status as JobStatus
from mock_backend.journal import Journal, JournalEvent
from mock_backend.server_socket import ServerSocket
from mock_backend.wire import DOWNLOAD

if TYPE_CHECKING:
    from mock_backend.backend import Backend
    from mock_backend.server import serve_backend

__all__ = [
    "CACHE_POLICIES",
    "DIALECTS",
    "DOWNLOAD",
    "FAULTS",
    "Backend",
    "CachePolicy",
    "CutBeforeHeaders",
    "CutMidBody",
    "Dialect",
    "DialectName",
    "ETag",
    "ETagBySecond",
    "EmptyBody",
    "ErrorEnvelope",
    "Fault",
    "Forbidding",
    "HtmlPage",
    "JobControl",
    "JobKind",
    "JobStatus",
    "Journal",
    "JournalEvent",
    "JsonWithoutJob",
    "LastModifiedOnly",
    "LateAnswer",
    "MaxAge",
    "NeverAnswers",
    "NoCache",
    "NoHeaders",
    "NoStore",
    "Redirect",
    "ResetBeforeHeaders",
    "ResetMidBody",
    "SendFrame",
    "SendPending",
    "SendSnapshot",
    "ServerSocket",
    "SharedMaxAge",
    "Silent",
    "SlowDrip",
    "StaleWhileRevalidate",
    "Status",
    "TerminalState",
    "TruncatedJson",
    "Truth",
    "TryLater",
    "ValidationFailed",
    "WrongContentType",
    "serve_backend",
]

_LOADED_LATE = {"Backend": "mock_backend.backend", "serve_backend": "mock_backend.server"}

if not TYPE_CHECKING:  # With a `__getattr__`, a type checker takes any name for an exported one.

    def __getattr__(name: str) -> object:
        if name not in _LOADED_LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_LOADED_LATE[name]), name)
        return value
