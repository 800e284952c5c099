"""Every dialect by its name on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mock_backend.dialects.dialect import Dialect, DialectName
from mock_backend.dialects.inline import Inline
from mock_backend.dialects.result_url import ResultUrl

DIALECTS: Mapping[DialectName, Dialect] = MappingProxyType(
    {"inline": Inline(), "result-url": ResultUrl()}
)
"""A name is an interface: it does not change after a release."""
