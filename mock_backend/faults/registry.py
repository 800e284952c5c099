"""Every fault by its name in scenarios, schedules and reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mock_backend.faults.connection import CutBeforeHeaders, CutMidBody
from mock_backend.faults.empty_body import EmptyBody
from mock_backend.faults.exchange import Fault
from mock_backend.faults.html_page import HtmlPage
from mock_backend.faults.never_answers import NeverAnswers
from mock_backend.faults.redirect import Redirect
from mock_backend.faults.reset import ResetBeforeHeaders, ResetMidBody
from mock_backend.faults.slow_drip import SlowDrip
from mock_backend.faults.status import Status
from mock_backend.faults.truncated_json import TruncatedJson
from mock_backend.faults.wrong_content_type import WrongContentType

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "404": Status(404, "Job not found"),
        "429": Status(429, "Too many requests"),
        "500": Status(500),
        "502": Status(502),
        "503": Status(503),
        "html-200": HtmlPage(200),
        "html-511": HtmlPage(511),
        "empty-body": EmptyBody(),
        "truncated-json": TruncatedJson(),
        "wrong-content-type": WrongContentType(),
        "redirect": Redirect(),
        "slow-drip": SlowDrip(),
        "cut-before-headers": CutBeforeHeaders(),
        "cut-mid-body": CutMidBody(),
        "reset-before-headers": ResetBeforeHeaders(),
        "reset-mid-body": ResetMidBody(),
        "never-answers": NeverAnswers(),
    }
)
"""A name is an interface: it does not change after a release."""
