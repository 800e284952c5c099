"""What can go wrong with an answer, one fault a file."""

from mock_backend.faults.connection import CutBeforeHeaders, CutMidBody
from mock_backend.faults.exchange import Exchange, Fault
from mock_backend.faults.html_page import HtmlPage
from mock_backend.faults.status import Status
from mock_backend.faults.truncated_json import TruncatedJson

__all__ = [
    "CutBeforeHeaders",
    "CutMidBody",
    "Exchange",
    "Fault",
    "HtmlPage",
    "Status",
    "TruncatedJson",
]
