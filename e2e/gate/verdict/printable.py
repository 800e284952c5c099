"""Makes the text of a verdict safe for every report."""

from __future__ import annotations

from typing import Any

from e2e.gate.verdict.verdict import Verdict
from e2e.history.printable import make_printable


def make_verdict_printable(verdict: Verdict) -> Verdict:
    """Returns the same verdict with U+FFFD for each character that `make_printable` removes.

    Its text comes from the page, from a server, from a build and from names of files. A gate calls this
    once, before it writes the reports, so no report has to clean its text.
    """
    return Verdict.model_validate(_clean(verdict.model_dump()))


def _clean(value: Any) -> Any:
    match value:
        case str():
            return make_printable(value)
        case dict():
            return {_clean(key): _clean(each) for key, each in value.items()}
        case list() | tuple():
            return type(value)(_clean(each) for each in value)
        case _:
            return value
