"""A verdict whose text every report can carry."""

from __future__ import annotations

from typing import Any

from e2e.gate.verdict.verdict import Verdict
from e2e.history.printable import make_printable


def make_verdict_printable(verdict: Verdict) -> Verdict:
    """Returns the same verdict with U+FFFD for each character that `make_printable` takes out.

    Its text comes from the page, from a server, from a build and from names of files. Done once, before
    any report is written: none of them has to.
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
