"""The dialects of the wire: the forms of the same job in the answers of two ages of the team's server."""

from mock_backend.dialects.dialect import Dialect, DialectName
from mock_backend.dialects.inline import Inline
from mock_backend.dialects.named import NamedDialect
from mock_backend.dialects.recorded import Recorded, read_recorded
from mock_backend.dialects.registry import DIALECTS
from mock_backend.dialects.result_url import ResultUrl

__all__ = [
    "DIALECTS",
    "Dialect",
    "DialectName",
    "Inline",
    "NamedDialect",
    "Recorded",
    "ResultUrl",
    "read_recorded",
]
