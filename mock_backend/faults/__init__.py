"""The faults of an answer. Each file has one kind."""

from mock_backend.faults.connection import CutBeforeHeaders, CutMidBody
from mock_backend.faults.empty_body import EmptyBody
from mock_backend.faults.error_envelope import ErrorEnvelope
from mock_backend.faults.exchange import Exchange, Fault
from mock_backend.faults.html_page import HtmlPage
from mock_backend.faults.json_without_job import JsonWithoutJob
from mock_backend.faults.late_answer import LateAnswer
from mock_backend.faults.never_answers import NeverAnswers
from mock_backend.faults.redirect import Redirect
from mock_backend.faults.registry import FAULTS
from mock_backend.faults.reset import ResetBeforeHeaders, ResetMidBody
from mock_backend.faults.slow_drip import SlowDrip
from mock_backend.faults.status import Status
from mock_backend.faults.truncated_json import TruncatedJson
from mock_backend.faults.try_later import TryLater
from mock_backend.faults.validation_failed import ValidationFailed
from mock_backend.faults.wrong_content_type import WrongContentType

__all__ = [
    "FAULTS",
    "CutBeforeHeaders",
    "CutMidBody",
    "EmptyBody",
    "ErrorEnvelope",
    "Exchange",
    "Fault",
    "HtmlPage",
    "JsonWithoutJob",
    "LateAnswer",
    "NeverAnswers",
    "Redirect",
    "ResetBeforeHeaders",
    "ResetMidBody",
    "SlowDrip",
    "Status",
    "TruncatedJson",
    "TryLater",
    "ValidationFailed",
    "WrongContentType",
]
